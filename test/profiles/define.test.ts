import { describe, expect, test } from "vitest";
import { defineProfiles, type ProfileDefinitions } from "../../src/profiles/index.ts";
import { findDefinitionProblems } from "../../src/profiles/definition-problems.ts";
import { nearest } from "../../src/profiles/nearest.ts";

interface Patient {
  name: string;
  birthDate?: string | null;
}

const patient = { properties: { name: { type: "symbol", rules: [{ required: true }] }, birthDate: { type: "date" } } };

describe("A profile is a Standard Schema of its data", () => {
  const { patient: schema } = defineProfiles<{ patient: { data: Patient } }>({ patient });
  const { version, vendor, validate } = schema["~standard"];

  test("with the version and the vendor", () => {
    expect({ version, vendor }).toEqual({ version: 1, vendor: "clinia-registry-client" });
  });

  test("which returns a valid value as it is", () => {
    const value = { name: "x" };
    expect(validate(value)).toEqual({ value });
    expect((validate(value) as { value: unknown }).value).toBe(value);
  });

  test.each<[unknown, object[]]>([
    [
      { birthDate: "x" },
      [
        { path: ["birthDate"], message: "must be a day, a month or a year, such as 2020-02-29, 2020-02 or 2020" },
        { path: ["name"], message: "is required" },
      ],
    ],
    [
      { name: "x", other: 5 },
      [{ path: ["other"], message: 'is not a field of patient. To allow it, set unknownFields: "allow"' }],
    ],
    [null, [{ path: [], message: "must be an object" }]],
    [undefined, [{ path: [], message: "must be an object" }]],
  ])("which lists the issues of %j", (value, issues) => {
    expect(validate(value)).toEqual({ issues });
  });

  test("with the indices of arrays as numbers", () => {
    const list = defineProfiles<{ list: { data: object } }>({
      list: { properties: { a: { type: "array", items: { type: "symbol" } } } },
    });
    expect(list.list["~standard"].validate({ a: ["x", 5] })).toEqual({
      issues: [{ path: ["a", 1], message: "must be a string" }],
    });
  });
});

test.each(["check", "constructor", "__proto__", "toString", "~types"])("A profile may have the key %s", (key) => {
  const profiles = defineProfiles(Object.fromEntries([[key, patient]]));
  expect(profiles.check(key, { data: { name: "x" } })).toEqual([]);
  expect(profiles.check(key, { data: { name: 5 } })).toEqual([{ path: "data.name", message: "must be a string" }]);
  expect(Object.keys(profiles)).toContain(key);
});

test("Profiles may have null for omitted parts, as responses have", () => {
  const properties = {
    name: { type: "array", rules: null, items: { type: "object", properties: null, binding: null } },
    free: { type: "symbol", items: null },
  };
  const profiles = defineProfiles({ patient: { properties, contained: null } });
  expect(profiles.check("patient", { data: { name: [{ any: 5 }], free: "x" } })).toEqual([]);
});

const types = "must be a property type";

function property(definition: unknown): unknown {
  return { a: { properties: { b: definition } } };
}

