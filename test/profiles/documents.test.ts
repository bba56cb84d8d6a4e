import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineProfiles } from "../../src/profiles/index.ts";
import { profilesSchema } from "../../src/profiles/schema.ts";
import { scaled } from "../support/full-counts.ts";
import { validDocuments } from "../support/profile-documents.ts";
import { mutationNames, mutationsOf } from "../support/profile-mutations.ts";
import { everyType, vocabularies } from "./every-type.ts";

const profiles = defineProfiles(everyType, { vocabularies });
const definitions = { profiles: everyType, vocabularies };
const { schema } = profilesSchema(everyType, vocabularies);
// ajv ignores the key __proto__ in `properties`.
const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  ownProperties: true,
  formats: { uri: /^[a-z][a-z0-9+\-.]*:\S*$/i },
});
ajv.addSchema(schema, "profiles");

function matchesSchema(type: string, resource: unknown): boolean {
  return ajv.getSchema(`profiles#/$defs/${type}.resource`)?.(resource) === true;
}

describe.each(Object.keys(everyType))("random resources with the profile %s", (type) => {
  test("pass the check and match the JSON Schema", () => {
    fc.assert(
      fc.property(validDocuments(everyType, type, vocabularies), (document) => {
        expect(profiles.check(type, document)).toEqual([]);
        if (type !== "keys") expect(matchesSchema(type, document)).toBe(true);
      }),
      { numRuns: scaled(300) },
    );
  });

  test("fail the check and the JSON Schema after any mutation, and the problem has its path", () => {
    const document = validDocuments(everyType, type, vocabularies);
    const mutation = fc.tuple(document, fc.nat()).map(([valid, index]) => {
      const all = mutationsOf(definitions, type, valid);
      return all[index % all.length];
    });
    fc.assert(
      fc.property(mutation, (mutated) => {
        if (mutated === undefined) return;
        const paths = profiles.check(type, mutated.resource).map(({ path }) => path);
        expect(paths).toContain(mutated.path);
        if (type !== "keys") expect(matchesSchema(type, mutated.resource)).toBe(false);
      }),
      { numRuns: scaled(1000) },
    );
  });
});

test("The mutations have every name", () => {
  const seen = Object.keys(everyType).flatMap((type) =>
    fc
      .sample(validDocuments(everyType, type, vocabularies), { seed: 1, numRuns: 10 })
      .flatMap((document) => mutationsOf(definitions, type, document).map(({ name }) => name)),
  );
  expect(new Set(seen)).toEqual(new Set(mutationNames));
});
