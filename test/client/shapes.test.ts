import { describe, expect, test, vi } from "vitest";
// eslint-disable-next-line no-restricted-imports -- that of test/support gives each client a fetch and a hook
import { createRegistryClient } from "../../src/client/create-client.ts";
import { readResponse } from "../../src/client/read.ts";
import { prepareBody } from "../../src/client/validate.ts";
import { redacted } from "../../src/errors/error-body.ts";
import type { BodyShape, OperationDefinition, ResponseShape } from "../../src/generated/contract.ts";
import { parseResponse } from "../../src/json.ts";
import { operations } from "../support/operations.ts";
import { persisted } from "../support/patient.ts";

/** What the generator can write for an operation of another contract, and for none of today's. */
const operation = (body: BodyShape, more: Partial<OperationDefinition> = {}): OperationDefinition => ({
  ...{ method: "POST", path: "/x", kind: "once", parameters: [], response: { kind: "object" }, body },
  ...more,
});

describe("a body of a shape that no operation has today", () => {
  test.each<{ shape: BodyShape; body: unknown; field: string | undefined }>([
    { shape: { kind: "any" }, body: null, field: undefined },
    { shape: { kind: "any" }, body: undefined, field: "body" },
    { shape: { kind: "number" }, body: 5, field: undefined },
    { shape: { kind: "number" }, body: "5", field: "body" },
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

  test("which may be omitted", () => {
    const optional = operation({ kind: "data" }, { bodyOptional: true });
    expect(prepareBody(optional, undefined)).toBeUndefined();
    expect(prepareBody(optional, {})).toBe("{}");
    expect(() => prepareBody(optional, null)).toThrow(expect.objectContaining({ field: "body" }) as Error);
  });
});

test("null is removed from a list too, also from one of lists, and stays in data", () => {
  expect(parseResponse('[null,[null,{"a":null,"b":1}],{"data":{"a":null}}]')).toStrictEqual([
    [{ b: 1 }],
    { data: { a: null } },
  ]);
});

describe("a response of a shape that no operation has today", () => {
  const reading = { taskId: undefined, redact: (text: string) => text };
  const resources: ResponseShape = { kind: "list", items: { kind: "resource" } };
  const nested: ResponseShape = { kind: "object", fields: { items: { kind: "list", items: { kind: "error" } } } };

  test.each<{ shape: ResponseShape; body: unknown; fault: string | undefined }>([
    { shape: resources, body: [{ id: "a", data: {} }], fault: undefined },
    { shape: resources, body: [{ id: "a" }, {}], fault: "its body is not a resource with an id" },
    { shape: resources, body: {}, fault: "its body is not a list" },
    { shape: nested, body: { items: [{ type: "INTERNAL" }] }, fault: undefined },
    { shape: nested, body: { items: {} }, fault: "its field items is invalid" },
    { shape: { kind: "object", fields: { error: { kind: "error" } } }, body: { error: "text" }, fault: undefined },
    { shape: nested, body: { items: ["text"] }, fault: "its field items is invalid" },
    { shape: { kind: "object" }, body: [], fault: "its body is not a JSON object" },
  ])("$shape.kind: $body", ({ shape, body, fault }) => {
    const read = readResponse(shape, JSON.stringify(body), reading);
    expect("fault" in read ? read.fault : undefined).toBe(fault);
  });
});

test("free-form JSON without the key is as deep as it may be", () => {
  let deep: unknown = "the-key";
  for (let level = 0; level < 60; level++) deep = [deep];
  const redact = (text: string) => text.replaceAll("the-key", "***");
  const json = JSON.stringify(redacted(deep, redact));
  expect(json).toMatch(/^\[{50}null\]{50}$/);
  expect(redacted({ "a the-key": ["the-key", null, 5] }, redact)).toStrictEqual({ "a ***": ["***", null, 5] });
});

test("a client without a fetch and a hook uses the platform's fetch of the moment of the call", async () => {
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
