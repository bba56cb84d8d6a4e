import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { InvalidRequestError, type ResourceOperation } from "../../src/index.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { createPath } from "../support/operations.ts";
import { patientPath, persisted } from "../support/patient.ts";
import { printed } from "../support/printed.ts";
import { clientOf } from "../support/start.ts";
import { sourcePath } from "../support/task-operations.ts";
import { thrownBy } from "../support/thrown.ts";
import { writeResources } from "../support/client.ts";
import { collected, upsert } from "../support/writes.ts";

const canary = "CANARY-Tremblay";

const changedByJson: readonly { name: string; value: unknown; reason: RegExp }[] = [
  { name: "NaN", value: NaN, reason: /not a finite number/ },
  { name: "Infinity", value: Infinity, reason: /not a finite number/ },
  { name: "-Infinity", value: -Infinity, reason: /not a finite number/ },
  { name: "a boxed NaN", value: Object(NaN), reason: /not a finite number/ },
  { name: "an invalid Date", value: new Date(canary), reason: /an invalid Date/ },
  { name: "a Map", value: new Map([[canary, canary]]), reason: /a Map/ },
  { name: "a Set", value: new Set([canary]), reason: /a Set/ },
  { name: "a WeakMap", value: new WeakMap(), reason: /a WeakMap/ },
  { name: "a Promise", value: Promise.resolve(canary), reason: /a Promise/ },
  { name: "a RegExp", value: /CANARY/, reason: /a RegExp/ },
  { name: "an Error", value: new Error(canary), reason: /an? Error/ },
  { name: "a function", value: () => canary, reason: /function/ },
  {
    name: "a class",
    value: class Canary {
      n = 1;
    },
    reason: /function/,
  },
  { name: "a symbol", value: Symbol(canary), reason: /symbol/ },
  { name: "a bigint", value: 1n, reason: /bigint/ },
  { name: "bytes", value: new Uint8Array([1]), reason: /a Uint8Array/ },
  { name: "an ArrayBuffer", value: new ArrayBuffer(1), reason: /an? ArrayBuffer/ },
  { name: "a Blob", value: new Blob([canary]), reason: /a Blob/ },
  { name: "headers", value: new Headers({ a: canary }), reason: /a Headers/ },
  {
    name: "a generator",
    value: (function* () {
      yield canary;
    })(),
    reason: /a Generator/,
  },
  { name: "a Map of another realm", value: runInNewContext("new Map()"), reason: /a Map/ },
  { name: "a toJSON that returns NaN", value: { toJSON: () => NaN }, reason: /not a finite number/ },
  { name: "a toJSON that returns a Map", value: { toJSON: () => new Map() }, reason: /a Map/ },
];

const refused = () => clientOf(() => Promise.reject(new Error("sent")));
type Body = Parameters<ReturnType<typeof refused>["createResource"]>[1];
const bodyOf = (data: unknown) => ({ data }) as Body;

