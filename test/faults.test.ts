import { expect, test } from "vitest";
import { createRegistryClient } from "./support/client.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { describeEveryFault } from "./support/every-fault.ts";
import { operationNames, operations, sent, type OperationName } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { key } from "./support/start.ts";

const embedded = createEmbeddedRegistry();

/** A write that was applied is stored as it was sent, and a call that resolves returns it. */
function expectStored(name: OperationName, written: boolean, result: unknown): void {
  const stored = embedded.resources(patientPath);
  expect(stored.map(({ data }) => data)).toStrictEqual(written || name === "get" ? [sent.data] : []);
  if (name !== "create") for (const { id } of stored) expect(id).toBe(sent.id);
  if (result === undefined) return;
  expect(name === "get" ? result : (result as { resource: unknown }).resource).toStrictEqual(stored[0]);
}

describeEveryFault(
  embedded,
  operationNames.map((name) => ({
    name,
    retryClass: name === "create with id" ? "create" : name,
    call: operations[name],
    ...(name === "get" && { prepare: operations.upsert }),
    expectDone: (written, result) => {
      expectStored(name, written, result);
    },
  })),
);

test("a create that is retried after refused connections is applied once", async () => {
  const embedded = createEmbeddedRegistry();
  const { url } = await embedded.listen();
  await embedded.faults.refuseConnections();
  const registry = createRegistryClient({
    baseUrl: url,
    apiKey: key,
    random: () => 1,
    // 80 ms of waits at most.
    retry: { limit: 4, backoffMs: 10, maxBackoffMs: 25 },
    onEvent: ({ type, attempt }) => {
      if (type === "retry" && attempt === 2) void embedded.faults.acceptConnections();
    },
  });
  try {
    await operations.create(registry);
    expect(embedded.resources(patientPath).map(({ data }) => data)).toStrictEqual([sent.data]);
  } finally {
    await embedded.close();
  }
});
