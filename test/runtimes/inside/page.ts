/** Runs in a browser page, whose import map has the package. */
import type { ClientEntry, Settings } from "./context.ts";
import { runScenarios, type Report } from "./run-scenarios.ts";

const name = "clinia-registry-client";

/** Called by chromium.ts. */
async function runInPage(settings: Settings): Promise<Report> {
  return runScenarios((await import(name)) as ClientEntry, undefined, settings);
}

Object.assign(globalThis, { runInPage });
