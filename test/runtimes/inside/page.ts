/** Runs in a page of a browser, which finds the package by its import map. */
import { lookAtAll, type Report } from "./look.ts";
import type { ClientEntry, Settings } from "./world.ts";

const name = "clinia-registry-client";

/** For the test that drives the browser. */
async function look(settings: Settings): Promise<Report> {
  return lookAtAll((await import(name)) as ClientEntry, undefined, settings);
}

Object.assign(globalThis, { look });
