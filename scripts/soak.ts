/**
 * `npm run soak`: sends 20,000 writes at concurrency 50, half upserts and half creates with new ids, to a registry with random faults,
 * and retries each until it is written. Exits with 1 when a write is lost or stored with other data, when the heap grows by 10 MB, or
 * after ten minutes. `--writes N` and `--seed N` change the number of writes and the faults.
 *
 * `npm run soak -- --cluster`: imports 1,000,000 lines by three workers, which are killed, frozen, and cut off from Redis and PostgreSQL.
 * Exits with 1 when a record is lost, has another version than its last line, or is rejected more than once. `--engine redis` or
 * `--engine postgres` runs it with one of the queues, `--lines N` with another number of lines. Needs `npm run build`, `redis-server` and
 * `postgresql`.
 */
import { readOptions, wholeNumber } from "./options.ts";
import { soakWrites } from "./soak/writes.ts";

/** The script keeps the id and the number of each write in memory. */
const maxWrites = 10_000_000;
const minLines = 1_000;
const engines = ["redis", "postgres"] as const;

const options = readOptions({
  writes: { type: "string", default: "20000" },
  seed: { type: "string", default: String(Date.now() % 1_000_000) },
  cluster: { type: "boolean", default: false },
  engine: { type: "string" },
  lines: { type: "string", default: "1000000" },
});
const writes = wholeNumber("writes", options.writes, 1, maxWrites);
const lines = wholeNumber("lines", options.lines, minLines, maxWrites);
const seed = wholeNumber("seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
const chosen = engines.filter((engine) => options.engine === undefined || engine === options.engine);
if (chosen.length === 0) {
  console.error(`Invalid --engine: ${options.engine ?? ""}. Expected redis or postgres.`);
  process.exit(1);
}

if (options.cluster) {
  // It loads the packages of the queue.
  const { soakCluster } = await import("./soak/cluster.ts");
  for (const engine of chosen) if (!(await soakCluster({ engine, lines, seed }))) process.exitCode = 1;
} else if (!(await soakWrites(writes, seed))) {
  process.exitCode = 1;
}
