import { describe, expect, test, vi } from "vitest";
// eslint-disable-next-line no-restricted-imports -- the one of test/support sets fetch and onEvent
import { createRegistryClient } from "../../src/client/create-client.ts";
import { readResponse } from "../../src/client/read.ts";
import { prepareBody } from "../../src/client/body.ts";
import { redacted } from "../../src/errors/error-body.ts";
import type { BodyShape, OperationDefinition, ResponseShape } from "../../src/generated/contract.ts";
import { parseResponse } from "../../src/json.ts";
import { operations } from "../support/operations.ts";
import { persisted } from "../support/patient.ts";

/** Shapes that the generator can write, but that no operation of the current contract has. */
const operation = (body: BodyShape, more: Partial<OperationDefinition> = {}): OperationDefinition => ({
  ...{ method: "POST", path: "/x", kind: "once", response: { kind: "object" }, body },
  ...more,
});

describe("checks the body of a shape that no operation has today", () => {
  test.each<{ shape: BodyShape; body: unknown; field: string | undefined }>([
    { shape: { kind: "any" }, body: null, field: undefined },
    { shape: { kind: "any" }, body: undefined, field: "body" },
    { shape: { kind: "number" }, body: 5, field: undefined },
    { shape: { kind: "number" }, body: "5", field: "body" },
    { shape: { kind: "number", min: 0 }, body: 0.5, field: undefined },
    { shape: { kind: "number", min: 0 }, body: -1, field: "body" },
    { shape: { kind: "number", max: 5 }, body: 6, field: "body" },
    { shape: { kind: "boolean" }, body: false, field: undefined },
    { shape: { kind: "boolean" }, body: 0, field: "body" },
    { shape: { kind: "list", items: { kind: "list", items: { kind: "number" } } }, body: [[1], [2]], field: undefined },
    {
      shape: { kind: "list", items: { kind: "list", items: { kind: "number" } } },
      body: [[1], ["2"]],
      field: "[1][0]",
    },
  ])("$shape.kind: $body", ({ shape, body, field }) => {
    if (field === undefined) expect(prepareBody(operation(shape), body)).toBe(JSON.stringify(body));
    else expect(() => prepareBody(operation(shape), body)).toThrow(expect.objectContaining({ field }) as Error);
  });

  test("an optional body", () => {
    const optional = operation({ kind: "data" }, { bodyOptional: true });
    expect(prepareBody(optional, undefined)).toBeUndefined();
    expect(prepareBody(optional, {})).toBe("{}");
    expect(() => prepareBody(optional, null)).toThrow(expect.objectContaining({ field: "body" }) as Error);
  });
});

test("removes null from lists and nested lists, but not from data", () => {
  expect(parseResponse('[null,[null,{"a":null,"b":1}],{"data":{"a":null}}]')).toStrictEqual([
    [{ b: 1 }],
    { data: { a: null } },
  ]);
});

describe("checks the response of a shape that no operation has today", () => {
  const reading = { taskId: undefined, redact: (text: string) => text };
  const resources: ResponseShape = { kind: "list", items: { kind: "resource" } };
  const required: ResponseShape = {
    ...{ kind: "object", required: ["list", "error", "whole"] },
    fields: { list: resources, error: { kind: "error" }, whole: { kind: "object", fields: { list: resources } } },
  };
  const nested: ResponseShape = { kind: "object", fields: { items: { kind: "list", items: { kind: "error" } } } };

  test.each<{ shape: ResponseShape; body: unknown; problem: string | undefined }>([
    { shape: resources, body: [{ id: "a", data: {} }], problem: undefined },
    { shape: resources, body: [{ id: "a" }, {}], problem: "its body is not a resource with an id" },
    { shape: resources, body: {}, problem: "its body is not a list" },
    { shape: nested, body: { items: [{ type: "INTERNAL" }] }, problem: undefined },
    { shape: nested, body: { items: {} }, problem: "`items` in its body is invalid" },
    { shape: { kind: "object", fields: { error: { kind: "error" } } }, body: { error: "text" }, problem: undefined },
    { shape: required, body: {}, problem: "its body has none of the fields list, error, whole" },
    { shape: required, body: { whole: {} }, problem: undefined },
    { shape: nested, body: { items: ["text"] }, problem: "`items` in its body is invalid" },
    { shape: { kind: "object" }, body: [], problem: "its body is not a JSON object" },
  ])("$shape.kind: $body", ({ shape, body, problem }) => {
    const read = readResponse(shape, JSON.stringify(body), reading);
    expect("problem" in read ? read.problem : undefined).toBe(problem);
  });
});

test("adds a required list that is absent, and a required object if the contract requires no field of it", () => {
  const list: ResponseShape = { kind: "list", items: { kind: "object" } };
  const fields = { list, any: { kind: "object" }, whole: { kind: "object", fields: { list } } } as const;
  const shape: ResponseShape = {
    kind: "object",
    required: ["id", "list", "any", "whole"],
    fields: { ...fields, more: list },
  };
  const reading = { taskId: undefined, redact: (text: string) => text };
  expect(readResponse(shape, '{"id":1,"any":null}', reading)).toStrictEqual({ value: { id: 1, list: [], any: {} } });
});

test("redacts the key in free-form JSON, and cuts it off at level 50", () => {
  let deep: unknown = "the-key";
  for (let level = 0; level < 60; level++) deep = [deep];
  const redact = (text: string) => text.replaceAll("the-key", "***");
  const json = JSON.stringify(redacted(deep, redact));
  expect(json).toMatch(/^\[{50}null\]{50}$/);
  expect(redacted({ "a the-key": ["the-key", null, 5] }, redact)).toStrictEqual({ "a ***": ["***", null, 5] });
});

test("a client without options for fetch and onEvent uses the current global fetch at each call", async () => {
  const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a" });
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(Response.json(persisted, { status: 201 })));
  vi.stubGlobal("fetch", fetch);
  try {
    expect(await operations.create(registry)).toMatchObject({ status: "PERSISTED" });
  } finally {
    vi.unstubAllGlobals();
  }
  expect(fetch.mock.calls.map(([url]) => url)).toStrictEqual([
    "https://acme.clinia.cloud/sources/ehr-prod/v1/resources/patient",
  ]);
});
