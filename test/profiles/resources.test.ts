import { describe, expect, test } from "vitest";
import { defineProfiles, type ProfileDefinitions } from "../../src/profiles/index.ts";
import type { ProfileCheckOptions } from "../../src/resource-check.ts";

const definitions: ProfileDefinitions = {
  patient: {
    properties: {
      name: { type: "symbol", rules: [{ required: true }] },
      birthDate: { type: "date" },
      home: { type: "object", properties: { floor: { type: "integer" } } },
    },
    contained: {
      contacts: { types: ["contact"], cardinality: "0:*" },
      doctor: { types: ["contact", "clinic"], cardinality: "0:1" },
    },
  },
  contact: { properties: { phone: { type: "symbol" } }, contained: { notes: { types: ["note"], cardinality: "1:*" } } },
  clinic: { properties: {}, contained: { head: { types: ["contact"], cardinality: "1:1" } } },
  note: { properties: {}, contained: { replies: { types: ["note"], cardinality: "0:*" } } },
};
const profiles = defineProfiles(definitions);
const data = { name: "x" };
const note = { type: "note", data: {} };

function problemsOf(type: string, resource: object, options?: ProfileCheckOptions): string[] {
  return profiles.check(type, resource, options).map(({ path, message }) => `${path} ${message}`);
}

const toAllow = 'To allow it, set unknownFields: "allow"';

test.each<[object, string[]]>([
  [{ nmae: 5 }, [`data.nmae is not a field of patient; did you mean name? ${toAllow}`]],
  [{ birthdate: 5 }, [`data.birthdate is not a field of patient; did you mean birthDate? ${toAllow}`]],
  [{ favouriteColour: 5 }, [`data.favouriteColour is not a field of patient. ${toAllow}`]],
  [{ home: { flor: 5 } }, [`data.home.flor is not a field of patient; did you mean floor? ${toAllow}`]],
  [{ "Jane Doe": 5 }, [`data has a field that patient does not have. ${toAllow}`]],
  [{ ["x".repeat(63)]: 5 }, [`data has a field that patient does not have. ${toAllow}`]],
  [{ home: { "514-555-0100": 5 } }, [`data.home has a field that patient does not have. ${toAllow}`]],
  [
    JSON.parse('{ "__proto__": 5, "constructor": 5 }') as object,
    [`data.__proto__ is not a field of patient. ${toAllow}`, `data.constructor is not a field of patient. ${toAllow}`],
  ],
])("An unknown field is refused: %j", (fields, problems) => {
  expect(problemsOf("patient", { data: { ...data, ...fields, ...fields } }).toSorted()).toEqual(problems);
  expect(problemsOf("patient", { data: { ...data, ...fields } }, { unknownFields: "refuse" })).toHaveLength(
    problems.length,
  );
  expect(problemsOf("patient", { data: { ...data, ...fields } }, { unknownFields: "allow" })).toEqual([]);
});

test("A problem contains no value and no key that may be data", () => {
  const secret = "Jane Doe 514 555-0100";
  const wrong = { name: [secret], birthDate: secret, home: { [secret]: secret, floor: secret }, [secret]: secret };
  const problems = profiles.check("patient", {
    data: wrong,
    contained: { [secret]: [], contacts: [{ type: secret }] },
  });
  expect(problems).toHaveLength(7);
  expect(JSON.stringify(problems)).not.toContain("Jane");
});

test.each<[string, string[]]>([
  ["patient", []],
  ["patiant", ['type has no profile; did you mean patient? To allow types without a profile, set otherTypes: "allow"']],
  ["toString", ['type has no profile. To allow types without a profile, set otherTypes: "allow"']],
])("Of a resource of type %s", (type, problems) => {
  expect(problemsOf(type, { data })).toEqual(problems);
  expect(problemsOf(type, { data }, { otherTypes: "refuse" })).toEqual(problems);
  expect(problemsOf(type, { data }, { otherTypes: "allow" })).toEqual([]);
});

test("The contained resources of a type without a profile are checked by their types", () => {
  const contained = { any: [note, { type: "contact", data: { phone: 5 } }, { type: "other", data: {} }, { data: {} }] };
  expect(problemsOf("other", { data: {}, contained }, { otherTypes: "allow" })).toEqual([
    "contained.any[1].data.phone must be a string",
    "contained.any[1].contained.notes is required",
    "contained.any[3].type must be a string",
  ]);
  expect(problemsOf("other", {}, { otherTypes: "allow" })).toEqual(["data is required"]);
});

