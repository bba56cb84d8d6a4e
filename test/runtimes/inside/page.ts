/** Runs in a browser page, whose import map has the package. */
import type { ClientEntry, ProfilesEntry, Settings } from "./context.ts";
import { runScenarios, type Report } from "./run-scenarios.ts";

const name = "clinia-registry-client";

/** Called by chromium.ts. */
async function runInPage(settings: Settings): Promise<Report> {
  const client = (await import(name)) as ClientEntry;
  const profiles = (await import(`${name}/profiles`)) as ProfilesEntry;
  return runScenarios({ client, profiles }, undefined, settings);
}

Object.assign(globalThis, { runInPage });
