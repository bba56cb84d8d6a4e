import { describe, expect, test } from "vitest";
import { operationTable } from "../../scripts/contract/operation-table.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { body, nullable, object, ref, smallContract, string, success, tableOf } from "../support/small-contract.ts";
import { thrownBy } from "../support/thrown.ts";

interface Table {
  writeThing: Readonly<Record<string, unknown>>;
}
const definitionOf = async (...contract: Parameters<typeof smallContract>) =>
  ((await tableOf(smallContract(...contract))) as unknown as Table).writeThing;

const binary = { ...string, format: "binary" };
const form = (name: string) => ({
  requestBody: { required: true, content: { "multipart/form-data": { schema: ref(name) } } },
});
const data = { kind: "data" };
const anyString = { kind: "string" };

test("an operation has its method, path and kind, and the shapes of its request and response", async () => {
  const parameters = [
    { name: "all", in: "query", schema: { type: "boolean" } },
    { name: "b", in: "path", required: true, schema: string },
    { name: "a", in: "path", required: true, schema: string },
  ];
  const schemas = { Thing: object(["names"], { names: { type: "array", items: string, "x-client-default": [] } }) };
  const retryAfter = { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } };
  const responses = { "200": { ...success(ref("Submission")), ...retryAfter } };
  const operation = { ...body("Thing", { "x-max-bytes": 5 }), parameters, responses };
  expect(await definitionOf(schemas, operation, "post", "/a/{a}/b/{b}")).toStrictEqual({
    ...{ method: "POST", path: "/a/{a}/b/{b}", kind: "once", query: ["all"] },
    body: { kind: "object", required: {}, optional: { names: { kind: "list", items: anyString } } },
    ...{ maxBytes: 5, defaults: { names: [] } },
    response: {
      kind: "submission",
      fields: { resource: { kind: "resource" }, note: { kind: "object", required: ["by"] } },
      persisted: ["resource"],
    },
    retryAfter: true,
  });
});

test.each([
  ["get", undefined, "read"],
  ["head", undefined, "read"],
  ["put", undefined, "repeatable"],
  ["delete", undefined, "repeatable"],
  ["post", undefined, "once"],
  ["patch", undefined, "once"],
  ["post", "read", "read"],
  ["post", "repeatable", "repeatable"],
  ["put", "once", "once"],
])("the kind of %s with x-kind %s is %s", async (method, kind, expected) => {
  expect((await definitionOf({}, { "x-kind": kind }, method))["kind"]).toBe(expected);
});

