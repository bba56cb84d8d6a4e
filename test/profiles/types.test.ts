import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { defineProfiles, type Property } from "../../src/profiles/index.ts";

function problemsOf(property: Property, value: unknown): string[] {
  const profiles = defineProfiles({ patient: { properties: { field: property } } });
  return profiles.check("patient", { data: { field: value } }).map(({ path, message }) => `${path} ${message}`);
}

const aString = "data.field must be a string";
const anInteger = "data.field must be an integer";
const aNumber = "data.field must be a number";
const anObject = "data.field must be an object";
const aDate = "data.field must be a day, a month or a year, such as 2020-02-29, 2020-02 or 2020";
const aDatetime = "data.field must be a day, a month, a year, or a date and time, such as 2020-02-29T08:30:00Z";
const anInstant = "data.field must be a date and time with an offset, such as 2020-02-29T08:30:00Z";
const aTime = "data.field must be a time, such as 08:30, 08:30:00 or 08:30:00.5";
const aUri = "data.field must be a URI, such as https://example.com";
const oneCharacter = "data.field must have at least 1 character";

const days = [
  "2020-02-29",
  "2000-02-29",
  "2021-02-28",
  "2021-01-31",
  "2021-04-30",
  "2021-09-29",
  "2021-12-31",
  "0001-01-01",
];
const noDays = [
  "2021-02-29",
  "1900-02-29",
  "2021-02-30",
  "2021-04-31",
  "2021-00-10",
  "2021-13-01",
  "2021-01-00",
  "2021-1-1",
];

describe.each<{ type: string; valid: unknown[]; invalid: Record<string, unknown[]> }>([
  { type: "boolean", valid: [true, false], invalid: { "data.field must be true or false": ["true", 0, {}] } },
  { type: "integer", valid: [0, -5, 1.0, 2 ** 60], invalid: { [anInteger]: [1.5, "1", true, [1], 1n] } },
  { type: "decimal", valid: [0, -1.5, 1e300], invalid: { [aNumber]: ["1.5", true, {}] } },
  ...["symbol", "markdown", "xhtml", "uri"].map((type) => ({
    type,
    valid: ["", "text", "é🙂", "not a URI"],
    invalid: { [aString]: [5, true, {}, ["text"]] },
  })),
  {
    type: "url",
    valid: ["https://example.com/a?b#c", "mailto:a@example.com", "urn:oid:1.2.3", "fhir:x", "https://exämple.com"],
    invalid: { [aUri]: ["example.com", "https://a b", "", ":x", 5] },
  },
  { type: "code", valid: ["x", " "], invalid: { [oneCharacter]: [""], [aString]: [5] } },
  {
    type: "time",
    valid: ["00:00", "08:30", "23:59:59", "08:30:00.5", "08:30:00.123456789"],
    invalid: { [aTime]: ["24:00", "8:30", "08:60", "08:30:60", "08:30:00.", "08:30Z", " 08:30", "08:30\n", 8] },
  },
  {
    type: "date",
    valid: ["2020", "2020-02", "0000", ...days],
    invalid: { [aDate]: ["202", "2020-2", "2020-13", "2020-02-29T08:30:00Z", "2020-02-29\n", "", 2020, ...noDays] },
  },
  {
    type: "datetime",
    valid: ["2020", "2020-02", ...days, "2020-02-29T08:30:00Z", "2020-02-29T08:30:00", "2020-02-29t08:30:60.5-04:00"],
    invalid: {
      [aDatetime]: [
        "yesterday",
        "2020-02-29T",
        "2020-02T08:30:00Z",
        "2020-02-29T08:30Z",
        "2020-02-29 08:30:00Z",
        ...noDays,
      ],
    },
  },
  {
    type: "instant",
    valid: [
      "2020-02-29T08:30:00Z",
      "2020-02-29T08:30:00.123456789+05:30",
      "2020-02-29t08:30:00z",
      "2016-12-31T23:59:60Z",
    ],
    invalid: {
      [anInstant]: [
        ...["2020", "2020-02-29", "2020-02-29T08:30:00", "2021-02-29T08:30:00Z", "2020-02-29T24:00:00Z"],
        ...["2020-02-29T08:30:00+5", "2020-02-29T08:30:00+24:00", "2020-02-29T08:30:00.Z", 0],
      ],
    },
  },
  {
    type: "period",
    valid: [{}, { start: "2020", end: null }, { start: "2020-02-29T08:30:00Z", id: "further" }],
    invalid: {
      [anObject]: ["2020", 5, []],
      [aDatetime.replace("field", "field.start")]: [{ start: "yesterday" }, { start: 2020 }],
    },
  },
  {
    type: "humanname",
    valid: [
      {},
      { use: "any", family: "Tremblay", given: ["Marie"], prefix: [], suffix: null, period: { start: "2020" } },
    ],
    invalid: {
      [anObject]: ["Marie Tremblay", ["Marie"]],
      "data.field.given must be an array": [{ given: "Marie" }],
      "data.field.given[1] must be a string": [{ given: ["Marie", null] }, { given: ["Marie", 5] }],
      "data.field.family must be a string": [{ family: ["Tremblay"] }],
      [aDatetime.replace("field", "field.period.end")]: [{ period: { end: "soon" } }],
    },
  },
  {
    type: "address",
    valid: [{}, { use: "billing", type: "both", line: ["1 rue A", "App. 2"], city: "Montréal", longitude: 5 }],
    invalid: {
      "data.field.line must be an array": [{ line: "1 rue A" }],
      "data.field.postalCode must be a string": [{ postalCode: 12_345 }],
    },
  },
  {
    type: "contactpoint",
    valid: [{ system: "phone", value: "+1 514 555 0100", use: "home", rank: 1 }],
    invalid: { "data.field.rank must be an integer": [{ rank: "1" }, { rank: 1.5 }] },
  },
  {
    type: "identifier",
    valid: [{ id: "1", system: "any", value: "2" }],
    invalid: { "data.field.value must be a string": [{ value: 5 }] },
  },
  {
    type: "attachment",
    valid: [{ title: "x", contentType: "text/plain", url: "a/b.txt", language: "fr", size: 5, creation: "2020" }],
    invalid: { "data.field.size must be an integer": [{ size: 1.5 }] },
  },
  {
    type: "coding",
    valid: [{ system: "any", version: "1", code: "x", display: "X" }],
    invalid: { "data.field.code must be a string": [{ code: 5 }] },
  },
  {
    type: "geopoint",
    valid: [
      { longitude: -180, latitude: 90 },
      { longitude: 45.5, latitude: -72.3, altitude: 5 },
    ],
    invalid: {
      "data.field.longitude is required": [{ latitude: 5 }],
      "data.field.latitude is required and must not be null": [{ longitude: 5, latitude: null }],
      "data.field.longitude must be at most 180": [{ longitude: 180.1, latitude: 5 }],
      "data.field.latitude must be at least -90": [{ longitude: 5, latitude: -91 }],
      [anObject]: [[45.5, -72.3]],
    },
  },
  {
    type: "reference",
    valid: ["patient/1", 5, true, [1], { type: "patient", id: "1" }, { anything: [] }],
    invalid: {},
  },
  { type: "object", valid: [{}, { a: { b: [1] } }], invalid: { [anObject]: ["text", [], 5] } },
  { type: "array", valid: [[], ["a", "b"]], invalid: { "data.field must be an array": ["a", { 0: "a" }] } },
  { type: "quantity", valid: [5, "text", { a: 1 }], invalid: {} },
])("A property of type $type", ({ type, valid, invalid }) => {
  const property = { type, ...(type === "array" && { items: { type: "symbol" } }) };

  test.each([...valid, undefined, null])("accepts %j", (value) => {
    expect(problemsOf(property, value)).toEqual([]);
  });

  const rejected = Object.entries(invalid).flatMap(([problem, values]) => values.map((value) => ({ problem, value })));
  // A bigint can't be printed as JSON.
  test.each(rejected)("rejects $value", ({ problem, value }) => {
    expect(problemsOf(property, value)).toEqual([problem]);
  });

  test("is required and not null with a rule", () => {
    const required = { ...property, rules: [{ required: true }] };
    expect(problemsOf(required, undefined)).toEqual(["data.field is required"]);
    const isUnknown = type === "quantity";
    expect(problemsOf(required, null)).toEqual(["data.field is required and must not be null"]);
    expect(isUnknown || problemsOf(required, valid[0]).length === 0).toBe(true);
  });
});

