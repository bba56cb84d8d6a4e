import fc from "fast-check";
import { format } from "prettier";
import { expect, test } from "vitest";
import { emitProfiles } from "../../src/cli/profiles/emit.ts";
import type { Property } from "../../src/profiles/definitions.ts";
import { valueTypes } from "../../src/profiles/property-types.ts";

/* ASCII only: prettier counts wide characters as two columns. */

const key = fc.oneof(fc.stringMatching(/^[a-zA-Z0-9-][\w-]{0,61}$/), fc.string({ maxLength: 10 }));
const text = fc.string({ maxLength: 90 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const rule = fc.record(
  {
    required: fc.boolean(),
    min: fc.integer({ min: 0, max: 5 }),
    max: fc.integer({ min: 5, max: 2_000_000 }),
    pattern: fc.constantFrom("^a'\"$", "a*/b"),
    enum: fc.oneof(fc.array(text, { minLength: 1, maxLength: 40 }), fc.array(number, { minLength: 1 })),
    when: fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);
const rules = fc.array(rule, { maxLength: 3 });

const { property } = fc.letrec<{ property: Property }>((tie) => ({
  property: fc.oneof(
    { maxDepth: 4 },
    fc.record(
      { type: fc.constantFrom(...Object.keys(valueTypes)), description: text, rules },
      { requiredKeys: ["type"] },
    ),
    fc.record({ type: fc.constant("array"), items: tie("property"), rules }),
    fc.record({ type: fc.constant("object"), properties: fc.dictionary(key, tie("property"), { maxKeys: 4 }) }),
  ),
}));

test("formatting with prettier's defaults changes no generated file", async () => {
  const anyProperties = fc.dictionary(key, property, { maxKeys: 6 });
  await fc.assert(
    fc.asyncProperty(anyProperties, async (properties) => {
      const code = emitProfiles({ profiles: { patient: { properties } }, vocabularies: {} }, "clinia/profiles");
      expect(await format(code, { parser: "typescript" })).toBe(code);
    }),
    { numRuns: 1_000 },
  );
});
