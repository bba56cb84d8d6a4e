import type { ProfileDefinitions, Property, Rule, Vocabularies } from "../../src/profiles/index.ts";
import { valueTypes } from "../../src/profiles/property-types.ts";

/*
 * Profiles with every type and rule, and with keys that are unusual in JavaScript.
 */

const baseTypes = Object.keys(valueTypes);
const required: readonly Rule[] = [{ required: true }];

function property(type: string, ...rules: Rule[]): Property {
  return { type, rules };
}

export const vocabularies: Vocabularies = { languages: ["fr-CA", "en-CA", "iu"] };

export const everyType: ProfileDefinitions = {
  optional: { properties: Object.fromEntries(baseTypes.map((type) => [type, { type }])) },
  required: { properties: Object.fromEntries(baseTypes.map((type) => [type, { type, rules: required }])) },
  arrays: {
    properties: Object.fromEntries(
      baseTypes.map((type) => [type, { type: "array", items: { type }, rules: [{ min: 1, max: 3 }] }]),
    ),
  },
  rules: {
    description: "Every rule.",
    properties: {
      age: property("integer", { required: true, min: 18, max: 120 }),
      rate: property("decimal", { enum: [10.5, 12.2, 15.05] }),
      temperature: property("decimal", { min: -1.5 }, { max: 1.5 }, { min: -0.5 }),
      comment: property("symbol", { min: 5, max: 12 }),
      gender: property("code", { enum: ["male", "female", "non-binary"] }, { enum: ["female", "male", "x"] }),
      email: property("symbol", { pattern: String.raw`^[\w\-\.]+@([\w-]+\.)+[\w-]{2,4}$` }, { pattern: "^[^A-Z]*$" }),
      century: property("date", { enum: ["1999", "2000-01", "2000-01-02"] }),
      leap: property("date", { pattern: "^20" }),
      language: { type: "code", binding: { vocabulary: { key: "languages", strength: "required" } } },
      nickname: { type: "code", binding: { vocabulary: { key: "languages", strength: "preferred" } } },
      tags: { type: "array", items: property("symbol", { max: 8 }), rules: [{ required: true, max: 4 }] },
      matrix: { type: "array", items: { type: "array", items: { type: "integer" }, rules: [{ min: 2, max: 2 }] } },
      home: {
        type: "object",
        properties: {
          floor: property("integer", { min: 0 }),
          rooms: { type: "array", items: { type: "object", properties: { name: property("symbol", ...required) } } },
        },
      },
      free: { type: "object" },
      licence: property("symbol", { required: true, min: 100, when: { eq: { age: "*" } } }),
    },
  },
  keys: {
    properties: {
      constructor: property("symbol", ...required),
      ["__proto__"]: property("integer", ...required),
      "a b": { type: "symbol" },
      "2nd": { type: "boolean" },
      class: { type: "date" },
      check: { type: "symbol" },
      toString: { type: "object", properties: { valueOf: property("symbol", ...required) } },
    },
  },
  family: {
    properties: { name: property("humanname", ...required) },
    contained: {
      members: { types: ["person", "family"], cardinality: "0:*" },
      doctor: { types: ["person"], cardinality: "0:1" },
      parents: { types: ["person"], cardinality: "1:*" },
      home: { types: ["place"], cardinality: "1:1" },
    },
  },
  person: {
    properties: { birthDate: { type: "date" } },
    contained: { friends: { types: ["person"], cardinality: "0:*" } },
  },
  place: { properties: { position: property("geopoint", ...required) } },
};