describe("Contained resources", () => {
  const contact = { type: "contact", data: { phone: "5" }, contained: { notes: [note] } };
  test.each<[string, object, string[]]>([
    ["patient", {}, []],
    ["patient", { contained: undefined }, []],
    ["patient", { contained: {} }, []],
    ["patient", { contained: { contacts: [], doctor: [] } }, []],
    ["patient", { contained: { contacts: undefined } }, []],
    ["patient", { contained: { contacts: [contact, { id: "1", ...contact }], doctor: [contact] } }, []],
    ["patient", { contained: { doctor: [{ type: "clinic", data: {}, contained: { head: [contact] } }] } }, []],
    ["patient", { contained: null }, ["contained must be an object"]],
    ["patient", { contained: [] }, ["contained must be an object"]],
    ["patient", { contained: { contacts: contact } }, ["contained.contacts must be an array"]],
    ["patient", { contained: { contacts: ["a"] } }, ["contained.contacts[0] must be an object"]],
    [
      "patient",
      { contained: { contacts: [{ ...contact, type: 5 }] } },
      ['contained.contacts[0].type must be "contact"'],
    ],
    ["patient", { contained: { doctor: [note] } }, ['contained.doctor[0].type must be "contact" or "clinic"']],
    ["patient", { contained: { doctor: [contact, contact] } }, ["contained.doctor must have at most 1 resource"]],
    [
      "patient",
      { contained: { contacts: [{ ...contact, data: undefined }] } },
      ["contained.contacts[0].data is required"],
    ],
    [
      "patient",
      { contained: { contacts: [{ ...contact, data: { phone: 5 } }] } },
      ["contained.contacts[0].data.phone must be a string"],
    ],
    [
      "patient",
      { contained: { contacts: [{ ...contact, contained: {} }] } },
      ["contained.contacts[0].contained.notes is required"],
    ],
    [
      "patient",
      { contained: { contact: [contact] } },
      [`contained.contact is not a field of patient; did you mean contacts? ${toAllow}`],
    ],
    ["patient", { contained: { "Jane Doe": [] } }, [`contained has a field that patient does not have. ${toAllow}`]],
    ["contact", {}, ["contained.notes is required"]],
    ["contact", { contained: { notes: [] } }, ["contained.notes must have at least 1 resource"]],
    ["contact", { contained: { notes: [note, note] } }, []],
    ["clinic", { contained: { head: [] } }, ["contained.head must have exactly 1 resource"]],
    ["clinic", { contained: { head: [contact, contact] } }, ["contained.head must have exactly 1 resource"]],
    [
      "note",
      { contained: { replies: [{ ...note, contained: { replies: [{ ...note, data: 5 }] } }] } },
      ["contained.replies[0].contained.replies[0].data must be an object"],
    ],
    ["note", { contained: { a: [] } }, [`contained.a is not a field of note. ${toAllow}`]],
  ])("of a %s: %j", (type, resource, problems) => {
    expect(problemsOf(type, { data: type === "patient" ? data : {}, ...resource })).toEqual(problems);
  });

  test('under unknown keys are checked by their types with unknownFields: "allow"', () => {
    const resource = { data, contained: { others: [{ ...contact, data: { phone: 5 } }] } };
    expect(problemsOf("patient", resource, { unknownFields: "allow" })).toEqual([
      "contained.others[0].data.phone must be a string",
    ]);
  });

  test("are checked as JSON writes them", () => {
    class Contact {
      toJSON(): object {
        return { type: "contact", data: {}, contained: { notes: [note] } };
      }
    }
    const contained = { contacts: [new Contact()], toJSON: undefined };
    expect(problemsOf("patient", { data, contained })).toEqual([]);
    expect(problemsOf("patient", { data, contained: Object.create({ contacts: 5 }) as object })).toEqual([]);
  });
});

test("At most 20 problems are reported", () => {
  const list = defineProfiles({ list: { properties: { a: { type: "array", items: { type: "integer" } } } } });
  expect(list.check("list", { data: { a: Array.from({ length: 10_000 }, () => "x") } })).toHaveLength(20);
  const fields = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field${index}`, 5]));
  expect(list.check("list", { data: fields })).toHaveLength(20);
  const keys = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`key${index}`, 5]));
  expect(list.check("list", { data: {}, contained: keys })).toHaveLength(20);
  const required = { type: "symbol", rules: [{ required: true }] };
  const properties = Object.fromEntries(Object.keys(keys).map((key) => [key, required]));
  expect(defineProfiles({ list: { properties } }).check("list", { data: {} })).toHaveLength(20);
});

test.each([
  [100, []],
  [20_000, ["contained is nested too deeply"]],
])("%i resources within each other", (levels, problems) => {
  let resource: object = note;
  for (let level = 0; level < levels; level++) resource = { ...note, contained: { replies: [resource] } };
  expect(problemsOf("note", resource)).toEqual(problems);
});

test("A resource that contains itself is refused", () => {
  const resource = { ...note, contained: { replies: [] as object[] } };
  resource.contained.replies.push(resource);
  expect(problemsOf("note", resource)).toEqual(["contained is nested too deeply"]);
});

test("A field that other code adds to Object.prototype is no field of data", () => {
  Object.defineProperty(Object.prototype, "added", { value: 1, enumerable: true, configurable: true, writable: true });
  const problems = problemsOf("note", { data: {} });
  Reflect.deleteProperty(Object.prototype, "added");
  expect(problems).toEqual([]);
});

test("Values that are nested 10,000 deep are checked, or refused where their type ends", () => {
  let value: unknown = [];
  for (let level = 0; level < 10_000; level++) value = [value];
  const deep = defineProfiles({
    deep: {
      properties: {
        any: { type: "reference" },
        free: { type: "object" },
        list: { type: "array", items: { type: "symbol" } },
      },
    },
  });
  expect(deep.check("deep", { data: { any: value, free: { value } } })).toEqual([]);
  expect(deep.check("deep", { data: { list: value } })).toEqual([
    { path: "data.list[0]", message: "must be a string" },
  ]);
});

test("Strings of megabytes are checked or refused", () => {
  const rules = [{ min: 1, max: 4_000_000 }];
  const big = defineProfiles({
    big: {
      properties: {
        text: { type: "symbol", rules },
        pattern: { type: "symbol", rules: [{ pattern: "^(?:(a)|(b)|(c))*$" }] },
        instant: { type: "instant" },
        url: { type: "url" },
      },
    },
  });
  const text = "a".repeat(4_000_000);
  const instant = `2020-02-29T08:30:00.${"1".repeat(4_000_000)}Z`;
  expect(big.check("big", { data: { text, pattern: text, instant, url: `https:${text}` } })).toEqual([
    { path: "data.pattern", message: "is too long for the pattern ^(?:(a)|(b)|(c))*$" },
  ]);
  expect(big.check("big", { data: { text: `${text}a` } })).toEqual([
    { path: "data.text", message: "must have at most 4000000 characters" },
  ]);
});
