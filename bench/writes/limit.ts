/**
 * The least that can be done to write operations in bulks and learn what became of each: serialise the same bytes, post them by
 * bare fetch, read the task and parse its receipts. It checks and guards nothing, and keeps no order.
 */
import { apiKey, batchSize, concurrency, operations, sourceKey } from "./operations.ts";
import { report } from "./report.ts";

const [baseUrl = "", operationCount] = process.argv.slice(2);
const count = Number(operationCount);
const source = `${baseUrl}/sources/${sourceKey}/v1`;
const headers = { "content-type": "application/json", "x-clinia-api-key": apiKey };
const pending = operations(count);

await report(count, async () => {
  const written = await Promise.all(Array.from({ length: concurrency }, writeBulks));
  return written.reduce((sum, each) => sum + each, 0);
});

/** Takes batch after batch, as the others beside it do. */
async function writeBulks(): Promise<number> {
  let written = 0;
  for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
    const init = { method: "POST", headers, body: JSON.stringify({ operations: batch }) };
    const { taskId } = (await json(`${source}/resources/bulk`, init)) as { taskId: string };
    const { receipts } = (await json(`${source}/tasks/${taskId}?withReceipts=true`, { headers })) as {
      receipts: { status: string }[];
    };
    for (const { status } of receipts) written += status === "SUCCESS" ? 1 : 0;
  }
  return written;
}

function nextBatch(): object[] {
  const batch: object[] = [];
  while (batch.length < batchSize) {
    const next = pending.next();
    if (next.done === true) break;
    batch.push(next.value);
  }
  return batch;
}

async function json(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
