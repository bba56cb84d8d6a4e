import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { ApiError, ConnectionError, TimeoutError, type AnyRegistryError } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { operationNames, operations, resourcePath, type OperationName } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { fetchFailed, errorResponse, type Scripted } from "./support/scripted-fetch.ts";
import { start } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const success = () => Response.json(persisted, { status: 201 });

describe("the attempts and the outcome of each failure", () => {
  const always = operationNames;
  type Names = readonly OperationName[];
  const repeatable: Names = ["upsert", "get"];
  const table: { fault: string; script: Scripted; retried: Names; notDone: Names }[] = [
    ...[500, 502, 503, 504, 408].map((status) => ({
      fault: String(status),
      script: () => errorResponse(status),
      retried: repeatable,
      notDone: ["get"] as Names,
    })),
    { fault: "429", script: () => errorResponse(429), retried: always, notDone: always },
    ...[400, 401, 403, 404, 409, 413].map((status) => ({
      fault: String(status),
      script: () => errorResponse(status),
      retried: [],
      notDone: always,
    })),
    { fault: "501", script: () => errorResponse(501), retried: [], notDone: ["get"] },
    ...[
      "ECONNREFUSED",
      "ENOTFOUND",
      "EAI_AGAIN",
      "UND_ERR_CONNECT_TIMEOUT",
      "ConnectionRefused",
      "FailedToOpenSocket",
    ].map((code) => ({
      fault: code,
      script: () => fetchFailed(code),
      retried: always,
      notDone: always,
    })),
    ...[
      "CERT_HAS_EXPIRED",
      "CERT_NOT_YET_VALID",
      "CERT_SIGNATURE_FAILURE",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_GET_ISSUER_CERT",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ].map((code) => ({
      fault: code,
      script: () => fetchFailed(code),
      retried: [],
      notDone: always,
    })),
    ...["ECONNRESET", "UND_ERR_SOCKET", "ERR_SSL_BAD_RECORD_TYPE", "ERR_TLS_INVALID_STATE"].map((code) => ({
      fault: code,
      script: () => fetchFailed(code),
      retried: repeatable,
      notDone: ["get"] as Names,
    })),
    {
      fault: "an error without a code, as browsers have",
      script: () => new TypeError("Failed to fetch"),
      retried: repeatable,
      notDone: ["get"],
    },
    { fault: "an attempt out of time", script: () => "stuck", retried: repeatable, notDone: ["get"] },
    {
      fault: "the platform out of patience",
      script: () => fetchFailed("UND_ERR_HEADERS_TIMEOUT"),
      retried: repeatable,
      notDone: ["get"],
    },
  ];
  const rows = table.flatMap(({ fault, script, retried, notDone }) =>
    operationNames.map((name) => ({
      fault,
      script,
      name,
      attempts: retried.includes(name) ? 3 : 1,
      outcome: notDone.includes(name) ? "not-done" : "unknown",
    })),
  );

  test.each(rows)("$fault, $name: $attempts attempts, $outcome", async ({ script, name, attempts, outcome }) => {
    const { registry, clock, requests } = start([script]);
    const error = (await thrown(() => clock.settle(operations[name](registry)))) as AnyRegistryError;
    expect({ attempts: error.attempts, outcome: error.outcome }).toStrictEqual({ attempts, outcome });
    expect(requests).toHaveLength(attempts);
    expect(new Set(await Promise.all(requests.map((request) => request.text()))).size).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  test("a call that succeeds after retries resolves", async () => {
    const { registry, clock, requests } = start([() => errorResponse(503), () => fetchFailed("ECONNRESET"), success]);
    expect(await clock.settle(operations.upsert(registry))).toMatchObject({ taskId: persisted.taskId });
    expect(requests).toHaveLength(3);
  });

  test("the outcome is unknown if that of any attempt is", async () => {
    const { registry, clock } = start([() => fetchFailed("ECONNRESET"), () => errorResponse(403)]);
    const error = await thrownBy(ApiError, () => clock.settle(operations.upsert(registry)));
    expect(error).toMatchObject({ status: 403, attempts: 2, outcome: "unknown" });
  });

  test("does not retry a redirect or a malformed response", async () => {
    for (const response of [() => Response.redirect("https://elsewhere.example/"), () => Response.json({})]) {
      const { registry, requests } = start([response]);
      await thrown(() => operations.upsert(registry));
      expect(requests).toHaveLength(1);
    }
  });
});

