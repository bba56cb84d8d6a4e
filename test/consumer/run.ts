/**
 * `npm run test:consumers`: runs every consumer with what is packed, and ends with `N passed, N failed`. With names behind `--` it
 * runs only those.
 */
import { join } from "node:path";
import { step } from "../../scripts/step.ts";
import { hasBrowser } from "../docs/browser.ts";
import { buildPackage } from "../runtimes/prepare.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { reportCounts } from "../support/counts.ts";
import { packInto } from "../support/tarball.ts";
import { consume, install } from "./consume.ts";
import { first, others } from "./consumers.ts";

const [, , ...names] = process.argv;
const all = [...first, ...others];
const unknown = names.filter((name) => !all.some((each) => each.name === name));
if (unknown.length > 0) {
  throw new Error(`No consumer is called ${unknown.join(", ")}. Expected: ${all.map(({ name }) => name).join("; ")}.`);
}
const isBrowserSeen = hasBrowser();
const asked = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
const consumers = asked.filter(({ page }) => page === undefined || isBrowserSeen);
let failed = 0;
await step("build the package", buildPackage);
await inNewFolder(async (folder) => {
  const { file } = await packInto(folder);
  for (const tools of new Set(consumers.map(({ tools }) => tools))) {
    const place = join(folder, "tools", tools);
    await step(`install the tools of test/consumer/${tools}`, () => install(tools, file, place));
    for (const consumer of consumers.filter((each) => each.tools === tools)) {
      await step(consumer.name, () => consume(consumer, place)).catch((error: unknown) => {
        failed += 1;
        console.log(`FAILED: ${consumer.name}\n`, error);
      });
    }
  }
});
reportCounts({ passed: consumers.length - failed, failed, skipped: asked.length - consumers.length });
process.exitCode = failed > 0 ? 1 : 0;
