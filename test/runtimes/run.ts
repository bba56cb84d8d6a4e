/**
 * `npm run test:runtimes`: looks at the built package in every runtime, and prints what was seen. It ends with
 * `N passed, N failed`. With `-- --write` it writes the tables of README.md, which otherwise have to be what was seen; for that
 * Chromium has to be there too, so that its rows are not lost.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readOptions } from "../../scripts/options.ts";
import { step } from "../../scripts/step.ts";
import { hasBrowser } from "../docs/browser.ts";
import { reportCounts } from "../support/counts.ts";
import { buildInside } from "./build.ts";
import { chromium, pageFile } from "./chromium.ts";
import { countsOf } from "./count.ts";
import { text } from "./inside/check.ts";
import type { Report } from "./inside/look.ts";
import type { EmbeddedEntry } from "./inside/world.ts";
import { dist } from "./places.ts";
import { buildPackage, installRuntimes } from "./prepare.ts";
import { processes } from "./processes.ts";
import { serveRegistry } from "./registry.ts";
import type { Runtime } from "./runtime.ts";
import { isCurrent, tables, write, type Seen } from "./table.ts";
import { workerd } from "./workerd.ts";

const options = readOptions({ write: { type: "boolean", default: false } });
const isBrowserSeen = hasBrowser();
if (options.write && !isBrowserSeen) throw new Error("Without Chromium, README.md would lose its rows.");
await step("install the runtimes", installRuntimes);
await step("build the package", buildPackage);
await step("build what runs in the runtimes", buildInside);
const runtimes = [...processes, workerd, ...(isBrowserSeen ? [await chromium()] : [])];
const entry = (await import(pathToFileURL(join(dist, "embedded/index.js")).href)) as EmbeddedEntry;

const seen: Seen[] = [];
for (const runtime of runtimes) {
  const report = await step(`${runtime.name} ${runtime.version}`, () => lookAt(runtime));
  for (const { name, error } of report.looks) if (error !== undefined) console.log(`  FAILED: ${name}\n    ${error}`);
  seen.push({ runtime, report });
}

const { made, written } = await tables(seen);
console.log(made);
if (options.write) await write(made);
const isWritten = options.write || isCurrent(made, written);
if (!isWritten) {
  console.log("FAILED: the tables in README.md say something else. npm run test:runtimes -- --write fixes them.\n");
}
const counts = countsOf(seen, isWritten, isBrowserSeen);
reportCounts(counts);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function lookAt(runtime: Runtime): Promise<Report> {
  const registry = await serveRegistry(entry, pageFile);
  try {
    return await runtime.look(registry);
  } catch (error) {
    return { looks: [{ name: "runs at all", error: text(error) }], connections: undefined };
  } finally {
    await registry.close();
  }
}
