/**
 * `npm run soak`: sends 20,000 writes at concurrency 50, half upserts and half creates with new ids, to a registry with random faults,
 * and retries each until it is written. Exits with 1 when a write is lost or stored with other data, when the heap grows by 10 MB, or
 * after ten minutes. `--writes N` and `--seed N` change the number of writes and the faults.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRegistryClient } from "../src/index.ts";
import { readOptions, wholeNumber } from "./options.ts";
import { root } from "./redocly.ts";
import { seededRandom } from "./soak/random.ts";
import { create, upsert } from "./soak/write.ts";

const concurrency = 50;
const maxHeapGrowthBytes = 10_000_000;
const maxMs = 600_000;
/** The script keeps the id and the number of each write in memory. */
const maxWrites = 10_000_000;

const options = readOptions({
  writes: { type: "string", default: "20000" },
  seed: { type: "string", default: String(Date.now() % 1_000_000) },
});
const writes = wholeNumber("writes", options.writes, 1, maxWrites);
const random = seededRandom(wholeNumber("seed", options.seed, 0, Number.MAX_SAFE_INTEGER));
console.log(`${options.writes} writes at concurrency ${concurrency}, seed ${options.seed}`);

const registryProcess = fork(join(root, "scripts/run.mjs"), [
  join(root, "scripts/soak/registry.ts"),
  options.seed,
  options.writes,
]);
const [{ url }] = (await once(registryProcess, "message")) as [{ url: string }];
const limit = setTimeout(() => {
  console.error(`Not finished after ${maxMs / 1_000} s.`);
  registryProcess.kill();
  process.exit(1);
}, maxMs);

let attempts = 0;
const registry = createRegistryClient({
  baseUrl: url,
  apiKey: "soak",
  timeoutMs: 500,
  retry: { backoffMs: 2 },
  random,
  onEvent: ({ type }) => (attempts += type === "attempt" ? 1 : 0),
});

const expected = new Map<string, number>();
const failures = new Map<string, number>();
const startedAt = performance.now();
await writeAll(0, Math.floor(writes / 10));
const heapBefore = heapBytes();
await writeAll(Math.floor(writes / 10), writes);
const seconds = (performance.now() - startedAt) / 1_000;
// This includes the id and the number that the script keeps for each write.
const heapGrowth = heapBytes() - heapBefore;

registryProcess.send("stored");
const [{ stored }] = (await once(registryProcess, "message")) as [{ stored: [string, number][] }];
clearTimeout(limit);

const inRegistry = new Map(stored);
const lost = [...expected].filter(([id]) => !inRegistry.has(id)).length;
const wrong = [...expected].filter(([id, number]) => inRegistry.has(id) && inRegistry.get(id) !== number).length;
const extra = stored.length - expected.size + lost;
const errors = [...failures].sort().map(([name, count]) => `${count} ${name}`);
console.log(`${seconds.toFixed(1)} s, ${attempts} attempts`);
console.log(`failed calls, all retried: ${errors.join(", ")}`);
console.log(`${stored.length} stored: ${lost} lost, ${extra} extra, ${wrong} wrong`);
console.log(`heap after GC: ${(heapGrowth / 1e6).toFixed(1)} MB more than after the first tenth of the writes`);
if (stored.length !== writes || lost + extra + wrong > 0 || heapGrowth >= maxHeapGrowthBytes) process.exitCode = 1;

async function writeAll(first: number, end: number): Promise<void> {
  let next = first;
  const worker = async () => {
    while (next < end) {
      const number = next++;
      const { id, errors } = await (number % 2 === 0 ? upsert : create)(registry, number);
      expected.set(id, number);
      for (const { name, outcome } of errors) {
        const key = `${name} ${outcome}`;
        failures.set(key, (failures.get(key) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  gc();
  return process.memoryUsage().heapUsed;
}
