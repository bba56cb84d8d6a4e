import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { ConnectionError } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { operations, sent } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { fetchFailed } from "./support/scripted-fetch.ts";
import { clientOf, key, start } from "./support/start.ts";
import { cutBody } from "./support/streams.ts";
import { thrownBy } from "./support/thrown.ts";

const { id } = sent;

describe("a fetch that resolves without a Response is a ConnectionError", () => {
  const readable = new Readable({ read: () => undefined });
  test.each([
    { name: "undefined", given: undefined },
    { name: "null", given: null },
    { name: "a string", given: "text" },
    { name: "an object", given: {} },
    { name: "a status", given: { status: 200 } },
    { name: "a status and headers", given: { status: 200, headers: new Headers() } },
    {
      name: "a body that is a Node.js stream",
      given: { status: 200, ok: true, headers: new Headers(), body: readable },
    },
  ])("$name", async ({ given }) => {
    const registry = clientOf(() => Promise.resolve(given as unknown as Response));
    const failure = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(failure).toMatchObject({ operationId: "createResource", outcome: "unknown", taskId: undefined });
    expect(failure.cause).toBeUndefined();
    expect(failure.platformError).toBeInstanceOf(TypeError);
  });

  test("also for a Response that was read, or is being read, elsewhere", async () => {
    const used = Response.json(persisted, { status: 201 });
    await used.text();
    const locked = Response.json(persisted, { status: 201 });
    locked.body?.getReader();
    for (const response of [used, locked]) {
      const registry = clientOf(() => Promise.resolve(response));
      const failure = await thrownBy(ConnectionError, () => operations.create(registry));
      expect(failure).toMatchObject({ outcome: "unknown", taskId: undefined });
    }
  });
});

test("a success that is cut off has the outcome unknown, and a create is not retried", async () => {
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"]) {
    const { registry, requests } = start([() => cutBody(201, code)]);
    const failure = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(failure).toMatchObject({ outcome: "unknown", attempts: 1, taskId: persisted.taskId, cause: { code } });
    expect(requests).toHaveLength(1);
  }
});

test.each([1, 9, 6667])("the outcome is not-done for port %i, which fetch refuses", async (port) => {
  const registry = createRegistryClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: key, retry: false });
  const failure = await thrownBy(ConnectionError, () => operations.create(registry));
  expect(failure).toMatchObject({ outcome: "not-done", platformError: { cause: { message: "bad port" } } });
  expect(failure.cause).toBeUndefined();
});

