import { afterEach, describe, expect, test, vi } from "vitest";
import type { RequestFault } from "../../src/embedded/index.ts";
import type { ResourceOperation } from "../../src/index.ts";
import { createRegistryClient, writeResources } from "../support/client.ts";
import { deletion, startEmbedded, upsertion } from "../support/embedded-calls.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { send } from "../support/raw-request.ts";
import { key } from "../support/start.ts";
import { thrown } from "../support/thrown.ts";

describe("D8: what the options hand out is copied", () => {
  test("a Date that now returns again and again, changed in between", async () => {
    const clock = new Date("2025-05-13T14:00:00.000Z");
    const { bulk, task, readPurge, purge } = startEmbedded({ now: () => clock });
    const { data } = await bulk(deletion("patient-1"));
    const purged = await purge("resources", "patient");
    clock.setUTCFullYear(2026);
    const times = (await task(data?.taskId, true)).data?.receipts?.map(({ receivedAt, completedAt }) => ({
      receivedAt,
      completedAt,
    }));
    const { createdAt } = (await readPurge(purged.data?.taskId)).data ?? {};
    expect(times).toStrictEqual([{ receivedAt: "2025-05-13T14:00:00.000Z", completedAt: "2025-05-13T14:00:00.050Z" }]);
    expect(createdAt).toBe("2025-05-13T14:00:00.000Z");
  });

  test("sources", async () => {
    const sources = ["ehr-prod"];
    const embedded = createEmbeddedRegistry({ sources });
    sources.pop();
    expect((await send(embedded)).status).toBe(201);
  });

  test("a failure", async () => {
    const embedded = createEmbeddedRegistry();
    const failure = { type: "INTERNAL", message: "as it was" };
    embedded.faults.nextOperations(1, failure);
    failure.message = "changed";
    expect((await send(embedded)).body.message).toBe("as it was");
  });

  test.each([
    { given: { down: true }, headers: {}, want: '{"down":true}', type: "application/json" },
    { given: [1], headers: { "Content-Type": "text/json" }, want: "[1]", type: "text/json" },
  ])("a fault with the body $given", async ({ given, headers, want, type }) => {
    const embedded = createEmbeddedRegistry();
    const allHeaders: Record<string, string> = { ...headers, "retry-after": "1" };
    const fault = { kind: "status" as const, status: 503, body: given, headers: allHeaders };
    embedded.faults.nextRequests(2, fault);
    Object.assign(given, { length: 0, down: false });
    allHeaders["retry-after"] = "60";
    fault.status = 200;
    for (let request = 0; request < 2; request++) {
      const response = await embedded.fetch("http://localhost/");
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("1");
      expect(response.headers.get("content-type")).toBe(type);
      expect(await response.text()).toBe(want);
    }
  });
});

describe("D8: a now that returns no valid Date is named", () => {
  const message = "The option now must return a valid Date.";
  test.each<{ name: string; options: object }>([
    { name: "an invalid Date", options: { now: () => new Date("no date") } },
    { name: "a number", options: { now: () => Date.now() } },
    { name: "nothing", options: { now: () => undefined } },
    { name: "a string", options: { now: () => "2025-05-13T14:00:00Z" } },
  ])("$name", async ({ options }) => {
    const embedded = createEmbeddedRegistry(options);
    expect((await send(embedded)).body).toStrictEqual({
      code: 500,
      type: "INTERNAL",
      message: `The embedded registry failed: ${message}`,
    });
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });

  test("to whoever asks for what is stored too", async () => {
    const clock = new Date("2025-05-13T14:00:00.000Z");
    const embedded = createEmbeddedRegistry({ asynchronous: true, now: () => clock });
    await send(embedded);
    clock.setTime(NaN);
    const error = await thrown(() => embedded.resources(patientPath));
    expect(error).toStrictEqual(new TypeError(message));
  });
});

describe("D8: a turn of the event loop between requests of fetch", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("timers run while one request follows another", async () => {
    const embedded = createEmbeddedRegistry();
    let hasRun = false as boolean;
    setTimeout(() => (hasRun = true), 1);
    for (let requests = 0; requests < 300 && !hasRun; requests++) await send(embedded);
    expect(hasRun).toBe(true);
  });

  const broken: RequestFault[] = [{ kind: "resetBefore" }, { kind: "resetAfter" }, { kind: "cutBody" }];
  test.each(broken)("also while each request meets $kind", async (fault) => {
    const embedded = createEmbeddedRegistry();
    let hasRun = false as boolean;
    setTimeout(() => (hasRun = true), 1);
    for (let requests = 0; requests < 300 && !hasRun; requests++) {
      embedded.faults.nextRequests(1, fault);
      await expect(send(embedded)).rejects.toThrow(/^(?:fetch failed|terminated)$/);
    }
    expect(hasRun).toBe(true);
  });

  test("also while it refuses connections", async () => {
    const embedded = createEmbeddedRegistry();
    await embedded.faults.refuseConnections();
    let hasRun = false as boolean;
    setTimeout(() => (hasRun = true), 1);
    for (let requests = 0; requests < 300 && !hasRun; requests++) {
      await expect(send(embedded)).rejects.toThrow("fetch failed");
    }
    expect(hasRun).toBe(true);
  });

  test("and so do the timers of whoever writes an endless generator", async () => {
    let hasRun = false as boolean;
    setTimeout(() => (hasRun = true), 1);
    function* untilTheTimer(): Generator<ResourceOperation> {
      for (let number = 0; number < 300 && !hasRun; number++) yield upsertion(`patient-${number}`);
    }
    const embedded = createEmbeddedRegistry({ taskDurationMs: 1 });
    const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: key, fetch: embedded.fetch });
    const options = { deadlineMs: 60_000, batchSize: 1 };
    const outcomes = writeResources(registry, { sourceKey: "ehr-prod" }, untilTheTimer(), options);
    for await (const { ok } of outcomes) expect(ok).toBe(true);
    expect(hasRun).toBe(true);
  });

  test("with timers that are faked when it is created, and before it is imported", async () => {
    vi.useFakeTimers();
    expect((await send(createEmbeddedRegistry())).status).toBe(201);
    vi.resetModules();
    const fresh = await import("../../src/embedded/index.ts");
    expect((await send(fresh.createEmbeddedRegistry())).status).toBe(201);
  });
});
