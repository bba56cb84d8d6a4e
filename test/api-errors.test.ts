import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ApiError, RegistryError } from "../src/index.ts";
import { createWithResponse, canary } from "./support/create-with-response.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const errorBody = (type: string, more: object = {}) => ({ code: 7, message: `bad ${canary}`, type, ...more });

describe("a response that is not 2xx is an ApiError", () => {
  test.each([
    { status: 400, type: "INVALID_ARGUMENT", outcome: "not-done" },
    { status: 401, type: "UNAUTHENTICATED", outcome: "not-done" },
    { status: 403, type: "PERMISSION_DENIED", outcome: "not-done" },
    { status: 404, type: "NOT_FOUND", outcome: "not-done" },
    { status: 409, type: "ALREADY_EXISTS", outcome: "not-done" },
    { status: 413, type: "CONTENT_TOO_LARGE", outcome: "not-done" },
    { status: 422, type: "SOMETHING_NEW", outcome: "not-done" },
    { status: 429, type: "RESOURCE_EXHAUSTED", outcome: "not-done" },
    { status: 429, type: "RESOURCE_EXHAUSTED", outcome: "not-done", retryAfter: "7", retryAfterMs: 7_000 },
    { status: 500, type: "INTERNAL", outcome: "unknown" },
  ])("$status $type, retry-after $retryAfter", async ({ status, type, outcome, retryAfter, retryAfterMs }) => {
    const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
    const respond = () => Response.json(errorBody(type), { status, headers: headers as HeadersInit });
    const error = await thrownBy(ApiError, createWithResponse(respond));
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.name).toBe("ApiError");
    expect(error).toMatchObject({ operationId: "createResource", status, type, code: 7, outcome, retryAfterMs });
    expect(error.serverMessage).toBe(`bad ${canary}`);
    expect(error.details).toStrictEqual([]);
  });

  test("429 without a body", async () => {
    const error = await thrownBy(
      ApiError,
      createWithResponse(() => new Response(null, { status: 429 })),
    );
    expect(error).toMatchObject({ status: 429, type: undefined, outcome: "not-done", retryAfterMs: undefined });
  });

  test.each([
    { name: "an empty 500", response: () => new Response(null, { status: 500 }), status: 500 },
    {
      name: "an empty 500 with content-length 0",
      response: () => new Response("", { status: 500, headers: { "content-length": "0" } }),
      status: 500,
    },
    {
      name: "an HTML 502",
      response: () => new Response(`<html>${canary}</html>`, { status: 502, headers: { "content-type": "text/html" } }),
      status: 502,
    },
    { name: "JSON that is null", response: () => Response.json(null, { status: 400 }), status: 400 },
    { name: "a JSON string", response: () => Response.json(canary, { status: 400 }), status: 400 },
    { name: "JSON of another kind", response: () => Response.json({ error: canary }, { status: 422 }), status: 422 },
    { name: "an empty object", response: () => Response.json({}, { status: 400 }), status: 400 },
    { name: "a 304", response: () => new Response(null, { status: 304 }), status: 304 },
  ])("$name has no type", async ({ response, status }) => {
    const error = await thrownBy(ApiError, createWithResponse(response));
    expect(error).toMatchObject({ status, outcome: status >= 400 && status < 500 ? "not-done" : "unknown" });
    expect(error).toMatchObject({ type: undefined, code: undefined, serverMessage: undefined });
    expect(error.details).toStrictEqual([]);
    expect(inspect(error)).not.toContain(canary);
  });

  describe("C4: an object with a type is read as the registry's error, whatever its other fields", () => {
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
      const error = await thrownBy(ApiError, createWithResponse(respond));
      const { code, serverMessage, details, applicationErrorCode, additionalContext } = error;
      expect(error.type).toBe(type);
      expect({ code, serverMessage, details, applicationErrorCode, additionalContext }).toStrictEqual({
        ...{ code: undefined, serverMessage: undefined, details: [] },
        ...{ applicationErrorCode: undefined, additionalContext: undefined },
        ...want,
      });
      expect(inspect(error) + JSON.stringify(error)).not.toContain(canary);
    });
  });

  test.each([
    { name: "only a message", body: { message: canary } },
    { name: "a type that is a sentence", body: errorBody(`The card ${canary}`) },
    { name: "a type of a problem document", body: { type: "about:blank", message: canary } },
    { name: "a type in lower case", body: errorBody("not_found") },
    { name: "a type of 65 characters", body: errorBody("A".repeat(65)) },
  ])("C4: $name is a serverMessage without a type", async ({ body }) => {
    const respond = () => Response.json(body, { status: 403 });
    const error = await thrownBy(ApiError, createWithResponse(respond));
    expect(error).toMatchObject({
      status: 403,
      outcome: "not-done",
      type: undefined,
      serverMessage: body.message,
      details: [],
    });
    expect(inspect(error)).not.toContain(canary);
  });

  test("C4: reads details down to level 50, even if they are nested deeper than the stack", async () => {
    const depth = 100_000;
    const start = '{"type":"INTERNAL","message":"x","details":[';
    const body = `${start.repeat(depth)}${"]}".repeat(depth)}`;
    const respond = () => new Response(body, { status: 500, headers: { "content-type": "application/json" } });
    const error = await thrownBy(ApiError, createWithResponse(respond));
    let levels = 0;
    for (let { details } = error; details[0] !== undefined; details = details[0].details ?? []) levels += 1;
    expect(levels).toBe(50);
  });

  test.each(["TREA80010112", "CANCELLED", "ID_TREA80010112_TAKEN"])(
    "C4: the unknown type %s and its details are available, but not printed",
    async (type) => {
      const details = [{ type: "OUT_OF_RANGE", message: "x" }];
      const respond = () => Response.json({ type, message: canary, details }, { status: 400 });
      const { fetch } = observedFetch(respond);
      const data = { status: type };
      const error = await thrownBy(ApiError, () => clientOf(fetch).createResource(patientPath, { data }));
      expect({ type: error.type, details: error.details }).toStrictEqual({ type, details });
      expect(inspect(error) + JSON.stringify(error)).not.toContain(type);
    },
  );

  test("C4: a detail without a type inherits that of its error, and invalid details are omitted", async () => {
    const details = [{ message: "data.name is required" }, {}, null, "x", 5, [], { type: "NOT_FOUND" }];
    const respond = () => Response.json({ type: "INVALID_ARGUMENT", message: canary, details }, { status: 400 });
    const error = await thrownBy(ApiError, createWithResponse(respond));
    expect(error.details).toStrictEqual([
      { type: "INVALID_ARGUMENT", message: "data.name is required" },
      { type: "NOT_FOUND", message: "" },
    ]);
  });

  test("keeps the details that are errors of the contract", async () => {
    const detail = errorBody("INVALID_ARGUMENT");
    const response = errorBody("INVALID_ARGUMENT", { details: [detail, {}, null, "x"] });
    const error = await thrownBy(
      ApiError,
      createWithResponse(() => Response.json(response, { status: 400 })),
    );
    expect(error.details).toStrictEqual([detail]);
  });

  test("printing it shows nothing of the response or the request", async () => {
    const response = errorBody("INVALID_ARGUMENT", { details: [errorBody("INVALID_ARGUMENT")] });
    const error = await thrownBy(
      ApiError,
      createWithResponse(() => Response.json(response, { status: 400 })),
    );
    for (const text of [inspect(error), JSON.stringify(error), String(error), error.stack]) {
      expect(text).not.toContain(canary);
    }
    expect(error.stack).toContain(`ApiError: ${error.message}\n`);
  });
});