describe("the waits between attempts", () => {
  test("are random, up to a limit that doubles from 500 ms to 8 s", async () => {
    const { registry, clock, delays } = start([() => errorResponse(503)]);
    await thrown(() => clock.settle(operations.get(registry, { retry: { limit: 6 } })));
    expect(delays()).toStrictEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000]);
    const half = start([() => errorResponse(503)], { random: () => 0.5 });
    await thrown(() => half.clock.settle(operations.get(half.registry)));
    expect(half.delays()).toStrictEqual([250, 500]);
  });

  test("can be set for the client and for a call", async () => {
    const { registry, clock, delays } = start([() => errorResponse(503)], { retry: { limit: 1, backoffMs: 10 } });
    await thrown(() => clock.settle(operations.get(registry)));
    await thrown(() => clock.settle(operations.get(registry, { retry: { limit: 3, maxBackoffMs: 15 } })));
    expect(delays()).toStrictEqual([10, 10, 15, 15]);
  });

  test("do not occur with retry: false", async () => {
    const { registry, clock, requests } = start([() => errorResponse(503)], { retry: false });
    await thrown(() => clock.settle(operations.get(registry)));
    expect(requests).toHaveLength(1);
    await thrown(() => clock.settle(operations.get(registry, { retry: { limit: 1 } })));
    expect(requests).toHaveLength(3);
  });
});

describe("each attempt calls apiKey", () => {
  test("and sends the returned key", async () => {
    const keys = ["first-CANARY", "second-CANARY"];
    const { registry, clock, requests } = start([() => errorResponse(503), success], {
      apiKey: () => keys.shift() ?? "",
    });
    await clock.settle(operations.upsert(registry));
    expect(requests.map(({ headers }) => headers.get("X-Clinia-API-Key"))).toStrictEqual([
      "first-CANARY",
      "second-CANARY",
    ]);
  });

  test.each([
    { name: "a key that can't be sent", second: () => "sec\nret" },
    {
      name: "an error that apiKey throws",
      second: () => {
        throw new Error("the vault is sealed");
      },
    },
    { name: "an error that apiKey rejects with", second: () => Promise.reject(new Error("the vault is sealed")) },
  ])("$name ends the call with what the attempt before it has come to", async ({ second }) => {
    const keys = [() => "first-CANARY", second];
    const apiKey = () => (keys.shift() ?? second)();
    const { registry, clock, requests } = start([() => fetchFailed("ECONNRESET")], { apiKey });
    const error = await thrownBy(ConnectionError, () => clock.settle(operations.upsert(registry)));
    const cause = { code: "ECONNRESET" };
    expect(error).toMatchObject({ operationId: "upsertResource", attempts: 1, outcome: "unknown", cause });
    expect(requests).toHaveLength(1);
  });

  test("the error of the attempt before has all fields of a response, and does not print its strings", async () => {
    const keys = ["first-CANARY", ""];
    const response = { code: 503, type: "TREMBLAY", message: "no" };
    const script = [() => Response.json(response, { status: 503, headers: { "x-request-id": "req-1" } })];
    const { registry, clock } = start(script, { apiKey: () => keys.shift() ?? "" });
    const upsert = () => registry.upsertResource(resourcePath, { data: { name: "Tremblay" } });
    const error = await thrownBy(ApiError, () => clock.settle(upsert()));
    expect(error).toMatchObject({ status: 503, type: "TREMBLAY", requestId: "req-1", attempts: 1, outcome: "unknown" });
    expect(inspect(error)).not.toContain("TREMBLAY");
  });

  test("the outcome is not-done if apiKey takes longer than timeoutMs", async () => {
    let give: (key: string) => void = () => undefined;
    const apiKey = () => new Promise<string>((resolve) => (give = resolve));
    const { registry, clock, requests } = start([success], { apiKey });
    const error = await thrownBy(TimeoutError, () => clock.settle(operations.create(registry)));
    expect(error).toMatchObject({ scope: "attempt", attempts: 3, outcome: "not-done" });
    give("a key that comes too late");
    await clock.advance(0);
    expect(requests).toHaveLength(0);
  });
});

test("a create with a new id can be retried after an unknown outcome", async () => {
  const embedded = createEmbeddedRegistry();
  let isLost = true;
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "key-CANARY-7f3a",
    fetch: async (url, init) => {
      const response = await embedded.fetch(url, init);
      if (!isLost) return response;
      isLost = false;
      throw fetchFailed("ECONNRESET");
    },
  });
  const lost = await thrownBy(ConnectionError, () => operations["create with id"](registry));
  expect(lost.outcome).toBe("unknown");
  const landed = await thrownBy(ApiError, () => operations["create with id"](registry));
  expect(landed).toMatchObject({ type: "ALREADY_EXISTS", outcome: "not-done" });
});
