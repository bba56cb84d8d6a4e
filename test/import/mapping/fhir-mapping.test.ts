import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  addresses,
  contactPoints,
  fhirOperation,
  humanNames,
  identifiers,
  period,
} from "../../../src/import/mapping/fhir-mapping.ts";
import { reject } from "../../../src/import/mapping/mapping.ts";
import type { Address, ContactPoint, HumanName, Identifier, Period } from "../../../src/profiles/data-types.ts";

// From the example "example" of Patient in FHIR R4.
const patient = {
  resourceType: "Patient",
  id: "example",
  meta: { versionId: "1", lastUpdated: "2020-01-01T00:00:00Z" },
  text: { status: "generated", div: "<div>x</div>" },
  identifier: [
    {
      use: "usual",
      type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "MR" }] },
      system: "urn:oid:1.2.36.146.595.217.0.1",
      value: "12345",
      period: { start: "2001-05-06" },
      assigner: { display: "Acme Healthcare" },
    },
  ],
  active: true,
  name: [
    { use: "official", family: "Chalmers", given: ["Peter", "James"] },
    { use: "maiden", family: "Windsor", _family: { extension: [{ url: "x" }] }, period: { end: "2002" } },
  ],
  telecom: [{ use: "home" }, { system: "phone", value: "(03) 5555 6473", use: "work", rank: 1 }],
  address: [
    {
      use: "home",
      type: "both",
      text: "534 Erewhon St PeasantVille, Rainbow, Vic  3999",
      line: ["534 Erewhon St"],
      city: "PleasantVille",
      district: "Rainbow",
      state: "Vic",
      postalCode: "3999",
      period: { start: "1974-12-25" },
    },
  ],
};

describe("fhirOperation", () => {
  const { text, identifier, active, name, telecom, address } = patient;
  const data = { text, identifier, active, name, telecom, address };

  test.each([
    ["an upsert of the rest", {}, { action: "UPSERT", upsert: { type: "Patient", id: "example", data } }],
    ["another type", { type: "patient" }, { action: "UPSERT", upsert: { type: "patient", id: "example", data } }],
    ["a deletion", { isDeletion: true }, { action: "DELETE", delete: { type: "Patient", id: "example" } }],
    [
      "a deletion of another type",
      { isDeletion: true, type: "patient" },
      { action: "DELETE", delete: { type: "patient", id: "example" } },
    ],
  ])("returns %s", (_name, options, operation) => {
    expect(fhirOperation(patient, options)).toEqual(operation);
  });

  test.each([
    ["no id", { resourceType: "Patient" }],
    ["no id", { resourceType: "Patient", id: "" }],
    ["no id", { resourceType: "Patient", id: 1 }],
    ["no resourceType", { id: "1" }],
    ["no resourceType", { id: "1", resourceType: "" }],
  ])("rejects %s", (reason, resource) => {
    expect(fhirOperation(resource)).toEqual(reject(reason));
  });
});

test("the parts of a patient that FHIR and Clinia define in the same way", () => {
  expect(identifiers(patient.identifier)).toEqual([
    { use: "usual", system: "urn:oid:1.2.36.146.595.217.0.1", value: "12345", period: { start: "2001-05-06" } },
  ]);
  expect(humanNames(patient.name)).toEqual([
    { use: "official", family: "Chalmers", given: ["Peter", "James"] },
    { use: "maiden", family: "Windsor", period: { end: "2002" } },
  ]);
  expect(contactPoints(patient.telecom)).toEqual(patient.telecom);
  expect(addresses(patient.address)).toEqual(patient.address);
  expect(period({ start: "2020", end: "2021-02-03", id: "x" })).toEqual({ start: "2020", end: "2021-02-03" });
});

test.each([
  ["a single name, such as Patient.contact.name", { family: "du Marché" }, [{ family: "du Marché" }]],
  [
    "null for a given name with an extension only",
    [{ given: ["Ann", null, " "], suffix: [null] }],
    [{ given: ["Ann"] }],
  ],
  ["values of other types", [{ family: 1, given: "Ann", use: {}, text: "" }], []],
  ["items that are no objects", [null, 1, "Ann", [], { text: "Ann" }], [{ text: "Ann" }]],
  ["a name that is a string, as of an Organization", "Acme", []],
  ["no field", undefined, []],
])("names: %s", (_name, value, names) => {
  expect(humanNames(value)).toEqual(names);
});

test.each([1.5, "1", Infinity, null])("the rank %j is dropped", (rank) => {
  expect(contactPoints([{ value: "x", rank }])).toEqual([{ value: "x" }]);
});

test.each([[{}], [[{ start: "2020" }]], ["2020"], [null], [undefined], [{ start: 2020, end: "" }]])(
  "%j is no period",
  (value) => {
    expect(period(value)).toBeUndefined();
  },
);

test("any JSON is read without an error, and not changed", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const before = JSON.stringify(value);
      for (const read of [identifiers, humanNames, addresses, contactPoints, period]) read(value);
      expect(JSON.stringify(value)).toBe(before);
    }),
  );
});

test("the results have the types of Clinia", () => {
  expectTypeOf(identifiers).returns.toEqualTypeOf<Identifier[]>();
  expectTypeOf(humanNames).returns.toEqualTypeOf<HumanName[]>();
  expectTypeOf(addresses).returns.toEqualTypeOf<Address[]>();
  expectTypeOf(contactPoints).returns.toEqualTypeOf<ContactPoint[]>();
  expectTypeOf(period).returns.toEqualTypeOf<Period | undefined>();
});
