import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  ApiError,
  ConnectionError,
  createRegistryClient,
  isRegistryError,
  MalformedResponseError,
  RegistryError,
} from "../src/index.ts";
import { advice } from "./support/advice.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { operations } from "./support/operations.ts";
import { callOwnPath } from "./support/own-path.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { fetchFailed, scriptedFetch } from "./support/scripted-fetch.ts";
import { clientOf } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const canary = "TREA80010112";
const data = { healthCard: canary };

function callAnswered(answer: () => Response) {
  const { fetch } = observedFetch(answer);
  const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", retry: false, fetch });
  return () => registry.createResource(patientPath, { data });
}

const errorBody = (type: string, more: object = {}) => ({ code: 7, message: `bad ${canary}`, type, ...more });

describe("an answer that is not 2xx is an ApiError", () => {
  const withoutBody = (status: number) =>
    `createResource was answered ${String(status)} without the registry's error body. ` +
    "A proxy or gateway on the way may have answered instead: check baseUrl or workspaceId, and what stands in between." +
    (status >= 400 && status < 500 ? "" : ` ${advice.create}`);

  test.each([
    {
      answer: () => Response.json(errorBody("INVALID_ARGUMENT"), { status: 400 }),
      status: 400,
      type: "INVALID_ARGUMENT",
      message:
        "createResource was answered 400 INVALID_ARGUMENT. " +
        "The request breaks a rule of the registry: read the error's `serverMessage`, which printing leaves out.",
    },
    {
      answer: () => Response.json(errorBody("INVALID_ARGUMENT", { details: [{}] }), { status: 400 }),
      status: 400,
      type: "INVALID_ARGUMENT",
      message:
        "createResource was answered 400 INVALID_ARGUMENT. " +
        "The request breaks a rule of the registry: read the error's `serverMessage`, which printing leaves out.",
    },
    {
      answer: () => Response.json(errorBody("UNAUTHENTICATED"), { status: 401 }),
      status: 401,
      type: "UNAUTHENTICATED",
      message: "createResource was answered 401 UNAUTHENTICATED. The API key is missing or not valid: check apiKey.",
    },
    {
      answer: () => Response.json(errorBody("PERMISSION_DENIED"), { status: 403 }),
      status: 403,
      type: "PERMISSION_DENIED",
      message:
        "createResource was answered 403 PERMISSION_DENIED. " +
        "The API key may not do this: ask for the permission, or use another key.",
    },
    {
      answer: () => Response.json(errorBody("NOT_FOUND"), { status: 404 }),
      status: 404,
      type: "NOT_FOUND",
      message:
        "createResource was answered 404 NOT_FOUND. " +
        "Something that the request names does not exist: check the keys and ids in its path, and the host.",
    },
    {
      answer: () => Response.json(errorBody("ALREADY_EXISTS"), { status: 409 }),
      status: 409,
      type: "ALREADY_EXISTS",
      message:
        "createResource was answered 409 ALREADY_EXISTS. There is a resource with this id. If an earlier create of yours " +
        "ended with the outcome unknown, and nobody else uses the id, that one landed. Otherwise use another id, or none.",
    },
    {
      answer: () => Response.json(errorBody("CONTENT_TOO_LARGE"), { status: 413 }),
      status: 413,
      type: "CONTENT_TOO_LARGE",
      message: "createResource was answered 413 CONTENT_TOO_LARGE. The request is too large: send less at once.",
    },
    {
      answer: () => Response.json(errorBody("RESOURCE_EXHAUSTED"), { status: 429 }),
      status: 429,
      type: "RESOURCE_EXHAUSTED",
      message:
        "createResource was answered 429 RESOURCE_EXHAUSTED. " +
        "Requests come too fast, and this one was not carried out: wait, and send it again.",
    },
    {
      answer: () => Response.json(errorBody("RESOURCE_EXHAUSTED"), { status: 429, headers: { "retry-after": "7" } }),
      status: 429,
      type: "RESOURCE_EXHAUSTED",
      message:
        "createResource was answered 429 RESOURCE_EXHAUSTED. " +
        "Requests come too fast, and this one was not carried out: wait 7000 ms (retryAfterMs), and send it again.",
    },
    {
      answer: () => Response.json(errorBody("INTERNAL"), { status: 500 }),
      status: 500,
      type: "INTERNAL",
      message:
        "createResource was answered 500 INTERNAL. " +
        `Read the error's \`serverMessage\` and \`details\`, which printing leaves out. ${advice.create}`,
    },
    {
      answer: () => Response.json(errorBody("SOMETHING_NEW"), { status: 418 }),
      status: 418,
      type: "SOMETHING_NEW",
      message:
        "createResource was answered 418 SOMETHING_NEW. " +
        "Read the error's `serverMessage` and `details`, which printing leaves out.",
    },
  ])("$status $type", async ({ answer, status, type, message }) => {
    const error = await thrownBy(ApiError, callAnswered(answer));
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.name).toBe("ApiError");
    expect(error.message).toBe(message);
    expect(error).toMatchObject({ operationId: "createResource", status, type, code: 7 });
    expect(error.serverMessage).toBe(`bad ${canary}`);
    expect(error.details).toStrictEqual([]);
  });

  test("429 without a body", async () => {
    const error = await thrownBy(
      ApiError,
      callAnswered(() => new Response(null, { status: 429 })),
    );
    expect(error.message).toBe(
      "createResource was answered 429. Requests come too fast, and this one was not carried out: wait, and send it again.",
    );
  });

  test.each([
    { name: "an empty 500", answer: () => new Response(null, { status: 500 }), status: 500 },
    {
      name: "an empty 500 that says so",
      answer: () => new Response("", { status: 500, headers: { "content-length": "0" } }),
      status: 500,
    },
    {
      name: "an HTML 502",
      answer: () => new Response(`<html>${canary}</html>`, { status: 502, headers: { "content-type": "text/html" } }),
      status: 502,
    },
    { name: "JSON that is null", answer: () => Response.json(null, { status: 400 }), status: 400 },
    { name: "a JSON text", answer: () => Response.json(canary, { status: 400 }), status: 400 },
    { name: "JSON of another kind", answer: () => Response.json({ error: canary }, { status: 422 }), status: 422 },
    {
      name: "a type that is a sentence",
      answer: () => Response.json(errorBody(`The card ${canary}`), { status: 400 }),
      status: 400,
    },
    {
      name: "a code that is a text",
      answer: () => Response.json({ ...errorBody("NOT_FOUND"), code: "5" }, { status: 404 }),
      status: 404,
    },
    {
      name: "details that are no list",
      answer: () => Response.json(errorBody("NOT_FOUND", { details: canary }), { status: 404 }),
      status: 404,
    },
    { name: "a 304", answer: () => new Response(null, { status: 304 }), status: 304 },
  ])("$name has no type", async ({ answer, status }) => {
    const error = await thrownBy(ApiError, callAnswered(answer));
    expect(error.message).toBe(withoutBody(status));
    expect(error.status).toBe(status);
    expect(error.type).toBeUndefined();
    expect(error.code).toBeUndefined();
    expect(error.serverMessage).toBeUndefined();
    expect(error.details).toStrictEqual([]);
    expect(inspect(error)).not.toContain(canary);
  });

  test("details are kept, those that are errors of the contract", async () => {
    const detail = errorBody("INVALID_ARGUMENT");
    const answer = errorBody("INVALID_ARGUMENT", { details: [detail, {}, null, "x"] });
    const error = await thrownBy(
      ApiError,
      callAnswered(() => Response.json(answer, { status: 400 })),
    );
    expect(error.details).toStrictEqual([detail]);
    expect(error.message).toBe(
      "createResource was answered 400 INVALID_ARGUMENT. " +
        "The request breaks a rule of the registry: read the error's `details`, which printing leaves out.",
    );
  });

  test("printing it shows nothing that the registry said, and no request", async () => {
    const answer = errorBody("INVALID_ARGUMENT", { details: [errorBody("INVALID_ARGUMENT")] });
    const error = await thrownBy(
      ApiError,
      callAnswered(() => Response.json(answer, { status: 400 })),
    );
    for (const text of [inspect(error), JSON.stringify(error), String(error), error.stack]) {
      expect(text).not.toContain(canary);
    }
    expect(error.stack).toMatch(/^ApiError: createResource was answered 400/);
  });
});

