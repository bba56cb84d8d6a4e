import { afterEach, describe, expect, test, vi } from "vitest";
import type { EmbeddedRegistryOptions, RequestFault } from "../../src/embedded/index.ts";
import type { ResourceOperation } from "../../src/index.ts";
import { createRegistryClient, writeResources } from "../support/client.ts";
import { deletion, startEmbedded, upsertion } from "../support/embedded-calls.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { send } from "../support/raw-request.ts";
import { key } from "../support/start.ts";
import { thrown } from "../support/thrown.ts";

describe("D8: options and faults are copied", () => {
  test("a Date that now returns each time, changed in between", async () => {
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

  test("a fault of operations", async () => {
    const embedded = createEmbeddedRegistry();
    const fault = { type: "INTERNAL", message: "as it was" };
    embedded.faults.nextOperations(1, fault);
    fault.message = "changed";
    expect((await send(embedded)).body.message).toBe("as it was");
  });

  test.each([
    { body: { down: true }, headers: {}, sent: '{"down":true}', type: "application/json" },
    { body: [1], headers: { "Content-Type": "text/json" }, sent: "[1]", type: "text/json" },
  ])("a fault of requests with the body $body", async ({ body, headers, sent, type }) => {
    const embedded = createEmbeddedRegistry();
    const allHeaders: Record<string, string> = { ...headers, "retry-after": "1" };
    const fault = { kind: "status" as const, status: 503, body, headers: allHeaders };
    embedded.faults.nextRequests(2, fault);
    Object.assign(body, { length: 0, down: false });
    allHeaders["retry-after"] = "60";
    fault.status = 200;
    for (let request = 0; request < 2; request++) {
      const response = await embedded.fetch("http://localhost/");
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("1");
      expect(response.headers.get("content-type")).toBe(type);
      expect(await response.text()).toBe(sent);
    }
  });
});

describe("D8: a now that does not return a valid Date fails with a message", () => {
  const message = "The option now() did not return a valid Date.";
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

  test("also in resources()", async () => {
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
  test.each(broken)("also while each request fails with $kind", async (fault) => {
    const embedded = createEmbeddedRegistry();
    let hasRun = false as boolean;
    setTimeout(() => (hasRun = true), 1);
    for (let requests = 0; requests < 300 && !hasRun; requests++) {
      embedded.faults.nextRequests(1, fault);
      await expect(send(embedded)).rejects.toThrow(/^(?:fetch failed|terminated)$/);
    }
    expect(hasRun).toBe(true);
  });

  test("also while connections are refused", async () => {
    const embedded = createEmbeddedRegistry();
    await embedded.faults.refuseConnections();
    let hasRun = false as boolean;
    setTimeout(() => (hasRun = true), 1);
    for (let requests = 0; requests < 300 && !hasRun; requests++) {
      await expect(send(embedded)).rejects.toThrow("fetch failed");
    }
    expect(hasRun).toBe(true);
  });

  test("timers run while writeResources reads an endless generator", async () => {
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

  test("fake timers block no request, also if they are faked before the import", async () => {
    vi.useFakeTimers();
    expect((await send(createEmbeddedRegistry())).status).toBe(201);
    vi.resetModules();
    const fresh = await import("../../src/embedded/index.ts");
    expect((await send(fresh.createEmbeddedRegistry())).status).toBe(201);
  });
});

describe("invalid options throw", () => {
  test.each([
    { options: { asynchronus: true }, message: /^asynchronus is not an option\. Expected one of apiKey, sources, / },
    { options: { "Camille Roy": true }, message: /^options has an unknown name\. Expected one of apiKey, / },
    { options: null, message: "options is null. Expected an object." },
    { options: "ehr-prod", message: "options is of type string. Expected an object." },
    { options: { sources: "ehr-prod" }, message: "sources is of type string. Expected an array of strings." },
    { options: { sources: null }, message: "sources is null. Expected an array of strings." },
    {
      options: { sources: [1] },
      message: "sources is a list with other values than strings. Expected an array of strings.",
    },
  ])("$options", ({ options, message }) => {
    const create = () => createEmbeddedRegistry(options as unknown as EmbeddedRegistryOptions);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });

  test("but an option without a value counts as not given", async () => {
    const options = { asynchronus: undefined, sources: undefined, profiles: undefined };
    const embedded = createEmbeddedRegistry(options as unknown as EmbeddedRegistryOptions);
    expect((await send(embedded)).status).toBe(201);
  });
});
