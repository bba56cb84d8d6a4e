import { expect, test } from "vitest";
import { createChecks } from "../../src/profiles/check.ts";
import { profilesSchema } from "../../src/profiles/schema.ts";

function containedIn(type: string): object {
  const properties = { type: { const: type } };
  return { type: "object", properties, required: ["type"], $ref: `#/$defs/${type}.resource` };
}

test("The JSON Schema of a profile has its data, its contained resources and the whole resource", () => {
  const patient = {
    description: "A patient.",
    properties: {
      name: {
        type: "array",
        items: { type: "humanname", description: "A name." },
        rules: [{ required: true, min: 1 }],
      },
      gender: { type: "code", description: "The gender.", rules: [{ enum: ["female", "male"] }] },
      home: { type: "object", properties: { floor: { type: "integer", rules: [{ required: true, max: 9 }] } } },
      since: { type: "period" },
      doctor: { type: "reference", rules: [{ required: true }] },
    },
    contained: {
      contacts: { types: ["contact"], cardinality: "1:*" },
      other: { types: ["contact", "patient"], cardinality: "0:1" },
    },
  };
  const contact = { properties: {} };
  const { schema, unchecked } = profilesSchema({ patient, contact });
  expect(unchecked).toEqual([]);
  const { "types.humanname": humanname, "types.period": period, ...own } = schema.$defs;
  expect(Object.keys(schema.$defs)).toHaveLength(7);
  expect(humanname).toMatchObject({ type: "object", properties: { family: { type: ["string", "null"] } } });
  expect(period).toMatchObject({ type: "object", properties: { start: { type: ["string", "null"] } } });
  expect({ ...schema, $defs: own }).toEqual({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $defs: {
      patient: {
        description: "A patient.",
        type: "object",
        properties: {
          name: { type: "array", items: { description: "A name.", $ref: "#/$defs/types.humanname" }, minItems: 1 },
          gender: {
            description: "The gender.",
            type: ["string", "null"],
            minLength: 1,
            enum: ["female", "male", null],
          },
          home: {
            type: ["object", "null"],
            properties: { floor: { type: "integer", maximum: 9 } },
            required: ["floor"],
            additionalProperties: false,
          },
          since: { anyOf: [{ $ref: "#/$defs/types.period" }, { type: "null" }] },
          doctor: { type: ["string", "number", "boolean", "array", "object"] },
        },
        required: ["name", "doctor"],
        additionalProperties: false,
      },
      "patient.contained": {
        type: "object",
        properties: {
          contacts: {
            type: "array",
            items: containedIn("contact"),
            minItems: 1,
          },
          other: {
            type: "array",
            items: {
              anyOf: [containedIn("contact"), containedIn("patient")],
            },
            maxItems: 1,
          },
        },
        required: ["contacts"],
        additionalProperties: false,
      },
      "patient.resource": {
        type: "object",
        properties: {
          id: { type: "string" },
          type: { const: "patient" },
          data: { $ref: "#/$defs/patient" },
          contained: { $ref: "#/$defs/patient.contained" },
        },
        required: ["data", "contained"],
      },
      contact: { type: "object", properties: {}, additionalProperties: false },
      "contact.resource": {
        type: "object",
        properties: {
          id: { type: "string" },
          type: { const: "contact" },
          data: { $ref: "#/$defs/contact" },
          contained: { type: "object", additionalProperties: false },
        },
        required: ["data"],
      },
    },
  });
});

test("Keys of profiles are escaped in references", () => {
  const contained = { a: { types: ["a/b~c d"], cardinality: "0:*" } };
  const { schema } = profilesSchema({ "a/b~c d": { properties: {}, contained } });
  expect(JSON.stringify(schema)).toContain('"#/$defs/a~1b~0c%20d.resource"');
});

test("An unknown cardinality and an array without items allow anything", () => {
  const definitions = {
    a: { properties: { list: { type: "array" } }, contained: { any: { types: ["a"], cardinality: "2:3" } } },
  };
  expect(profilesSchema(definitions).schema.$defs["a.contained"]).toMatchObject({
    properties: { any: { type: "array" } },
  });
  const checks = createChecks(definitions, {});
  expect(checks.resource("a", { data: { list: [1, "a"] }, contained: { any: [{ type: "a", data: {} }] } })).toEqual([]);
});