describe("a 2xx that is not the contract's is a MalformedResponseError", () => {
  const { taskId } = persisted;
  const html = { headers: { "content-type": "text/html; charset=utf-8" } };

  test.each([
    {
      name: "HTML",
      answer: () => new Response(`<html>${canary}</html>`, html),
      contentType: "text/html",
      taskId: undefined,
      message: "200 (text/html), but its body is not a JSON object.",
    },
    {
      name: "an empty body",
      answer: () => new Response(null, { status: 201 }),
      contentType: undefined,
      taskId: undefined,
      message: "201 (no known content type), but its body is not a JSON object.",
    },
    {
      name: "204",
      answer: () => new Response(null, { status: 204 }),
      contentType: undefined,
      taskId: undefined,
      message: "204 (no known content type), but its body is not a JSON object.",
    },
    {
      name: "an array",
      answer: () => Response.json([persisted]),
      contentType: "application/json",
      taskId: undefined,
      message: "200 (application/json), but its body is not a JSON object.",
    },
    {
      name: "null",
      answer: () => Response.json(null),
      contentType: "application/json",
      taskId: undefined,
      message: "200 (application/json), but its body is not a JSON object.",
    },
    {
      name: "a body cut behind the taskId",
      answer: () => new Response(JSON.stringify(persisted).slice(0, -10)),
      contentType: "text/plain",
      taskId,
      message: "200 (text/plain), but its body is not a JSON object.",
    },
    {
      name: "a body cut behind status and taskId",
      answer: () => new Response(` { "status" : "PERSISTED" , "taskId" : "${taskId}", "resource": {`),
      contentType: "text/plain",
      taskId,
      message: "200 (text/plain), but its body is not a JSON object.",
    },
    {
      name: "a body cut behind a taskId that is empty",
      answer: () => new Response(`{"taskId":"","status":"PERSISTED",`),
      contentType: "text/plain",
      taskId: undefined,
      message: "200 (text/plain), but its body is not a JSON object.",
    },
    {
      name: "PERSISTED with a resource that is empty",
      answer: () => Response.json({ ...persisted, resource: {} }),
      contentType: "application/json",
      taskId,
      message: "200 (application/json), but its body has no resource, with id and data.",
    },
    {
      name: "a body cut inside the taskId",
      answer: () => new Response(`{"taskId":"s_2wil2ze`),
      contentType: "text/plain",
      taskId: undefined,
      message: "200 (text/plain), but its body is not a JSON object.",
    },
    {
      name: "a body cut behind a taskId that is not its own",
      answer: () => new Response(`{"resource":{"data":{"taskId":"${canary}","x":`),
      contentType: "text/plain",
      taskId: undefined,
      message: "200 (text/plain), but its body is not a JSON object.",
    },
    {
      name: "no taskId",
      answer: () => Response.json({ ...persisted, taskId: undefined }),
      contentType: "application/json",
      taskId: undefined,
      message: "200 (application/json), but its body has no taskId.",
    },
    {
      name: "a taskId that is a number",
      answer: () => Response.json({ ...persisted, taskId: 7 }),
      contentType: "application/json",
      taskId: undefined,
      message: "200 (application/json), but its body has no taskId.",
    },
    {
      name: "a status that is not known",
      answer: () => Response.json({ ...persisted, status: "QUEUED" }),
      contentType: "application/json",
      taskId,
      message: "200 (application/json), but its status is none of ACCEPTED, PERSISTED.",
    },
    {
      name: "no status",
      answer: () => Response.json({ ...persisted, status: undefined }),
      contentType: "application/json",
      taskId,
      message: "200 (application/json), but its status is none of ACCEPTED, PERSISTED.",
    },
    {
      name: "PERSISTED without resource",
      answer: () => Response.json({ ...persisted, resource: undefined }),
      contentType: "application/json",
      taskId,
      message: "200 (application/json), but its body has no resource, with id and data.",
    },
    {
      name: "PERSISTED with a resource that is a text",
      answer: () => Response.json({ ...persisted, resource: canary }),
      contentType: "application/json",
      taskId,
      message: "200 (application/json), but its body has no resource, with id and data.",
    },
    {
      name: "a content type that is no media type",
      answer: () => new Response("", { headers: { "content-type": `card ${canary}` } }),
      contentType: undefined,
      taskId: undefined,
      message: "200 (no known content type), but its body is not a JSON object.",
    },
  ])("$name", async ({ answer, contentType, taskId, message }) => {
    const error = await thrownBy(MalformedResponseError, callAnswered(answer));
    const proxy = contentType === "text/html" ? " A proxy or gateway on the way may have answered instead." : "";
    const next = taskId === undefined ? advice.create : advice.taskId;
    expect(error.message).toBe(`createResource was answered ${message}${proxy} ${next}`);
    expect(error.outcome).toBe("unknown");
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.name).toBe("MalformedResponseError");
    expect(error).toMatchObject({ operationId: "createResource", status: answer().status, contentType, taskId });
    expect(error.cause).toBeUndefined();
    expect(inspect(error)).not.toContain(canary);
  });
});

describe("a read that is answered 2xx and no resource is a MalformedResponseError, of which nothing was written", () => {
  test.each([{}, { id: "patient-1" }, { id: 1, data: {} }, { id: "patient-1", data: [] }, [], null, "text"])(
    "%j",
    async (body) => {
      const { fetch } = observedFetch(() => Response.json(body));
      const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
      const error = await thrownBy(MalformedResponseError, () =>
        registry.getResource({ ...patientPath, id: "patient-1" }),
      );
      expect(error.message).toBe(
        "getResource was answered 200 (application/json), but its body is no resource, with id and data. " + advice.get,
      );
      expect(error.outcome).toBe("not-done");
    },
  );
});

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
    const registry = createRegistryClient({ baseUrl: `http://127.0.0.1:${String(port)}`, apiKey: "key-CANARY-7f3a" });
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
    const registry = createRegistryClient({ baseUrl: `http://127.0.0.1:${String(port)}`, apiKey: "key-CANARY-7f3a" });
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
