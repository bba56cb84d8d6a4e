/**
 * `node bench/first-import.mjs [other-dist]`, after `npm run build`: measures the first import of dist/index.js, as the median of 31
 * new processes, and prints which lazy globals of Node.js it reads, such as Response. With the folder of another build, it measures both
 * builds in turns, for example to compare with an earlier commit. openapi-fetch must be in a node_modules above that folder.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { machineLine, median } from "./measurement.mjs";

const rounds = 31;
const measureImport = `
  const start = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - start);`;
// process and Buffer also have getters, but are not lazy.
const listLazyGlobals = String.raw`
  const read = new Set();
  for (const [name, { get, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    if (get === undefined || !configurable || name === "process" || name === "Buffer") continue;
    const record = () => {
      const location = /file:.*\/([^/]+:\d+):\d+/.exec(new Error().stack.split("\n")[2]);
      if (location !== null) read.add(name + " (" + location[1] + ")");
      return get.call(globalThis);
    };
    Object.defineProperty(globalThis, name, { get: record, configurable });
  }
  await import(process.argv[1]);
  console.log([...read].join(", ") || "none");`;

const builds = [fileURLToPath(new URL("../dist", import.meta.url)), ...process.argv.slice(2, 3)];
const entries = builds.map((folder) => pathToFileURL(join(folder, "index.js")).href);
const times = builds.map(() => []);
for (let round = 0; round < rounds; round++) {
  for (const [index, entry] of entries.entries()) times[index].push(Number(run(measureImport, entry)));
}

console.log(machineLine());
for (const [index, build] of builds.entries()) {
  console.log(`${build}: first import ${median(times[index]).toFixed(1)} ms (median of ${rounds} processes)`);
  console.log(`  lazy globals read: ${run(listLazyGlobals, entries[index])}`);
}
if (builds.length > 1) console.log(`ratio to the other build: ${(median(times[0]) / median(times[1])).toFixed(2)}`);

function run(code, entry) {
  return execFileSync(process.execPath, ["--input-type=module", "--eval", code, entry], { encoding: "utf8" }).trim();
}
