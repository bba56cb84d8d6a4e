import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { defineProfiles, type ProfileDefinitions, type Property, type Rule } from "../../src/profiles/index.ts";
import { valueTypes } from "../../src/profiles/property-types.ts";
import { profilesSchema } from "../../src/profiles/schema.ts";
import { scaled } from "../support/full-counts.ts";
import { validDocuments } from "../support/profile-documents.ts";
import { mutationsOf } from "../support/profile-mutations.ts";

const key = fc.oneof(fc.stringMatching(/^[a-z]\w{0,6}$/), fc.constantFrom("a b", "2nd", "é", "a.b", 'a"b', "name-x"));
const required = fc.record({ required: fc.boolean() });
/** A code has at least one character, so with a maximum of 0 none would be valid. */
const boundsOf = (type: string) =>
  fc
    .tuple(fc.integer({ min: type === "code" ? 1 : 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
    .map(([min, more]): Rule => ({ min, max: min + more }));
const when = fc.constant<Rule>({ required: true, min: 1000, when: { eq: { other: "*" } } });

function rulesOf(type: string): fc.Arbitrary<Rule[]> {
  const isNumber = type === "integer" || type === "decimal";
  const hasBounds = isNumber || ["array", "code", "markdown", "symbol", "uri", "xhtml"].includes(type);
  const values = isNumber ? fc.constant([1, 2]) : fc.constant(["a", "bc"]);
  const lists = values.map((each): Rule => ({ enum: each }));
  if (isNumber || type === "symbol")
    return fc.array(fc.oneof(required, fc.oneof(boundsOf(type), lists), when), { maxLength: 1 });
  return fc.tuple(required, ...(hasBounds ? [boundsOf(type)] : []), when).map((rules) => rules);
}

const { property } = fc.letrec<{ property: Property }>((tie) => ({
  property: fc.oneof(
    { maxDepth: 3 },
    fc
      .constantFrom(...Object.keys(valueTypes))
      .chain((type) => rulesOf(type).map((rules): Property => ({ type, rules }))),
    fc.tuple(tie("property"), rulesOf("array")).map(([items, rules]): Property => ({ type: "array", items, rules })),
    fc.dictionary(key, tie("property"), { maxKeys: 3 }).map((properties): Property => ({ type: "object", properties })),
  ),
}));

const profile = fc.record({ properties: fc.dictionary(key, property, { maxKeys: 4 }) });
const contained = fc.constantFrom("0:1", "1:1", "0:*", "1:*").map((cardinality) => ({
  others: { types: ["other"], cardinality },
}));
const definitions = fc.record({
  own: fc.tuple(profile, contained).map(([own, contained]) => ({ ...own, contained })),
  other: profile,
}) satisfies fc.Arbitrary<ProfileDefinitions>;

test("Valid resources of random profiles pass, and each mutation is a problem with its path", () => {
  const cases = definitions.chain((profiles) =>
    fc.tuple(fc.constant(profiles), validDocuments(profiles, "own"), fc.nat()),
  );
  fc.assert(
    fc.property(cases, ([profiles, document, index]) => {
      const defined = defineProfiles(profiles);
      const ajv = new Ajv2020({ strict: false, formats: { uri: /^[a-z][a-z0-9+\-.]*:\S*$/i } });
      const validate = ajv.addSchema(profilesSchema(profiles).schema, "").getSchema("#/$defs/own.resource");
      expect(defined.check("own", document)).toEqual([]);
      expect(validate?.(document)).toBe(true);
      const mutations = mutationsOf({ profiles, vocabularies: {} }, "own", document);
      const mutation = mutations[index % mutations.length];
      if (mutation === undefined) return;
      expect(defined.check("own", mutation.resource).map(({ path }) => path)).toContain(mutation.path);
      expect(validate?.(mutation.resource)).toBe(false);
    }),
    { numRuns: scaled(200) },
  );
});