test.each([
  ["a date", "date", new Date(0), ["data.field must be a day, a month or a year, such as 2020-02-29, 2020-02 or 2020"]],
  ["a date", "instant", new Date(0), []],
  ["a boxed string", "symbol", new Object("text"), []],
  ["NaN, which JSON writes as null,", "decimal", NaN, []],
  ["a function, which JSON omits,", "symbol", () => 5, []],
  ["a Map, which JSON writes as {},", "period", new Map([["start", 5]]), []],
  ["an object with inherited fields", "period", Object.create({ start: 5 }), []],
  ["an object without a prototype", "period", Object.assign(Object.create(null), { start: "2020" }), []],
  ["an object of another realm", "period", runInNewContext("({ start: '2020' })"), []],
  ["an object with toJSON", "period", { toJSON: () => ({ start: 5 }) }, [aDatetime.replace("field", "field.start")]],
  ["an instance with toJSON", "reference", new URL("https://example.com"), []],
  ["a symbol, which JSON omits,", "reference", Symbol("text"), []],
])("%s is checked as JSON writes it in a %s", (_, type, value, problems) => {
  expect(problemsOf({ type }, value)).toEqual(problems);
});

test("A getter that throws is not a problem of the profile", () => {
  const value = {
    get start(): string {
      throw new Error("no start");
    },
  };
  expect(() => problemsOf({ type: "period" }, value)).toThrow("no start");
});

class Texts extends Array<string> {
  toJSON(): string {
    return this.join();
  }
}

test("A required field that JSON writes as null or omits is a problem", () => {
  const rules = [{ required: true }];
  expect(problemsOf({ type: "decimal", rules }, NaN)).toEqual(["data.field is required and must not be null"]);
  expect(problemsOf({ type: "reference", rules }, NaN)).toEqual(["data.field is required and must not be null"]);
  expect(problemsOf({ type: "reference", rules }, () => 5)).toEqual(["data.field is required"]);
  expect(problemsOf({ type: "symbol", rules }, Symbol("text"))).toEqual(["data.field is required"]);
  const list = { type: "array", items: { type: "symbol" } };
  expect(problemsOf(list, new Texts("a", "b"))).toEqual(["data.field must be an array"]);
  expect(problemsOf(list, ["a", undefined])).toEqual(["data.field[1] must be a string"]);
});