describe("the shape of a body", () => {
  const list = (items: object) => ({ type: "array", items });
  const pattern = { type: "string", pattern: "^a$" };
  const token = { anyOf: [{ type: "string", enum: ["@a"] }, pattern] };
  const tagged = (tag: string, fields: object = {}) => object(["action"], { action: { enum: [tag] }, ...fields });
  const target = object(["id"], { id: string });

  test.each([
    { what: "a string", schema: string, shape: anyString },
    { what: "a string with a pattern", schema: pattern, shape: { ...anyString, pattern: /^a$/u } },
    {
      what: "a string with a pattern, or a token",
      schema: token,
      shape: { ...anyString, pattern: /^a$/u, or: ["@a"] },
    },
    { what: "an enum", schema: { type: "string", enum: ["a", "b"] }, shape: { kind: "enum", values: ["a", "b"] } },
    { what: "a number", schema: { type: "number" }, shape: { kind: "number" } },
    { what: "an integer", schema: { type: "integer" }, shape: { kind: "number", integer: true } },
    {
      what: "a number in a range",
      schema: { type: "number", minimum: 0, maximum: 5 },
      shape: { kind: "number", min: 0, max: 5 },
    },
    { what: "a boolean", schema: { type: "boolean" }, shape: { kind: "boolean" } },
    { what: "a list", schema: list(list(string)), shape: { kind: "list", items: { kind: "list", items: anyString } } },
    { what: "data of a resource", schema: ref("ResourceData"), shape: data },
    { what: "other data", schema: ref("Data"), shape: data },
    { what: "an object with any properties", schema: { type: "object", additionalProperties: true }, shape: data },
    { what: "a map", schema: { type: "object", additionalProperties: string }, shape: data },
    { what: "an object", schema: target, shape: { kind: "object", required: { id: anyString } } },
    { what: "a nullable value", schema: nullable(string), shape: { kind: "any" } },
    { what: "an open enum", schema: { anyOf: [{ type: "string", enum: ["a"] }, string] }, shape: { kind: "any" } },
    { what: "a union without a tag", schema: { oneOf: [target, string] }, shape: { kind: "any" } },
    { what: "a union of one tag", schema: { oneOf: [tagged("A"), tagged("A")] }, shape: { kind: "any" } },
    { what: "several types", schema: { type: ["string", "number"] }, shape: { kind: "any" } },
    {
      what: "a union with a tag, which the branches do not contain",
      schema: { oneOf: [tagged("A", { code: pattern }), tagged("B")] },
      shape: {
        ...{ kind: "oneOf", tag: "action" },
        branches: {
          A: { kind: "object", required: {}, optional: { code: { ...anyString, pattern: /^a$/u } } },
          B: { kind: "object", required: {} },
        },
      },
    },
    {
      what: "a union with several values of the tag in a branch",
      schema: {
        oneOf: [object(["action"], { action: { ...string, enum: ["A", "B"] } }), tagged("C", { it: pattern })],
      },
      shape: {
        ...{ kind: "oneOf", tag: "action" },
        branches: {
          A: { kind: "object", required: {} },
          B: { kind: "object", required: {} },
          C: { kind: "object", required: {}, optional: { it: { ...anyString, pattern: /^a$/u } } },
        },
      },
    },
    {
      what: "a union whose branches share a value of the tag",
      schema: { oneOf: [object(["action"], { action: { ...string, enum: ["A", "B"] } }), tagged("B")] },
      shape: { kind: "any" },
    },
  ])("has, as a required property, $what", async ({ schema, shape }) => {
    const { body: found } = await definitionOf({ Thing: object(["it"], { it: schema }) }, body("Thing"));
    expect(found).toStrictEqual({ kind: "object", required: { it: shape } });
  });

  test.each([
    ["a pattern", pattern, { ...anyString, pattern: /^a$/u }],
    ["a pattern or a token", token, { ...anyString, pattern: /^a$/u, or: ["@a"] }],
    ["an enum", { type: "string", enum: ["a"] }, { kind: "enum", values: ["a"] }],
    ["a minimum length", { type: "string", minLength: 1 }, anyString],
    ["a number", { type: "number" }, { kind: "number" }],
    ["an integer of at least 1", { type: "integer", minimum: 1 }, { kind: "number", integer: true, min: 1 }],
    ["no rule", string, undefined],
    ["an object's properties", target, undefined],
    ["a list's items", list(pattern), undefined],
  ])("has optional properties only if they are checked strings or numbers: with %s", async (_, schema, shape) => {
    const { body: found } = await definitionOf({ Thing: object([], { it: schema }) }, body("Thing"));
    expect(found).toStrictEqual({ kind: "object", required: {}, ...(shape && { optional: { it: shape } }) });
  });

  test("ends at a recursive optional property", async () => {
    const thing = object(["name"], { name: string, parts: list(ref("Thing")), whole: ref("Thing") });
    const { body: found } = await definitionOf({ Thing: thing }, body("Thing"));
    expect(found).toStrictEqual({ kind: "object", required: { name: anyString } });
  });

  test("of a form has its file, and the names of its parts", async () => {
    const Thing = object(["scan"], { scan: binary, about: ref("About") });
    expect(await definitionOf({ Thing, About: object([], { name: string }) }, form("Thing"))).toMatchObject({
      body: { kind: "object", required: { scan: { kind: "file" } } },
      form: { file: "scan", json: "about" },
    });
  });

  test("may be omitted if the contract does not require it", async () => {
    const optional = { ...body("Data", { required: false }) };
    expect(await definitionOf({}, optional)).toMatchObject({ body: data, bodyOptional: true });
    expect(await definitionOf({}, body("Data"))).not.toHaveProperty("bodyOptional");
    expect(await definitionOf({}, {})).not.toHaveProperty("body");
  });

  test("is a constant for a schema that is used twice, and inline for others", () => {
    const End = object(["id"], { id: string });
    const code = operationTable(
      smallContract({ End, Thing: object(["from", "to"], { from: ref("End"), to: ref("End") }) }, body("Thing")),
    );
    expect(code.match(/^(?:export )?const \w+/gm)).toStrictEqual([
      "const endShape",
      "export const resourceOperation",
      "export const operations",
    ]);
  });
});

