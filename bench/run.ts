/**
 * `npm run bench`: measures this client beside its peers, prints what it has measured, and writes it to results.json and into the
 * README's tables. `--quick` shows in a minute that it runs whole: its numbers mean nothing, and are not written.
 */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { readOptions } from "../scripts/options.ts";
import { step } from "../scripts/step.ts";
import { measureCalls } from "./calls/measure.ts";
import { clients } from "./cases/index.ts";
import { quick, whole } from "./extent.ts";
import { goalsOf } from "./goals.ts";
import { machine, versions } from "./machine.ts";
import { bench, built, readmeFile, resultsFile } from "./places.ts";
import { withTables } from "./readme.ts";
import type { Results } from "./results.ts";
import { tablesOf } from "./tables.ts";
import { weigh } from "./weigh.ts";
import { measureWrites } from "./writes/measure.ts";

const options = readOptions({ quick: { type: "boolean", default: false } });
const extent = options.quick ? quick : whole;

const measuredOn = machine();
for (const program of ["generate.mjs", "bundle.mjs"]) {
  await step(program, () => execFileSync(process.execPath, [join(bench, program)], { stdio: "inherit" }));
}
const weights = await step("sizes", weigh);
const cases = clients.map(({ file }) => ({ client: file, file: join(built, "run", `${file}.js`) }));
const calls = await step("calls over HTTP", () => measureCalls(cases, extent));
const { rates: writes, memory } = await step("writing many", () => measureWrites(extent));

const measured = { calls, weights, writes, memory };
const results: Results = {
  date: new Date().toISOString().slice(0, "2026-01-31".length),
  machine: measuredOn,
  versions: await versions(),
  extent,
  goals: goalsOf(measured),
  ...measured,
};
const tables = tablesOf(results);
console.log(`\n${await format(tables, { parser: "markdown" })}`);

if (!options.quick) {
  await writeFile(resultsFile, await format(JSON.stringify(results), { parser: "json", printWidth: 120 }));
  await writeFile(readmeFile, await withTables(await readFile(readmeFile, "utf8"), tables));
}
