import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { ApiError, ConnectionError, createRegistryClient, isRegistryError } from "../src/index.ts";
import { advice } from "./support/advice.ts";
import { canary } from "./support/call-answered.ts";
import { operations } from "./support/operations.ts";
import { callOwnPath } from "./support/own-path.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { fetchFailed, scriptedFetch } from "./support/scripted-fetch.ts";
import { clientOf } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const data = { healthCard: canary };

describe("what to do next depends on what was called", () => {
  const checkHost = "Check baseUrl or workspaceId, and the network.";
  test.each([
    {
      name: "create",
      code: "ECONNREFUSED",
      message: `createResource could not connect (ECONNREFUSED). ${advice.notDone} ${checkHost}`,
    },
    {
      name: "get",
      code: "ENOTFOUND",
      message: `getResource could not connect (ENOTFOUND). ${advice.get} ${checkHost}`,
    },
    {
      name: "create with id",
      code: "ECONNRESET",
      message: `createResource got no answer (ECONNRESET). ${advice.create}`,
    },
    { name: "upsert", code: "ECONNRESET", message: `upsertResource got no answer (ECONNRESET). ${advice.upsert}` },
    { name: "get", code: "ECONNRESET", message: `getResource got no answer (ECONNRESET). ${advice.get}` },
  ] as const)("$name, $code", async ({ name, code, message }) => {
    const { fetch } = scriptedFetch(() => fetchFailed(code));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", retry: false, fetch });
    const error = await thrownBy(ConnectionError, () => operations[name](registry));
    expect(error.message).toBe(message);
    expect(error.taskId).toBeUndefined();
  });

  test("without a code there is none in the message", async () => {
    const { fetch } = scriptedFetch(() => new TypeError("Failed to fetch"));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(error.message).toBe(`createResource got no answer. ${advice.create}`);
  });

  test.each([
    { method: "GET", next: advice.notDone },
    { method: "POST", next: advice.ownPath },
  ] as const)("a $method of a path of your own", async ({ method, next }) => {
    const { fetch } = scriptedFetch(() => fetchFailed("ECONNRESET"));
    const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", retry: false, fetch });
    const error = await thrownBy(ConnectionError, () => callOwnPath(http, method, "/own"));
    expect(error.message).toBe(`The request got no answer (ECONNRESET). ${next}`);
  });
});

describe("over HTTP", () => {
  test.each([300, 404, 503, 600, 999])("status %i without the error body is an ApiError", async (status) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { "content-type": "text/html" }).end(`<html>${canary}</html>`);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const registry = createRegistryClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: "key-CANARY-7f3a" });
    const error = await thrownBy(ApiError, () => registry.createResource(patientPath, { data }));
    expect(error).toMatchObject({ status, type: undefined });
    server.close();
  });
});

describe("an answer that the network cuts off", () => {
  async function callCutOff(status: number) {
    const sent = JSON.stringify(persisted).slice(0, 60);
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { "content-type": "application/json", "content-length": "1000" });
      response.write(sent, () => request.socket.destroy());
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const registry = createRegistryClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: "key-CANARY-7f3a" });
    return {
      call: () => registry.createResource(patientPath, { data }),
      close: () => new Promise((done) => server.close(done)),
    };
  }

  test("as a success is a ConnectionError with the taskId", async () => {
    const { call, close } = await callCutOff(201);
    const error = await thrownBy(ConnectionError, call);
    expect(error).toMatchObject({ outcome: "unknown", taskId: persisted.taskId });
    expect(error.message).toBe(
      "createResource got an answer that was cut off (UND_ERR_SOCKET). The write was taken on: follow its `taskId`.",
    );
    await close();
  });

  test("as an error is an ApiError without a type", async () => {
    const { call, close } = await callCutOff(503);
    const error = await thrownBy(ApiError, call);
    expect(error).toMatchObject({ status: 503, type: undefined });
    await close();
  });
});

test("isRegistryError tells the family from whatever else was thrown", async () => {
  expect(isRegistryError(await thrown(() => operations.get(clientOf(() => Promise.reject(new Error("x"))))))).toBe(
    true,
  );
  expect(isRegistryError(new Error("x"))).toBe(false);
  expect(isRegistryError(undefined)).toBe(false);
});
