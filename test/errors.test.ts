import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { ApiError, ConnectionError, isRegistryError } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { canary } from "./support/create-with-response.ts";
import { operations } from "./support/operations.ts";
import { callCustomPath } from "./support/custom-path.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { fetchFailed, scriptedFetch } from "./support/scripted-fetch.ts";
import { clientOf } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const data = { healthCard: canary };

describe("the outcome depends on the operation and on the platform's code", () => {
  test.each([
    { name: "create", operationId: "createResource", code: "ECONNREFUSED", outcome: "not-done" },
    { name: "get", operationId: "getResource", code: "ENOTFOUND", outcome: "not-done" },
    { name: "create with id", operationId: "createResource", code: "ECONNRESET", outcome: "unknown" },
    { name: "upsert", operationId: "upsertResource", code: "ECONNRESET", outcome: "unknown" },
    { name: "get", operationId: "getResource", code: "ECONNRESET", outcome: "not-done" },
  ] as const)("$name, $code: $outcome", async ({ name, operationId, code, outcome }) => {
    const { fetch } = scriptedFetch(() => fetchFailed(code));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", retry: false, fetch });
    const error = await thrownBy(ConnectionError, () => operations[name](registry));
    expect(error).toMatchObject({ operationId, outcome, attempts: 1, taskId: undefined, cause: { code } });
  });

  test("without a code, cause is undefined", async () => {
    const { fetch } = scriptedFetch(() => new TypeError("Failed to fetch"));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(error).toMatchObject({ operationId: "createResource", outcome: "unknown", attempts: 1 });
    expect(error.cause).toBeUndefined();
  });

  test.each([
    { method: "GET", outcome: "not-done" },
    { method: "POST", outcome: "unknown" },
    { method: "PUT", outcome: "unknown" },
    { method: "DELETE", outcome: "unknown" },
  ] as const)("a $method of a path of your own: $outcome", async ({ method, outcome }) => {
    const { fetch } = scriptedFetch(() => fetchFailed("ECONNRESET"));
    const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", retry: false, fetch });
    const error = await thrownBy(ConnectionError, () => callCustomPath(http, method, "/own"));
    expect(error).toMatchObject({ operationId: undefined, outcome, cause: { code: "ECONNRESET" } });
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

describe("a response that is cut off", () => {
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

  test("a success is a ConnectionError with the taskId", async () => {
    const { call, close } = await callCutOff(201);
    const error = await thrownBy(ConnectionError, call);
    const cause = { code: "UND_ERR_SOCKET" };
    expect(error).toMatchObject({ operationId: "createResource", outcome: "unknown", taskId: persisted.taskId, cause });
    await close();
  });

  test("an error response is an ApiError without a type", async () => {
    const { call, close } = await callCutOff(503);
    const error = await thrownBy(ApiError, call);
    expect(error).toMatchObject({ status: 503, type: undefined });
    await close();
  });
});

test("isRegistryError accepts only errors of the client", async () => {
  expect(isRegistryError(await thrown(() => operations.get(clientOf(() => Promise.reject(new Error("x"))))))).toBe(
    true,
  );
  expect(isRegistryError(new Error("x"))).toBe(false);
  expect(isRegistryError(undefined)).toBe(false);
});