describe("A mistake in a definition is found at", () => {
  test.each<[string, string, unknown]>([
    ["profiles", "must be an object", []],
    ["a", "must be an object", { a: [] }],
    ["a.properties", "must be an object", { a: {} }],
    ["a.properties.b", "must be an object", property("symbol")],
    ['a.properties["c d"]', "must be an object", { a: { properties: { "c d": 5 } } }],
    ["a.properties.b.type", `${types}, such as "symbol"`, property({})],
    ["a.properties.b.type", `${types}; did you mean symbol?`, property({ type: "symbl" })],
    ["a.properties.b.type", `${types}; did you mean datetime?`, property({ type: "dateTime" })],
    ["a.properties.b.type", types, property({ type: "toString" })],
    ["a.properties.b.items", "is required", property({ type: "array" })],
    ["a.properties.b.items", "is required", property({ type: "array", items: null })],
    ["a.properties.b.items.type", types, property({ type: "array", items: { type: "quantity" } })],
    ["a.properties.b.properties.c", "must be an object", property({ type: "object", properties: { c: [] } })],
    ["a.properties.b.rules", "must be an array", property({ type: "symbol", rules: {} })],
    ["a.properties.b.rules[0]", "must be an object", property({ type: "symbol", rules: ["required"] })],
    [
      "a.properties.b.rules[0].required",
      "must be true or false",
      property({ type: "symbol", rules: [{ required: "true" }] }),
    ],
    ["a.properties.b.rules[0].min", "must be a number", property({ type: "symbol", rules: [{ min: "5" }] })],
    ["a.properties.b.rules[1].max", "must be a number", property({ type: "symbol", rules: [{}, { max: null }] })],
    [
      "a.properties.b.rules[0].min",
      "must not be greater than max",
      property({ type: "integer", rules: [{ min: 5, max: 4 }] }),
    ],
    [
      "a.properties.b.rules[1].min",
      "must not be greater than max",
      property({ type: "integer", rules: [{ max: 4 }, { min: 5 }] }),
    ],
    [
      "a.properties.b.rules[0].enum",
      "must be an array with at least 1 value",
      property({ type: "symbol", rules: [{ enum: [] }] }),
    ],
    [
      "a.properties.b.rules[0].enum",
      "must be an array with at least 1 value",
      property({ type: "symbol", rules: [{ enum: "a" }] }),
    ],
    ["a.properties.b.rules[0].enum[1]", "must be a string", property({ type: "symbol", rules: [{ enum: ["a", 5] }] })],
    ["a.properties.b.rules[0].enum[0]", "must be a number", property({ type: "integer", rules: [{ enum: ["5"] }] })],
    [
      "a.properties.b.rules[0].enum[0]",
      "must be a string or a number",
      property({ type: "boolean", rules: [{ enum: [true] }] }),
    ],
    ["a.properties.b.rules[0].pattern", "must be a string", property({ type: "symbol", rules: [{ pattern: 5 }] })],
    [
      "a.properties.b.rules[0].pattern",
      "must be a regular expression: Invalid regular expression: /(/: Unterminated group",
      property({ type: "symbol", rules: [{ pattern: "(" }] }),
    ],
    [
      "a.properties.b.binding.vocabulary.key",
      "must be a string",
      property({ type: "code", binding: { vocabulary: { strength: "required" } } }),
    ],
    [
      "a.properties.b.binding.vocabulary.strength",
      'must be "preferred" or "required"',
      property({ type: "code", binding: { vocabulary: { key: "x" } } }),
    ],
    ["a.contained", "must be an object", { a: { properties: {}, contained: [] } }],
    [
      "a.contained.b.types[0]",
      "must be the key of a profile; did you mean a?",
      { a: { properties: {}, contained: { b: { types: ["aa"], cardinality: "0:1" } } } },
    ],
    [
      "a.contained.b.types[1]",
      "must be the key of a profile",
      { a: { properties: {}, contained: { b: { types: ["a", 5], cardinality: "0:1" } } } },
    ],
    [
      "a.contained.b.types",
      "must be an array with at least 1 profile key",
      { a: { properties: {}, contained: { b: { types: [], cardinality: "0:1" } } } },
    ],
    [
      "a.contained.b.cardinality",
      'must be "0:1" or "1:1" or "0:*" or "1:*"',
      { a: { properties: {}, contained: { b: { types: ["a"], cardinality: "0:2" } } } },
    ],
  ])("%s: %s", (path, message, definitions) => {
    expect(findDefinitionProblems(definitions as ProfileDefinitions)).toEqual([{ path, message }]);
  });

  test("bindings and contained resources that are no objects", () => {
    const wrong = { a: { properties: { b: { type: "code", binding: 5 } }, contained: { c: 5 } } };
    const paths = findDefinitionProblems(wrong as unknown as ProfileDefinitions).map(({ path }) => path);
    expect(paths).toEqual([
      "a.properties.b.binding.vocabulary.key",
      "a.properties.b.binding.vocabulary.strength",
      "a.contained.c.types",
      "a.contained.c.cardinality",
    ]);
  });

  test.each([
    ["vocabularies", "must be an object", []],
    ["vocabularies.x", "must be an array of strings", { x: ["a", 5] }],
    ["vocabularies.x", "must be an array of strings", { x: "a" }],
  ])("%s", (path, message, vocabularies) => {
    expect(findDefinitionProblems({}, vocabularies as never)).toEqual([{ path, message }]);
  });
});

test("defineProfiles throws an error with the paths, and accepts types that it does not know", () => {
  const definitions = { a: { properties: { b: { type: "array" }, c: { type: "quantity" }, d: 5 } } };
  const define = () => defineProfiles(definitions as unknown as ProfileDefinitions);
  expect(define).toThrow(TypeError);
  expect(define).toThrow("defineProfiles: a.properties.b.items is required. a.properties.d must be an object.");
});

test.each([
  ["nmae", ["name", "birthDate"], "name"],
  ["nam", ["name"], "name"],
  ["names", ["name"], "name"],
  ["Name", ["name"], "name"],
  ["birth_date", ["birthDate"], "birthDate"],
  ["colour", ["name"], undefined],
  ["a", ["b", "a1"], "b"],
  ["", ["abcd"], undefined],
  ["x", [], undefined],
])("The nearest of %s and %j", (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