describe("the shape of a response", () => {
  const of = async (schemas: Readonly<Record<string, unknown>>, responses: object, method = "post") =>
    (await definitionOf(schemas, { responses }, method))["response"];
  const list = (items: object) => ({ description: "A list.", type: "array", items });
  const accepted = {
    kind: "submission",
    fields: { resource: { kind: "resource" }, note: { kind: "object", required: ["by"] } },
  };

  test.each([
    { what: "a resource", schema: ref("Resource"), shape: { kind: "resource" } },
    {
      what: "a list of resources",
      schema: list(ref("Resource")),
      shape: { kind: "list", items: { kind: "resource" } },
    },
    { what: "a list of other objects", schema: list(ref("Note")), shape: { kind: "list", items: { kind: "object" } } },
    { what: "an object", schema: ref("Note"), shape: { kind: "object", required: ["by"] } },
    { what: "an inline object", schema: object([], { a: string }), shape: { kind: "object" } },
    {
      what: "an object that contains a list of errors, nullable, and other things",
      schema: object([], {
        items: nullable(list(object(["name"], { name: string, error: nullable(ref("ErrorBody")), note: ref("Note") }))),
        note: ref("Note"),
      }),
      shape: {
        kind: "object",
        fields: { items: { kind: "list", items: { kind: "object", fields: { error: { kind: "error" } } } } },
      },
    },
    {
      what: "an object that contains a submission",
      schema: object([], { last: ref("Accepted") }),
      shape: { kind: "object", fields: { last: { ...accepted, taskId: true } } },
    },
    {
      what: "a submission that is always accepted, which needs a taskId",
      schema: ref("Accepted"),
      shape: { ...accepted, taskId: true },
    },
    {
      what: "a submission that is persisted or accepted",
      schema: ref("Submission"),
      shape: { ...accepted, persisted: ["resource"] },
    },
  ])("$what", async ({ schema, shape }) => {
    expect(await of({}, { "200": success(schema), "400": success(ref("ErrorBody")) })).toStrictEqual(shape);
  });

  test("ends at a recursive object", async () => {
    const Tree = object([], { error: ref("ErrorBody"), trees: list(ref("Tree")) });
    expect(await of({ Tree }, { "200": success(ref("Tree")) })).toMatchObject({ fields: { error: { kind: "error" } } });
  });

  test("is one submission for several submissions", async () => {
    const responses = { "200": success(ref("Persisted")), "202": success(ref("Accepted")) };
    expect(await of({}, responses)).toStrictEqual({ ...accepted, persisted: ["resource"] });
  });

  test("may be empty for a DELETE and a 204", async () => {
    const responses = { "200": success(ref("Submission")) };
    expect(await of({}, responses)).not.toHaveProperty("empty");
    expect(await of({}, responses, "delete")).toHaveProperty("empty", true);
    const noContent = { "204": { description: "Done." } };
    expect(await of({}, { ...responses, ...noContent })).toHaveProperty("empty", true);
    const note = { "200": success(ref("Note")) };
    expect(await of({}, note)).toStrictEqual({ kind: "object", required: ["by"] });
    expect(await of({}, { ...note, ...noContent })).toStrictEqual({ kind: "object", required: ["by"], empty: true });
  });
});

describe("a contract that no table can be generated from is rejected", () => {
  const responses = (...schemas: object[]) => ({
    responses: Object.fromEntries(schemas.map((schema, index) => [String(200 + index), success(schema as never)])),
  });
  const response = "paths./things/{thingId}.post.responses";

  test.each([
    {
      rule: "operations/kind",
      message: "paths./things/{thingId}.post.x-kind must be read, repeatable or once.",
      schemas: {},
      operation: { "x-kind": "idempotent" },
    },
    {
      rule: "operations/body",
      message: "components.schemas.Part.properties.whole requires Thing within itself, so no body can be valid.",
      schemas: { Thing: object(["part"], { part: ref("Part") }), Part: object(["whole"], { whole: ref("Thing") }) },
      operation: body("Thing"),
    },
    ...[
      { ...form("Note").requestBody.content, ...body("Note").requestBody.content },
      { "application/xml": { schema: ref("Note") } },
    ].map((content) => ({
      rule: "operations/body",
      message:
        "paths./things/{thingId}.post.requestBody.content must have one media type: application/json or multipart/form-data.",
      schemas: {},
      operation: { requestBody: { content } },
    })),
    ...[
      object(["scan"], { scan: binary }),
      object(["scan"], { scan: binary, about: string }),
      object(["scan"], { scan: binary, other: binary, about: ref("About") }),
      object(["scan"], { scan: binary, about: ref("About"), more: ref("About") }),
      object([], { scan: binary, about: ref("About") }),
      object(["scan", "about"], { scan: binary, about: ref("About") }),
      object(["scan"], { scan: binary, about: ref("Note") }),
    ].map((Thing) => ({
      rule: "operations/form",
      message:
        "paths./things/{thingId}.post.requestBody.content.multipart/form-data.schema must have two properties: a required file, " +
        "and an optional reference to an object without required properties.",
      schemas: { Thing, About: object([], { name: string }) },
      operation: form("Thing"),
    })),
    {
      rule: "operations/response",
      message: `${response} must have a successful response with a JSON schema.`,
      schemas: {},
      operation: { responses: { "204": { description: "Done." } } },
    },
    {
      rule: "operations/response",
      message: `${response}.201.content.application/json.schema is a second schema of successful responses. The client supports one.`,
      schemas: {},
      operation: responses(ref("Resource"), ref("Note")),
    },
    {
      rule: "operations/response",
      message: `${response}.200.content.application/json.schema must be an object or a list of objects.`,
      schemas: {},
      operation: responses({ type: "array", items: string }),
    },
    ...[ref("Resource"), { type: "array", items: ref("Note") }].map((schema) => ({
      rule: "operations/response",
      message: `${response}.200.content.application/json.schema must be an object or a submission, because the response may have no body.`,
      schemas: {},
      operation: { responses: { ...responses(schema).responses, "204": { description: "Done." } } },
    })),
  ])("by $rule: $message", async ({ rule, message, schemas, operation }) => {
    const { problems } = await thrownBy(ContractError, () => operationTable(smallContract(schemas, operation)));
    expect(problems).toMatchObject([{ file: "small.yaml", line: 1, rule, message }]);
  });
});
