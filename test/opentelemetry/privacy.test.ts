import { expect, test } from "vitest";
import { waitForTask, writeResources } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { thrown } from "../support/thrown.ts";
import { apiKey, exportedText, traceClient, withContextManager } from "../support/traced-client.ts";
import { collected } from "../support/writes.ts";

const source = { sourceKey: "canary-source" };
const path = { ...source, resourceType: "canary-type", id: "canary-id" };
const data = { name: "Canary" };
const upsert = { action: "UPSERT", upsert: { type: "canary-type", id: "canary-id", data } } as const;

test("no span contains an id, data, the key or an address, over HTTP, with errors, retries and aborts", async () => {
  const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs: 0, apiKey });
  const { url } = await embedded.listen();
  const { registry, inSpan, spans } = traceClient({ baseUrl: url, timeoutMs: 2_000 });
  const wait = { deadlineMs: 60_000, backoffMs: 1 };
  const faults = [
    { kind: "status", status: 503 },
    { kind: "resetBefore" },
    { kind: "cutBody" },
    { kind: "html", status: 502 },
    { kind: "redirect", location: "https://canary.example/canary-id" },
  ] as const;
  const calls = async () => {
    for (const fault of faults) {
      embedded.faults.nextRequests(1, fault);
      await registry.upsertResource(path, { data }).catch(() => undefined);
    }
    await thrown(() => registry.upsertResource({ ...path, id: "canary/id" }, { data }));
    await thrown(() => registry.getResource({ ...path, id: "canary-other" }));
    const reason = new Error("canary");
    reason.name = "canary-name";
    await thrown(() => registry.upsertResource(path, { data }, { signal: AbortSignal.abort(reason) }));
    await thrown(() => waitForTask(registry, { ...source, taskId: "canary task" }, { ...wait, notFoundGraceMs: 0 }));
    embedded.faults.nextOperations(1, { type: "INTERNAL", message: "canary-id" });
    await collected(writeResources(registry, source, [upsert, upsert], { ...wait, batchSize: 1 }));
  };
  try {
    await withContextManager(() => inSpan("own", calls));
  } finally {
    await embedded.close();
  }
  expect(new Set(spans().map(({ name }) => name.split(" ").at(0)))).toStrictEqual(
    new Set(["PUT", "GET", "POST", "registry", "own"]),
  );
  for (const span of spans()) {
    expect(exportedText(span)).not.toMatch(/canary|url\.full|:\/\//i);
    expect(exportedText(span)).not.toContain(apiKey);
    if (span.attributes["url.template"] !== undefined) {
      const { hostname, port } = new URL(url);
      expect(span.attributes).toMatchObject({ "server.address": hostname, "server.port": Number(port) });
    }
  }
});

test("64 calls at once are not mixed up without a context manager", async () => {
  const embedded = createEmbeddedRegistry();
  const { registry, spans } = traceClient({ fetch: embedded.fetch });
  embedded.faults.nextRequests(16, { kind: "status", status: 503 });
  await Promise.all(
    Array.from({ length: 64 }, (_, index) =>
      index % 2 === 0
        ? registry.upsertResource({ ...path, id: `canary-${index}` }, { data: {} })
        : registry.getResource({ ...path, id: `canary-${index}` }).catch(() => undefined),
    ),
  );
  const statusOf = (operationId: string) =>
    spans().flatMap(({ attributes }) =>
      attributes["clinia.operation_id"] === operationId ? [attributes["http.response.status_code"]] : [],
    );
  expect(statusOf("upsertResource")).toStrictEqual(Array(32).fill(201));
  expect(statusOf("getResource")).toStrictEqual(Array(32).fill(404));
  const resends = spans().filter(({ attributes }) => attributes["http.request.resend_count"] === 1);
  expect(resends).toHaveLength(16);
  for (const { events } of resends) expect(events).toHaveLength(1);
});
