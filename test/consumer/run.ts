/**
 * `npm run test:consumers`: runs every consumer, and the code of the guide, with the packed package, and ends with `N passed, N failed`.
 * With names after `--` it runs only these consumers.
 */
import { join } from "node:path";
import { step } from "../../scripts/step.ts";
import { hasBrowser } from "../docs/browser.ts";
import { buildPackage, installRuntimes } from "../runtimes/prepare.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { reportCounts } from "../support/counts.ts";
import { packInto } from "../support/tarball.ts";
import { allConsumers, nodes } from "./consumers.ts";
import { compileGuide, readGuide, runPage } from "./guide.ts";
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
const pages = names.length === 0 ? await readGuide() : [];
const runs = pages.flatMap((page) => nodes.map((node) => ({ page, node })));
let failed = 0;
await step("build the package", buildPackage);
await step("install the runtimes", installRuntimes);
await inNewFolder(async (folder) => {
  const { file } = await packInto(folder);
  for (const tools of new Set(consumers.map(({ tools }) => tools))) {
    const installed = join(folder, tools);
    await step(`install ${toolsFolder(tools)}`, () => install(tools, file, installed));
    for (const consumer of consumers.filter((each) => each.tools === tools)) {
      await count(consumer.name, () => runConsumer(consumer, installed, file));
    }
  }
  if (pages.length === 0) return;
  const project = await step("compile the guide", () => compileGuide(pages, join(folder, "extra")));
  for (const { page, node } of runs) {
    await count(`${page.name}, ${node.name}`, () => runPage(page, node.path, project));
  }
});
const passed = consumers.length + runs.length - failed;
reportCounts({ passed, failed, skipped: selected.length - consumers.length });
process.exitCode = failed > 0 ? 1 : 0;

async function count(name: string, work: () => Promise<void>): Promise<void> {
  await step(name, work).catch((error: unknown) => {
    failed += 1;
    console.log(`FAILED: ${name}\n`, error);
  });
}