describe("A12: refuses values in the data that JSON would change silently", () => {
  test.each(changedByJson)("$name", async ({ value, reason }) => {
    for (const [data, field] of [
      [{ weight: value }, "data.weight"],
      [{ a: [{ b: [0, value] }] }, "data.a[0].b[1]"],
    ] as const) {
      const error = await thrownBy(InvalidRequestError, () => refused().createResource(patientPath, bodyOf(data)));
      expect(error).toMatchObject({ field, attempts: 0, outcome: "not-done", operationId: "createResource" });
      expect(error.reason).toMatch(reason);
      expect(error.message).toContain("which JSON can't represent. Expected JSON values, or an object with toJSON.");
      expect(printed(error)).not.toContain("CANARY");
    }
  });

  test("also in contained resources, in every operation, and through registry.http", async () => {
    const contained = { contact: [{ type: "person", data: { n: NaN } }] };
    const operation: ResourceOperation = { action: "UPSERT", upsert: { type: "patient", id: "1", data: { n: NaN } } };
    const at = { ...patientPath, id: "1", containKey: "contact", containedResourceId: "2" };
    const registry = refused();
    for (const [call, field] of [
      [() => registry.createResource(patientPath, { data: {}, contained }), "contained.contact[0].data.n"],
      [() => registry.upsertContainedResource(at, { type: "contact", data: { n: NaN } }), "data.n"],
      [() => registry.bulkResources(sourcePath, { operations: [operation] }), "operations[0].upsert.data.n"],
      [
        () => registry.submitBundle(sourcePath, { resourceOperations: [operation] }),
        "resourceOperations[0].upsert.data.n",
      ],
      [() => registry.http.POST(createPath, { params: { path: patientPath }, body: { data: { n: NaN } } }), "data.n"],
    ] as const) {
      expect(await thrownBy(InvalidRequestError, call)).toMatchObject({ field, outcome: "not-done" });
    }
    const writes = writeResources(registry, sourcePath, [operation], { deadlineMs: 1_000 });
    const [outcome] = await collected(writes);
    expect(outcome).toMatchObject({ index: 0, ok: false, error: { field: "operations[0].upsert.data.n" } });
  });

  test.each([
    ["Tremblay 1980-01-31", "data[*][0]"],
    ["a.b", "data[*][0]"],
    ["k".repeat(63), "data[*][0]"],
    ["", "data[*][0]"],
    ["k".repeat(62), `data.${"k".repeat(62)}[0]`],
    ["family-name_2", "data.family-name_2[0]"],
  ])("the error shows only plain keys: %j", async (key, field) => {
    const data = { [key]: [NaN] };
    const error = await thrownBy(InvalidRequestError, () => refused().createResource(patientPath, bodyOf(data)));
    expect(error.field).toBe(field);
  });

  test("refuses undefined in an array, and an empty slot", async () => {
    const sparse: unknown[] = [];
    sparse[1] = 1;
    for (const list of [[undefined], sparse]) {
      const error = await thrownBy(InvalidRequestError, () => refused().createResource(patientPath, bodyOf({ list })));
      expect(error.field).toBe("data.list[0]");
    }
  });

  class Address {
    readonly city = "Montréal";
    readonly #secret = 1;
    get secret() {
      return this.#secret;
    }
  }
  const legal: readonly { name: string; value: unknown; json: unknown }[] = [
    { name: "undefined in an object", value: { a: undefined }, json: {} },
    { name: "a valid Date", value: new Date(0), json: "1970-01-01T00:00:00.000Z" },
    { name: "null", value: null, json: null },
    { name: "-0", value: -0, json: 0 },
    { name: "an instance of a class", value: new Address(), json: { city: "Montréal" } },
    {
      name: "an object without a prototype",
      value: Object.assign(Object.create(null) as object, { a: 1 }),
      json: { a: 1 },
    },
    { name: "an object of another realm", value: runInNewContext("({ a: [1] })"), json: { a: [1] } },
    { name: "a Map with toJSON", value: Object.assign(new Map(), { toJSON: () => ({ a: 1 }) }), json: { a: 1 } },
    { name: "a boxed string", value: Object("a"), json: "a" },
    { name: "a toJSON that returns null", value: { toJSON: () => null }, json: null },
    {
      name: "a toJSON that returns itself",
      value: {
        a: 1,
        toJSON() {
          return { a: 1 };
        },
      },
      json: { a: 1 },
    },
    { name: "a symbol as a key", value: { [Symbol("s")]: 1, a: 1 }, json: { a: 1 } },
    { name: "a field named toJSON", value: { toJSON: "x" }, json: { toJSON: "x" } },
    { name: "a URL", value: new URL("https://a.example/"), json: "https://a.example/" },
  ];
  test.each(legal)("accepts $name", async ({ value, json }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted, { status: 201 }));
    await clientOf(fetch).createResource(patientPath, bodyOf({ value }));
    expect(await requests[0]?.json()).toStrictEqual({ data: { value: json } });
  });

  test("toJSON receives the key, as JSON.stringify passes it", async () => {
    const keys: string[] = [];
    const toJSON = (key: string) => {
      keys.push(key);
      return 1;
    };
    const { fetch } = observedFetch(() => Response.json(persisted, { status: 201 }));
    await clientOf(fetch).createResource(patientPath, bodyOf({ a: { toJSON }, list: [{ toJSON }] }));
    expect(keys).toStrictEqual(["a", "0", "a", "0"]);
  });

  test("the error for a cycle or a getter that throws does not quote the data", async () => {
    const cycle: Record<string, unknown> = { canary };
    cycle.list = [cycle];
    const throwing = {
      get name(): string {
        throw new Error(canary);
      },
    };
    for (const data of [cycle, throwing]) {
      const error = await thrownBy(InvalidRequestError, () => refused().createResource(patientPath, bodyOf(data)));
      expect(error.field).toBe("body");
      expect(printed(error)).not.toContain("CANARY");
    }
  });

  test("writeResources still writes the other operations", async () => {
    const embedded = createEmbeddedRegistry();
    const registry = clientOf(embedded.fetch);
    const writes = writeResources(registry, sourcePath, [upsert("a"), upsert("b", { n: NaN }), upsert("c")], {
      deadlineMs: 10_000,
    });
    const outcomes = await collected(writes);
    expect(outcomes.filter(({ ok }) => ok).map(({ index }) => index)).toStrictEqual([0, 2]);
  });
});
