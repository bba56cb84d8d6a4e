/**
 * `npx jiti bench/cpu-per-call.ts [--runs 5] [--other folder]`, after `npm run build`: measures the CPU time of a createResource
 * call over loopback HTTP, of bare fetch with the same timeout, and of another build of this client (`--other`). `npm run bench`
 * measures the other clients in the same way. Single runs differ by 10 %: use the median of five.
 */
import { join, resolve } from "node:path";
import { readOptions, wholeNumber } from "../scripts/options.ts";
import { measureCosts } from "./calls/measure.ts";
import { describeMachine, readMachine } from "./machine.ts";
import { benchFolder } from "./paths.ts";
import { fullWorkload } from "./workload.ts";

/** More than those of `npm run bench`, which measures more clients. */
const rounds = 31;

const options = readOptions({ runs: { type: "string", default: "1" }, other: { type: "string" } });
const runs = wholeNumber("runs", options.runs, 1, 100);
const cases = ["bare-fetch", "ours"].map((client) => ({ client, file: join(benchFolder, `cases/${client}.mjs`) }));
if (options.other !== undefined) cases.push({ client: "other", file: resolve(options.other, "index.js") });

console.log(describeMachine(readMachine()));
console.log(`CPU time per call relative to bare fetch: median of ${options.runs} (min–max), and in microseconds`);
const costs = await measureCosts(cases, { ...fullWorkload.calls, runs, rounds });
for (const { client, concurrency, relativeToBareFetch, cpuMicroseconds } of costs) {
  const { median, min, max } = relativeToBareFetch;
  const ratios = `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
  console.log(
    `concurrency ${String(concurrency).padStart(2)}  ${client.padEnd(10)}  ${ratios}  ${cpuMicroseconds.median.toFixed(0)} µs`,
  );
}