describe("only a known code of the platform's error is printed", () => {
  test.each([
    { error: fetchFailed("ECONNRESET", "read ECONNRESET"), code: "ECONNRESET" },
    { error: Object.assign(new Error("reset"), { name: key, code: "ECONNRESET" }), code: "ECONNRESET" },
    { error: fetchFailed("ENOTFOUND", `getaddrinfo ENOTFOUND ${key}.clinia.cloud`), code: "ENOTFOUND" },
    {
      error: Object.assign(new TypeError(`no ${key} and ${id}`), { code: "ConnectionClosed" }),
      code: "ConnectionClosed",
    },
  ])("$code of $error", async ({ error, code }) => {
    const failure = await thrownBy(ConnectionError, () => operations.upsert(clientOf(() => Promise.reject(error))));
    expect(failure.cause).toBeInstanceOf(Error);
    expect(failure.cause).not.toBe(error);
    expect(failure.cause).toMatchObject({ name: "Error", message: `The platform reported ${code}.`, code });
    expect(Object.keys(failure.cause as Error)).toStrictEqual(["code"]);
    expect(failure.platformError).toBe(error);
    expect(printed(failure)).not.toMatch(/CANARY|TREA80010112/);
  });

  test.each([
    { error: new TypeError(`error sending request for url (https://acme.clinia.cloud/x/${id}?k=${key}): closed`) },
    {
      error: new TypeError("fetch failed", {
        cause: new Error(`error sending request for url (https://acme.clinia.cloud/x/${id}?k=${key}): refused`),
      }),
    },
    { error: new Error("Network connection lost.") },
    { error: new TypeError(`no ${key} and ${id}`) },
    { error: new TypeError(`cannot send {"name":"${sent.data.name}"}`) },
    { error: new Error(`request body {"name":"${sent.data.name}"} failed`) },
    { error: Object.assign(new Error("x"), { code: "CANARY" }) },
    { error: new TypeError("could not send", { cause: new Error(`to ${sent.data.name}`) }) },
    { error: "a thrown string" as unknown as Error },
  ])("without one there is no cause: $error", async ({ error }) => {
    const registry = clientOf(() => {
      throw error;
    });
    const failure = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(failure).toMatchObject({ operationId: "createResource", outcome: "unknown", attempts: 1 });
    expect(failure.cause).toBeUndefined();
    expect(failure.platformError).toBe(error);
    expect(printed(failure)).not.toMatch(/CANARY|TREA80010112/);
  });

  test("the error of a mock is available as platformError, but not printed", async () => {
    const hint = new Error("[MSW] no handler for POST https://acme.clinia.cloud/CANARY");
    const failure = await thrownBy(ConnectionError, () => operations.create(clientOf(() => Promise.reject(hint))));
    expect(failure.platformError).toBe(hint);
    expect(Object.keys(failure)).not.toContain("platformError");
    expect(printed(failure)).not.toContain("CANARY");
  });

  const reset = Object.assign(new Error("x"), { code: "ECONNRESET" });
  const refused = "Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })";
  test.each([
    { name: "the code of Node.js", error: fetchFailed("ECONNREFUSED"), code: "ECONNREFUSED", outcome: "not-done" },
    {
      name: "the code of Bun",
      error: Object.assign(new Error("x"), { code: "ConnectionRefused" }),
      code: "ConnectionRefused",
      outcome: "not-done",
    },
    {
      name: "the code of Node.js in another realm, as under Jest",
      error: runInNewContext(`new TypeError('fetch failed', { cause: ${refused} })`) as Error,
      code: "ECONNREFUSED",
      outcome: "not-done",
    },
    {
      name: "the error's code, if its cause has none",
      error: Object.assign(new Error("x", { cause: new Error("y") }), { code: "ECONNRESET" }),
      code: "ECONNRESET",
      outcome: "unknown",
    },
    {
      name: "the cause's code rather than the error's, which may come from elsewhere",
      error: Object.assign(fetchFailed("ECONNRESET"), { code: "ECONNREFUSED" }),
      code: "ECONNRESET",
      outcome: "unknown",
    },
    {
      name: "the cause's code, even if the error's is more specific",
      error: Object.assign(fetchFailed("ECONNREFUSED"), { code: "ECONNRESET" }),
      code: "ECONNREFUSED",
      outcome: "not-done",
    },
    {
      name: "the error's code, if the cause's is unknown",
      error: Object.assign(fetchFailed("EOTHER"), { code: "ECONNREFUSED" }),
      code: "ECONNREFUSED",
      outcome: "not-done",
    },
    {
      name: "no code of a browser's error in another realm",
      error: runInNewContext("new TypeError('Failed to fetch')") as Error,
      code: undefined,
      outcome: "unknown",
    },
    {
      name: "no code that is a sentence",
      error: Object.assign(reset, { code: `a ${id}` }),
      code: undefined,
      outcome: "unknown",
    },
    {
      name: "no code that is a number",
      error: Object.assign(new Error("x"), { code: 7 }),
      code: undefined,
      outcome: "unknown",
    },
  ])("the code: $name", async ({ error, code, outcome }) => {
    const failure = await thrownBy(ConnectionError, () => operations.create(clientOf(() => Promise.reject(error))));
    expect({ code: (failure.cause as { code?: string } | undefined)?.code, outcome: failure.outcome }).toStrictEqual({
      code,
      outcome,
    });
  });
});
