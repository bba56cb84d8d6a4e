/**
 * `npm run test:consumers`: runs every consumer with the packed package, and ends with `N passed, N failed`. With names after `--` it
 * runs only these.
 */
import { join } from "node:path";
import { step } from "../../scripts/step.ts";
import { hasBrowser } from "../docs/browser.ts";
import { buildPackage, installRuntimes } from "../runtimes/prepare.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { reportCounts } from "../support/counts.ts";
import { packInto } from "../support/tarball.ts";
import { allConsumers } from "./consumers.ts";
import { install, runConsumer, toolsFolder } from "./run-consumer.ts";

const [, , ...names] = process.argv;
const unknown = names.filter((name) => !allConsumers.some((each) => each.name === name));
if (unknown.length > 0) {
  const known = allConsumers.map(({ name }) => name).join("; ");
  throw new Error(`Unknown consumer: ${unknown.join(", ")}. Expected: ${known}.`);
}
const isBrowserInstalled = hasBrowser();
const selected = names.length === 0 ? allConsumers : allConsumers.filter(({ name }) => names.includes(name));
const consumers = selected.filter(({ page }) => page === undefined || isBrowserInstalled);
let failed = 0;
await step("build the package", buildPackage);
if (consumers.some(({ node }) => node !== undefined)) await step("install the runtimes", installRuntimes);
await inNewFolder(async (folder) => {
  const { file } = await packInto(folder);
  for (const tools of new Set(consumers.map(({ tools }) => tools))) {
    const installed = join(folder, tools);
    await step(`install ${toolsFolder(tools)}`, () => install(tools, file, installed));
    for (const consumer of consumers.filter((each) => each.tools === tools)) {
      await step(consumer.name, () => runConsumer(consumer, installed, file)).catch((error: unknown) => {
        failed += 1;
        console.log(`FAILED: ${consumer.name}\n`, error);
      });
    }
  }
});
reportCounts({ passed: consumers.length - failed, failed, skipped: selected.length - consumers.length });
process.exitCode = failed > 0 ? 1 : 0;
