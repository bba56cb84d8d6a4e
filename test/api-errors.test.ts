import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ApiError, RegistryError } from "../src/index.ts";
import { advice } from "./support/advice.ts";
import { callAnswered, canary } from "./support/call-answered.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const errorBody = (type: string, more: object = {}) => ({ code: 7, message: `bad ${canary}`, type, ...more });

describe("an answer that is not 2xx is an ApiError", () => {
  const withoutBody = (status: number) =>
    `createResource was answered ${status} without the registry's error body. ` +
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
        "Something that the request names does not exist: check the keys and ids in its path, and baseUrl or workspaceId.",
    },
    {
      answer: () => Response.json(errorBody("ALREADY_EXISTS"), { status: 409 }),
      status: 409,
      type: "ALREADY_EXISTS",
      message:
        "createResource was answered 409 ALREADY_EXISTS. There is a resource with this id. If nobody else uses the id, " +
        "a create of yours has landed. Otherwise use another id, or none.",
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
        "createResource was answered 429. " +
        "Requests come too fast, and this one was not carried out: wait, and send it again.",
    },
    {
      answer: () => Response.json(errorBody("RESOURCE_EXHAUSTED"), { status: 429, headers: { "retry-after": "7" } }),
      status: 429,
      type: "RESOURCE_EXHAUSTED",
      message:
        "createResource was answered 429. " +
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
        "createResource was answered 418. " +
        "Read the error's `type`, `serverMessage` and `details`, which printing leaves out.",
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
    { name: "an empty object", answer: () => Response.json({}, { status: 400 }), status: 400 },
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

  describe("C4: an object with a type is the registry's error, whatever else it has", () => {
    const type = "ALREADY_EXISTS";
    const detail = { type: "OUT_OF_RANGE", message: canary };
    test.each([
      { body: { type }, want: {} },
      { body: { type, message: canary }, want: { serverMessage: canary } },
      { body: { type, message: 5, code: null }, want: {} },
      { body: { type, message: canary, code: "E-5" }, want: { serverMessage: canary, code: "E-5" } },
      { body: { type, message: canary, code: true, details: canary }, want: { serverMessage: canary } },
      { body: { code: 409, type, message: canary, details: null }, want: { serverMessage: canary, code: 409 } },
      { body: { type, message: canary, Details: null }, want: { serverMessage: canary } },
      { body: { type, message: canary, Details: [detail] }, want: { serverMessage: canary, details: [detail] } },
      {
        body: { type, message: canary, details: [{ ...detail, Details: [detail] }] },
        want: { serverMessage: canary, details: [{ ...detail, details: [detail] }] },
      },
      {
        body: { type, message: canary, applicationErrorCode: "P-7", additionalContext: { card: canary } },
        want: { serverMessage: canary, applicationErrorCode: "P-7", additionalContext: { card: canary } },
      },
    ])("$body", async ({ body, want }) => {
      const respond = () => Response.json(body, { status: 409 });
      const error = await thrownBy(ApiError, callAnswered(respond));
      const { code, serverMessage, details, applicationErrorCode, additionalContext } = error;
      expect(error.type).toBe(type);
      expect(error.message).toContain(`createResource was answered 409 ${type}. There is a resource with this id.`);
      expect({ code, serverMessage, details, applicationErrorCode, additionalContext }).toStrictEqual({
        ...{ code: undefined, serverMessage: undefined, details: [] },
        ...{ applicationErrorCode: undefined, additionalContext: undefined },
        ...want,
      });
      expect(inspect(error) + JSON.stringify(error)).not.toContain(canary);
    });
  });

  test.each([
    { name: "a message alone", body: { message: canary } },
    { name: "a type that is a sentence", body: errorBody(`The card ${canary}`) },
    { name: "a type of a problem document", body: { type: "about:blank", message: canary } },
    { name: "a type in lower case", body: errorBody("not_found") },
    { name: "a type of 65 characters", body: errorBody("A".repeat(65)) },
  ])("C4: $name is a serverMessage without a type, and the hint at a proxy stays", async ({ body }) => {
    const respond = () => Response.json(body, { status: 403 });
    const error = await thrownBy(ApiError, callAnswered(respond));
    expect(error.message).toBe(withoutBody(403));
    expect(error).toMatchObject({ status: 403, type: undefined, serverMessage: body.message, details: [] });
    expect(inspect(error)).not.toContain(canary);
  });

  test("C4: details nested deeper than the stack are read as far as 50 levels", async () => {
    const depth = 100_000;
    const start = '{"type":"INTERNAL","message":"x","details":[';
    const body = `${start.repeat(depth)}${"]}".repeat(depth)}`;
    const respond = () => new Response(body, { status: 500, headers: { "content-type": "application/json" } });
    const error = await thrownBy(ApiError, callAnswered(respond));
    let levels = 0;
    for (let { details } = error; details[0] !== undefined; details = details[0].details ?? []) levels += 1;
    expect(levels).toBe(50);
  });

  test.each(["TREA80010112", "CANCELLED", "ID_TREA80010112_TAKEN"])(
    "C4: the unknown type %s is at hand with its details, and is not printed",
    async (type) => {
      const details = [{ type: "OUT_OF_RANGE", message: "x" }];
      const respond = () => Response.json({ type, message: canary, details }, { status: 400 });
      const { fetch } = observedFetch(respond);
      const data = { status: type };
      const error = await thrownBy(ApiError, () => clientOf(fetch).createResource(patientPath, { data }));
      expect({ type: error.type, details: error.details }).toStrictEqual({ type, details });
      expect(inspect(error) + JSON.stringify(error)).not.toContain(type);
      expect(error.message).toBe(
        "createResource was answered 400. Read the error's `type`, `serverMessage` and `details`, which printing leaves out.",
      );
    },
  );

  test("C4: a detail without a type has that of its error, and what is no detail is left out", async () => {
    const details = [{ message: "data.name is required" }, {}, null, "x", 5, [], { type: "NOT_FOUND" }];
    const respond = () => Response.json({ type: "INVALID_ARGUMENT", message: canary, details }, { status: 400 });
    const error = await thrownBy(ApiError, callAnswered(respond));
    expect(error.details).toStrictEqual([
      { type: "INVALID_ARGUMENT", message: "data.name is required" },
      { type: "NOT_FOUND", message: "" },
    ]);
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
