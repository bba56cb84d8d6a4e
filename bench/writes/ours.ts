/** Writes so many operations to a server by `writeResources`. */
import { createRegistryClient, writeResources } from "clinia-registry-client";
import { apiKey, operations, sourceKey } from "./operations.ts";
import { report } from "./report.ts";

const [baseUrl = "", operationCount] = process.argv.slice(2);
const count = Number(operationCount);
const registry = createRegistryClient({ baseUrl, apiKey });

await report(count, async () => {
  let written = 0;
  const outcomes = writeResources(registry, { sourceKey }, operations(count), { deadlineMs: 60_000 });
  for await (const { ok } of outcomes) written += ok ? 1 : 0;
  return written;
});
