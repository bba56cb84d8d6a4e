import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { runCommand } from "../../src/cli/program.ts";
import { schemas } from "../../src/generated/schemas.ts";
import type { ProfileInput, PropertyDefinitionInput } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { exampleProfiles, exampleVocabularies } from "../support/example-profiles.ts";
import { key } from "../support/start.ts";

const { PropertyType, PropertyRuleInput, Cardinality } = schemas.components.schemas;
const profiles = Object.entries(exampleProfiles);

/** Returns a property, its items, and its properties, at any depth. */
function flatten(property: PropertyDefinitionInput): PropertyDefinitionInput[] {
  const nested = [property.items ?? [], ...Object.values(property.properties ?? {})].flat();
  return [property, ...nested.flatMap(flatten)];
}

const properties = profiles.flatMap(([, profile]) => Object.values(profile.properties).flatMap(flatten));
const contained = profiles.flatMap(([, profile]) => Object.values(profile.contained ?? {}));

/** Returns each combination of a rule and a kind of type: `min of array`. */
function ruleUses({ type, rules = [] }: PropertyDefinitionInput): string[] {
  const other = type === "integer" || type === "decimal" ? "numbers" : "others";
  const kind = type === "array" ? "arrays" : other;
  return rules.flatMap((rule) => Object.keys(rule).map((name) => `${name} of ${kind}`));
}

/** Whether a contained resource of the profile can contain one of the same profile. */
function isInCycle(name: string): boolean {
  const typesOf = (profile: ProfileInput | undefined) =>
    Object.values(profile?.contained ?? {}).flatMap(({ types }) => types);
  const reached = new Set<string>();
  const unread = typesOf(exampleProfiles[name]);
  for (let type = unread.pop(); type !== undefined; type = unread.pop()) {
    if (!reached.has(type)) unread.push(...typesOf(exampleProfiles[type]));
    reached.add(type);
  }
  return reached.has(name);
}

describe("the profiles of examples/profiles together use", () => {
  test("every type of property", () => {
    expect(new Set(properties.map(({ type }) => type))).toStrictEqual(new Set(PropertyType.enum));
  });

  test("every rule, on each kind of type that it applies to", () => {
    const used = properties.flatMap(ruleUses);
    const expected = [
      ...["required of others", "required of numbers", "required of arrays", "when of others", "when of arrays"],
      ...["min of numbers", "min of others", "min of arrays", "max of numbers", "max of others", "max of arrays"],
      ...["enum of others", "enum of numbers", "pattern of others"],
    ];
    expect(new Set(used)).toStrictEqual(new Set(expected));
    const rules = new Set(used.map((use) => use.split(" ")[0]));
    expect(rules).toStrictEqual(new Set(Object.keys(PropertyRuleInput.properties)));
  });

  test("bindings of both strengths, each with and without a vocabulary", () => {
    const bindings = properties.flatMap(({ type, binding }) => {
      if (binding === undefined) return [];
      const { key: name, strength } = binding.vocabulary;
      return [`${type}, ${strength}, ${name in exampleVocabularies ? "with" : "without"} a file`];
    });
    expect(new Set(bindings)).toStrictEqual(
      new Set([
        "code, preferred, with a file",
        "code, required, with a file",
        "code, required, without a file",
        "coding, preferred, without a file",
        "coding, required, without a file",
      ]),
    );
  });

  test("objects in objects and in arrays, and arrays in arrays", () => {
    const isIn = (inner: string, outer: string) =>
      properties.some(
        ({ type, items, properties: fields = {} }) =>
          type === outer && [items ?? [], ...Object.values(fields)].flat().some((child) => child.type === inner),
      );
    const pairs = [
      ["object", "object"],
      ["object", "array"],
      ["array", "object"],
      ["array", "array"],
    ] as const;
    expect(pairs.filter(([inner, outer]) => !isIn(inner, outer))).toStrictEqual([]);
  });

  test("every cardinality, several types under one key, and a cycle", () => {
    expect(new Set(contained.map(({ cardinality }) => cardinality))).toStrictEqual(new Set(Cardinality.enum));
    expect(contained.some(({ types }) => types.length > 1)).toBe(true);
    expect(profiles.map(([name]) => name).filter(isInCycle)).toStrictEqual(["contact", "encounter"]);
  });

  test("a description of each profile, and only contained profiles that exist", () => {
    for (const [, { description }] of profiles) expect(description).toMatch(/^[A-Z].*\.$/);
    const missing = contained.flatMap(({ types }) => types).filter((type) => !(type in exampleProfiles));
    expect(missing).toStrictEqual([]);
  });
});

test.each(profiles)("the registry stores the profile %s of examples/profiles", async (profileKey, profile) => {
  const { fetch } = createEmbeddedRegistry();
  const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: key, fetch });
  await expect(registry.putProfile({ sourceKey: "ehr-prod", profileKey }, profile)).resolves.toBeDefined();
});

test("examples/profiles/clinia.gen.ts is up to date", async () => {
  const printed: string[] = [];
  const output = { write: (text: string) => printed.push(text) };
  const argv = ["profiles", "generate", "--out", "clinia.gen.ts", "--check"];
  const context = { argv, env: {}, cwd: resolve("examples/profiles"), stdout: output, stderr: output };
  expect(await runCommand(context), printed.join("")).toBe(0);
});
