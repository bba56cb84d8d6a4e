/**
 * `npm run bench`: measures this client side by side with others, prints the results, and writes them to results.json and into
 * docs/benchmarks.md. With `-- --quick` it runs every program in about a minute, and writes no file: the numbers are not reliable.
 */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { readOptions } from "../scripts/options.ts";
import { step } from "../scripts/step.ts";
import { measureCalls } from "./calls/measure.ts";
import { clients } from "./cases/index.ts";
import { readCommit, readMachine, readVersions } from "./machine.ts";
import { renderResults, replaceResults } from "./page.ts";
import { benchFolder, buildFolder, pageFile, resultsFile } from "./paths.ts";
import { measureProfiles } from "./profiles/measure.ts";
import { evaluateGoals, type Results } from "./results.ts";
import { measureSizes } from "./sizes.ts";
import { fullWorkload, quickWorkload } from "./workload.ts";
import { measureWrites } from "./writes/measure.ts";

const options = readOptions({ quick: { type: "boolean", default: false } });
const workload = options.quick ? quickWorkload : fullWorkload;

const [machine, commit] = [readMachine(), readCommit()];
await step("build", () => execFileSync(process.execPath, [join(benchFolder, "build.mjs")], { stdio: "inherit" }));
const sizes = await step("bundle sizes", measureSizes);
const cases = clients.map(({ file }) => ({ client: file, file: join(buildFolder, "node", `${file}.js`) }));
const calls = await step("calls over HTTP", () => measureCalls(cases, workload));
const { rates: writes, memory } = await step("writing many resources", () => measureWrites(workload));

const profiles = await step("profiles", () => measureProfiles(workload));

const measurements = { calls, sizes, writes, memory, profiles };
const results: Results = {
  date: new Date().toISOString().slice(0, "2026-01-31".length),
  commit,
  machine,
  versions: await readVersions(),
  workload,
  goals: evaluateGoals(measurements),
  ...measurements,
};
const rendered = renderResults(results);
console.log(`\n${await format(rendered, { parser: "markdown" })}`);

if (!options.quick) {
  await writeFile(resultsFile, await format(JSON.stringify(results), { parser: "json", printWidth: 120 }));
  await writeFile(pageFile, await replaceResults(await readFile(pageFile, "utf8"), rendered));
}
