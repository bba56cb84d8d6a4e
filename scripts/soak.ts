/**
 * `npm run soak`: 20,000 writes at concurrency 50, half upserts and half creates with fresh ids, to a registry that fails in
 * every way at random, each repeated until it is done. Exits 1 when one is lost or stored otherwise than it was written, when
 * the heap grows by 10 MB, or after ten minutes. `--writes N` and `--seed N` name others.
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
const mostHeapGrowthBytes = 10_000_000;
const longestMs = 600_000;
/** What the script remembers of each, an id and a number, fits into memory. */
const mostWrites = 10_000_000;

const options = readOptions({
  writes: { type: "string", default: "20000" },
  seed: { type: "string", default: String(Date.now() % 1_000_000) },
});
const writes = wholeNumber("writes", options.writes, 1, mostWrites);
const random = seededRandom(wholeNumber("seed", options.seed, 0, Number.MAX_SAFE_INTEGER));
console.log(`${options.writes} writes at concurrency ${concurrency}, seed ${options.seed}`);

const registryProcess = fork(join(root, "scripts/run.mjs"), [
  join(root, "scripts/soak/registry.ts"),
  options.seed,
  options.writes,
]);
const [{ url }] = (await once(registryProcess, "message")) as [{ url: string }];
const limit = setTimeout(() => {
  console.error(`It was not done after ${longestMs / 1_000} s.`);
  registryProcess.kill();
  process.exit(1);
}, longestMs);

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
const ended = new Map<string, number>();
const startedAt = performance.now();
await writeAll(0, Math.floor(writes / 10));
const heapBefore = heapBytes();
await writeAll(Math.floor(writes / 10), writes);
const seconds = (performance.now() - startedAt) / 1_000;
// What this script itself remembers, an id and a number for each write, is in it.
const heapGrowth = heapBytes() - heapBefore;

registryProcess.send("stored");
const [{ stored }] = (await once(registryProcess, "message")) as [{ stored: [string, number][] }];
clearTimeout(limit);

const inRegistry = new Map(stored);
const lost = [...expected].filter(([id]) => !inRegistry.has(id)).length;
const wrong = [...expected].filter(([id, number]) => inRegistry.has(id) && inRegistry.get(id) !== number).length;
const extra = stored.length - expected.size + lost;
const errors = [...ended].sort().map(([name, count]) => `${count} ${name}`);
console.log(`${seconds.toFixed(1)} s, ${attempts} attempts`);
console.log(`calls that ended in an error and were sent again: ${errors.join(", ")}`);
console.log(`${stored.length} stored: ${lost} lost, ${extra} too many, ${wrong} wrong`);
console.log(`heap after GC: ${(heapGrowth / 1e6).toFixed(1)} MB more than after a tenth of the writes`);
if (stored.length !== writes || lost + extra + wrong > 0 || heapGrowth >= mostHeapGrowthBytes) process.exitCode = 1;

async function writeAll(first: number, end: number): Promise<void> {
  let next = first;
  const worker = async () => {
    while (next < end) {
      const number = next++;
      const { id, errors } = await (number % 2 === 0 ? upsert : create)(registry, number);
      expected.set(id, number);
      for (const { name, outcome } of errors) {
        const key = `${name} ${outcome}`;
        ended.set(key, (ended.get(key) ?? 0) + 1);
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
