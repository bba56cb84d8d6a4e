/**
 * A program that writes operations to a server in one of three ways: `node writers.js <way> <base URL> <count>`. It sends a
 * {@link WriteResult} to the parent process. It throws when an operation was not written.
 */
import { createRegistryClient, writeResources } from "clinia-registry-client";
import { apiKey, batchSize, concurrency, sourceKey, upserts } from "./operations.ts";

export interface WriteResult {
  readonly operationsPerSecond: number;
  /** The peak memory of the process. */
  readonly peakBytes: number;
}

/** Each resolves with the number of operations that succeeded. */
const writers = { writeResources: writeByClient, bulks: writeByBulks, creates: writeByCreates };
export type WriterName = keyof typeof writers;

const [name, baseUrl = "", countParameter] = process.argv.slice(2);
const count = Number(countParameter);
const source = `${baseUrl}/sources/${sourceKey}/v1`;
const headers = { "content-type": "application/json", "x-clinia-api-key": apiKey };

const start = performance.now();
const written = await writers[name as WriterName]();
const seconds = (performance.now() - start) / 1_000;
if (written !== count) throw new Error(`${written} of ${count} operations were written.`);
const peakBytes = process.resourceUsage().maxRSS * 1_024;
process.send?.({ operationsPerSecond: count / seconds, peakBytes } satisfies WriteResult);

async function writeByClient(): Promise<number> {
  const registry = createRegistryClient({ baseUrl, apiKey });
  let written = 0;
  const outcomes = writeResources(registry, { sourceKey }, upserts(count), { deadlineMs: 60_000 });
  for await (const { ok } of outcomes) written += ok ? 1 : 0;
  return written;
}

/**
 * The baseline: the minimal work to write in bulks and learn the outcome of each operation. It serialises the same bytes, posts
 * them by bare fetch, reads the task and parses its receipts. It does not validate, and does not preserve the order.
 */
async function writeByBulks(): Promise<number> {
  const pending = upserts(count);
  const written = await Promise.all(Array.from({ length: concurrency }, () => writeBulks(pending)));
  return written.reduce((sum, each) => sum + each, 0);
}

/** Writes bulk after bulk until no operation is pending. */
async function writeBulks(pending: Iterator<object>): Promise<number> {
  let written = 0;
  for (let batch = nextBatch(pending); batch.length > 0; batch = nextBatch(pending)) {
    const init = { method: "POST", headers, body: JSON.stringify({ operations: batch }) };
    const { taskId } = (await fetchJson(`${source}/resources/bulk`, init)) as { taskId: string };
    const { receipts } = (await fetchJson(`${source}/tasks/${taskId}?withReceipts=true`, { headers })) as {
      receipts: { status: string }[];
    };
    for (const { status } of receipts) written += status === "SUCCESS" ? 1 : 0;
  }
  return written;
}

function nextBatch(pending: Iterator<object>): object[] {
  const batch: object[] = [];
  while (batch.length < batchSize) {
    const next = pending.next();
    if (next.done === true) break;
    batch.push(next.value);
  }
  return batch;
}

/** Creates one resource after the other by bare fetch, as programs do without a client. */
async function writeByCreates(): Promise<number> {
  let written = 0;
  for (const { upsert } of upserts(count)) {
    const { type, id, data } = upsert;
    const init = { method: "POST", headers, body: JSON.stringify({ id, data }) };
    const { status } = (await fetchJson(`${source}/resources/${type}`, init)) as { status: string };
    written += status === "PERSISTED" ? 1 : 0;
  }
  return written;
}

async function fetchJson(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
