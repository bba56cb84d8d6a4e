/**
 * `npm run bench`: measures this client side by side with others, prints the results, and writes them to results.json and into
 * docs/benchmarks.md.
 *
 * - `-- --section calls` measures one section, and keeps the results of the others. It can be given several times.
 * - `-- --large` measures only the sizes of the plot, up to 10,000,000 operations, and draws it; with `--section`, also that section.
 * - `-- --quick` runs the programs with little work, and writes no file: the numbers are not reliable.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { format } from "prettier";
import { readOptions } from "../scripts/options.ts";
import { step } from "../scripts/step.ts";
import { renderResults } from "./page.ts";
import { benchFolder, resultFiles } from "./paths.ts";
import { measureSection, type Results } from "./results.ts";
import { chooseSections } from "./sections.ts";
import { storeResults } from "./store.ts";
import { fullWorkload, quickWorkload } from "./workload.ts";

const options = readOptions({
  quick: { type: "boolean", default: false },
  large: { type: "boolean", default: false },
  section: { type: "string", multiple: true, default: [] },
});
const chosen = chooseSections(options.section, options.large);
if (typeof chosen === "string") {
  console.error(chosen);
  process.exit(1);
}
const workload = options.quick ? quickWorkload : fullWorkload;

await step("build", () => execFileSync(process.execPath, [join(benchFolder, "build.mjs")], { stdio: "inherit" }));
let measured: Results = {};
for (const name of chosen) {
  measured = { ...measured, [name]: await step(name, () => measureSection(name, workload)) };
  // Each section is written when it ends, so that stopping the next one loses nothing.
  if (!options.quick) await storeResults(measured, resultFiles);
}
console.log(`\n${await format(renderResults(measured), { parser: "markdown" })}`);
