/**
 * `npm run test:runtimes`: runs the scenarios with the built package in every runtime, prints the results, and ends with
 * `N passed, N failed`. The tables in docs/runtimes.md must agree; `-- --write` writes them, and needs Chromium, so that they keep its rows.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readOptions } from "../../scripts/options.ts";
import { step } from "../../scripts/step.ts";
import { hasBrowser } from "../docs/browser.ts";
import { reportCounts } from "../support/counts.ts";
import { chromium, servePage } from "./chromium.ts";
import { describeError } from "./inside/assertions.ts";
import type { EmbeddedEntry } from "./inside/context.ts";
import type { Report } from "./inside/run-scenarios.ts";
import { dist } from "./paths.ts";
import { buildPackage, buildPrograms, installRuntimes } from "./prepare.ts";
import { processes } from "./processes.ts";
import { serveRegistry } from "./registry.ts";
import { countResults, isCurrent, renderTables, writeTables, type RuntimeResult } from "./results.ts";
import type { Runtime } from "./runtime.ts";
import { workerd } from "./workerd.ts";

const options = readOptions({ write: { type: "boolean", default: false } });
const withBrowser = hasBrowser();
if (options.write && !withBrowser) throw new Error("Without Chromium, docs/runtimes.md would lose its rows.");
await step("install the runtimes", installRuntimes);
await step("build the package", buildPackage);
await step("build the programs for the runtimes", buildPrograms);
const runtimes = [...processes, workerd, ...(withBrowser ? [await chromium()] : [])];
const entry = (await import(pathToFileURL(join(dist, "embedded/index.js")).href)) as EmbeddedEntry;

const results: RuntimeResult[] = [];
for (const runtime of runtimes) {
  const report = await step(`${runtime.name} ${runtime.version}`, () => runIn(runtime));
  for (const { name, error } of report.scenarios) {
    if (error !== undefined) console.log(`  FAILED: ${name}\n    ${error}`);
  }
  results.push({ runtime, report });
}

const { rendered, written } = await renderTables(results);
console.log(rendered);
if (options.write) await writeTables(rendered);
const isPageCurrent = options.write || isCurrent(rendered, written);
if (!isPageCurrent) {
  console.log("FAILED: the tables in docs/runtimes.md differ. To update them: npm run test:runtimes -- --write\n");
}
const counts = countResults(results, isPageCurrent, withBrowser);
reportCounts(counts);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function runIn(runtime: Runtime): Promise<Report> {
  const registry = await serveRegistry(entry, servePage);
  try {
    return await runtime.run(registry);
  } catch (error) {
    return { scenarios: [{ name: "runs the scenarios", error: describeError(error) }], connections: undefined };
  } finally {
    await registry.close();
  }
}
