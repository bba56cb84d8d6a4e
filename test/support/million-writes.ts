/** Writes the given number of resources to a registry that stores nothing, and prints the growth of the heap. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRegistryClient, writeResources, type ResourceOperation } from "../../src/index.ts";

const count = Number(process.argv[2]);
const tasks = new Map<string, readonly ResourceOperation[]>();

const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: "key-CANARY-7f3a",
  fetch(url, init) {
    if (init.method === "POST") {
      const taskId = `bk_${tasks.size}x${String(Math.random()).slice(2)}`;
      tasks.set(taskId, (JSON.parse(init.body as string) as { operations: ResourceOperation[] }).operations);
      return Promise.resolve(Response.json({ taskId, status: "ACCEPTED", bulkId: taskId }, { status: 202 }));
    }
    const { pathname, searchParams } = new URL(url);
    const taskId = pathname.split("/").at(-1) ?? "";
    const operations = tasks.get(taskId) ?? [];
    if (searchParams.get("withReceipts") !== "true")
      return Promise.resolve(Response.json({ taskId, status: "SUCCESS" }));
    tasks.delete(taskId);
    const receipts = operations.map((operation) => {
      const { id, type } = operation.action === "UPSERT" ? operation.upsert : { id: "", type: "" };
      return { taskId, action: operation.action, status: "SUCCESS", targetType: "RESOURCE", id, type, receivedAt: "" };
    });
    return Promise.resolve(Response.json({ taskId, status: "SUCCESS", receipts }));
  },
});

function* operations(): Generator<ResourceOperation> {
  for (let index = 0; index < count; index++) {
    yield { action: "UPSERT", upsert: { type: "patient", id: `patient-${index}`, data: { index } } };
  }
}

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;
function heapBytes(): number {
  gc();
  return process.memoryUsage().heapUsed;
}

let written = 0;
let before = 0;
let most = 0;
for await (const { ok } of writeResources(registry, { sourceKey: "ehr-prod" }, operations(), { deadlineMs: 60_000 })) {
  written += ok ? 1 : 0;
  if (written === count / 10) before = heapBytes();
  if (written % (count / 10) === 0) most = Math.max(most, heapBytes() - before);
}
console.log(JSON.stringify({ written, heapGrowth: most }));
