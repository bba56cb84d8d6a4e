/**
 * `npm run bench`: measures this client side by side with others, prints the results, and writes them to results.json and into
 * docs/benchmarks.md. With `-- --quick` it runs every program in about a minute, and writes no file: the numbers are not reliable.
 * `-- --section import` measures only imports, and keeps the other results. `-- --large` also imports 10,000,000 records.
 */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { readOptions } from "../scripts/options.ts";
import { step } from "../scripts/step.ts";
import { measureCalls } from "./calls/measure.ts";
import { clients } from "./cases/index.ts";
import { measureImports } from "./import/measure.ts";
import { readCommit, readMachine, readVersions } from "./machine.ts";
import { renderResults, renderSection, replaceResults } from "./page.ts";
import { benchFolder, buildFolder, pageFile, resultsFile } from "./paths.ts";
import { measureProfiles } from "./profiles/measure.ts";
import { evaluateGoals, type Results } from "./results.ts";
import { measureSizes } from "./sizes.ts";
import { fullWorkload, importWorkload, largestImport, quickWorkload } from "./workload.ts";
import { measureWrites } from "./writes/measure.ts";

const sectionNames = ["import"];
const options = readOptions({
  quick: { type: "boolean", default: false },
  large: { type: "boolean", default: false },
  section: { type: "string" },
});
const { section } = options;
if (section !== undefined && !sectionNames.includes(section)) {
  console.error(`Invalid --section: ${section}. Expected ${sectionNames.join(" or ")}.`);
  process.exit(1);
}
const chosen = options.quick ? quickWorkload : fullWorkload;
const workload = options.large ? { ...chosen, largeImports: [...chosen.largeImports, largestImport] } : chosen;

const [machine, commit] = [readMachine(), readCommit()];
await step("build", () => execFileSync(process.execPath, [join(benchFolder, "build.mjs")], { stdio: "inherit" }));
const results = section === undefined ? await measureAll() : await replaceImports();
const rendered = renderResults(results);
const shown = section === undefined ? rendered : renderSection(results);
console.log(`\n${await format(shown, { parser: "markdown" })}`);

if (!options.quick) {
  await writeFile(resultsFile, await format(JSON.stringify(results), { parser: "json", printWidth: 120 }));
  await writeFile(pageFile, await replaceResults(await readFile(pageFile, "utf8"), rendered));
}

async function measureAll(): Promise<Results> {
  const sizes = await step("bundle sizes", measureSizes);
  const cases = clients.map(({ file }) => ({ client: file, file: join(buildFolder, "node", `${file}.js`) }));
  const calls = await step("calls over HTTP", () => measureCalls(cases, workload));
  const { rates: writes, memory } = await step("writing many resources", () => measureWrites(workload));
  const profiles = await step("profiles", () => measureProfiles(workload));
  const imports = await step("imports", () => measureImports(workload));
  const measurements = { calls, sizes, writes, memory, profiles, imports };
  return {
    date: new Date().toISOString().slice(0, "2026-01-31".length),
    ...{ commit, machine, versions: await readVersions(), workload: chosen },
    goals: evaluateGoals(measurements),
    ...measurements,
  };
}

/** Measures imports. The other results are those of the last full run. */
async function replaceImports(): Promise<Results> {
  const others = JSON.parse(await readFile(resultsFile, "utf8")) as Results;
  const imports = await step("imports", () => measureImports(workload));
  const results = { ...others, imports, workload: { ...others.workload, ...importWorkload(chosen) } };
  return { ...results, goals: evaluateGoals(results) };
}
