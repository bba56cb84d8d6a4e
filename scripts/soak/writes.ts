import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRegistryClient, type RegistryClient } from "../../src/index.ts";
import { root } from "../redocly.ts";
import { seededRandom } from "./random.ts";
import { create, upsert } from "./write.ts";

const concurrency = 50;
const maxHeapGrowthBytes = 10_000_000;
const maxMs = 600_000;

/** Sends writes to a registry with random faults. Resolves with whether none was lost or changed, and the heap did not grow. */
export async function soakWrites(writes: number, seed: number): Promise<boolean> {
  console.log(`${writes} writes at concurrency ${concurrency}, seed ${seed}`);
  const registryProcess = await startRegistry(writes, seed);
  const limit = setTimeout(() => {
    console.error(`Not finished after ${maxMs / 1_000} s.`);
    registryProcess.end();
    process.exit(1);
  }, maxMs);

  const writing = createWriting(registryProcess.url, seed);
  const startedAt = performance.now();
  await writeAll(writing, 0, Math.floor(writes / 10));
  const heapBefore = heapBytes();
  await writeAll(writing, Math.floor(writes / 10), writes);
  const seconds = (performance.now() - startedAt) / 1_000;
  // This includes the id and the number that the script keeps for each write.
  const heapGrowth = heapBytes() - heapBefore;
  const stored = await registryProcess.stored();
  clearTimeout(limit);

  const errors = [...writing.failures].sort().map(([name, count]) => `${count} ${name}`);
  const { lost, wrong, extra } = compare(writing.expected, stored);
  console.log(`${seconds.toFixed(1)} s, ${writing.attempts} attempts`);
  console.log(`failed calls, all retried: ${errors.join(", ")}`);
  console.log(`${stored.length} stored: ${lost} lost, ${extra} extra, ${wrong} wrong`);
  console.log(`heap after GC: ${(heapGrowth / 1e6).toFixed(1)} MB more than after the first tenth of the writes`);
  return stored.length === writes && lost + extra + wrong === 0 && heapGrowth < maxHeapGrowthBytes;
}

type Stored = readonly (readonly [id: string, number: number])[];

/** Starts the registry in a process of its own. */
async function startRegistry(writes: number, seed: number) {
  const script = join(root, "scripts/soak/registry.ts");
  const child = fork(join(root, "scripts/run.mjs"), [script, String(seed), String(writes)]);
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return {
    url,
    async stored(): Promise<Stored> {
      child.send("stored");
      const [{ stored }] = (await once(child, "message")) as [{ stored: Stored }];
      return stored;
    },
    end: () => child.kill(),
  };
}

/** The state of the writes. */
interface Writing {
  readonly registry: RegistryClient;
  /** The number of each id that was written. */
  readonly expected: Map<string, number>;
  readonly failures: Map<string, number>;
  attempts: number;
}

function createWriting(baseUrl: string, seed: number): Writing {
  const registry = createRegistryClient({
    ...{ baseUrl, apiKey: "soak", timeoutMs: 500, retry: { backoffMs: 2 }, random: seededRandom(seed) },
    onEvent: ({ type }) => (writing.attempts += type === "attempt" ? 1 : 0),
  });
  const writing: Writing = { registry, expected: new Map(), failures: new Map(), attempts: 0 };
  return writing;
}

async function writeAll({ registry, expected, failures }: Writing, first: number, end: number): Promise<void> {
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

function compare(expected: ReadonlyMap<string, number>, stored: Stored) {
  const inRegistry = new Map(stored);
  const lost = [...expected].filter(([id]) => !inRegistry.has(id)).length;
  const wrong = [...expected].filter(([id, number]) => inRegistry.has(id) && inRegistry.get(id) !== number).length;
  return { lost, wrong, extra: stored.length - expected.size + lost };
}

function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  gc();
  return process.memoryUsage().heapUsed;
}
