/**
 * `npx jiti bench/cpu-per-call.ts [--runs 5] [--other folder]`, after `npm run build`: the CPU time of a createResource call over
 * loopback HTTP, beside that of bare fetch with the same timeout, and of another build of this client when its folder is given.
 * `npm run bench` measures the other clients too, in the same way. Runs differ by a tenth: quote the median of five.
 */
import { join, resolve } from "node:path";
import { readOptions, wholeNumber } from "../scripts/options.ts";
import { measureCalls } from "./calls/measure.ts";
import { whole } from "./extent.ts";
import { machine, machineLine } from "./machine.ts";
import { bench } from "./places.ts";

const options = readOptions({ runs: { type: "string", default: "1" }, other: { type: "string" } });
const callRuns = wholeNumber("runs", options.runs, 1, 100);
const cases = ["bare-fetch", "ours"].map((client) => ({ client, file: join(bench, "cases", `${client}.mjs`) }));
if (options.other !== undefined) cases.push({ client: "other", file: resolve(options.other, "index.js") });

const measuredOn = machine();
console.log(`${machineLine(measuredOn)}, load ${measuredOn.loadBefore.toFixed(1)}`);
console.log(`CPU per call, of bare fetch's: the median of ${options.runs} (least–most), and in microseconds`);
for (const { client, concurrency, ofBareFetch, cpuMicroseconds } of await measureCalls(cases, { ...whole, callRuns })) {
  const { median, least, most } = ofBareFetch;
  const ratios = `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
  const calls = `${concurrency} at a time`.padStart(13);
  console.log(`${calls}  ${client.padEnd(10)}  ${ratios}  ${cpuMicroseconds.median.toFixed(0)} µs`);
}
