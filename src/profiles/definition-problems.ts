import { isJsonObject } from "../json.ts";
import type { ProfileProblem } from "../resource-check.ts";
import { cardinalities, formatKey, type ProfileDefinitions, type Vocabularies } from "./definitions.ts";
import { didYouMean } from "./nearest.ts";
import { isKnownType, valueTypes } from "./property-types.ts";
import { expressionOf } from "./value-checks.ts";

/** What {@link findDefinitionProblems} allows. */
export interface DefinitionOptions {
  /** Whether properties may have types that this package does not know. Default: false. */
  readonly allowUnknownTypes?: boolean | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Finds the mistakes in profiles and vocabularies that make a check impossible, or every value invalid. */
export function findDefinitionProblems(
  profiles: ProfileDefinitions,
  vocabularies: Vocabularies = {},
  { allowUnknownTypes = false }: DefinitionOptions = {},
): readonly ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const add = (path: string, message: string) => problems.push({ path, message });
  const types = [...Object.keys(valueTypes), "array", "object"];

  /** Returns the entries of a map, and adds a problem for anything else. */
  function entriesOf(value: unknown, path: string): [string, unknown][] {
    if (isJsonObject(value)) return Object.entries(value);
    add(path, "must be an object");
    return [];
  }

  function checkProfile(profile: unknown, path: string): void {
    if (!isJsonObject(profile)) {
      add(path, "must be an object");
      return;
    }
    checkProperties(profile["properties"], `${path}.properties`);
    if (profile["contained"] === undefined || profile["contained"] === null) return;
    for (const [key, contained] of entriesOf(profile["contained"], `${path}.contained`)) {
      checkContained(contained, `${path}.contained${formatKey(key)}`);
    }
  }

  function checkContained(contained: unknown, path: string): void {
    const { types: keys, cardinality }: Fields = isJsonObject(contained) ? contained : {};
    if (!Array.isArray(keys) || keys.length === 0) add(`${path}.types`, "must be an array with at least 1 profile key");
    else {
      for (const [index, key] of (keys as readonly unknown[]).entries()) {
        if (typeof key === "string" && isJsonObject(profiles) && Object.hasOwn(profiles, key)) continue;
        const suggestion = typeof key === "string" ? didYouMean(key, Object.keys(profiles)) : "";
        add(`${path}.types[${index}]`, `must be the key of a profile${suggestion}`);
      }
    }
    if (typeof cardinality !== "string" || !Object.hasOwn(cardinalities, cardinality)) {
      add(`${path}.cardinality`, `must be ${listed(Object.keys(cardinalities))}`);
    }
  }

  function checkProperties(properties: unknown, path: string): void {
    for (const [key, property] of entriesOf(properties, path)) checkProperty(property, path + formatKey(key));
  }

  function checkProperty(property: unknown, path: string): void {
    if (!isJsonObject(property)) {
      add(path, "must be an object");
      return;
    }
    const { type, rules, items, properties, binding } = property;
    if (typeof type !== "string") add(`${path}.type`, `must be a property type, such as "symbol"`);
    else if (!types.includes(type) && !allowUnknownTypes) {
      add(`${path}.type`, `must be a property type${didYouMean(type, types)}`);
    }
    if (type === "array" && (items === undefined || items === null)) add(`${path}.items`, "is required");
    if (items !== undefined && items !== null) checkProperty(items, `${path}.items`);
    if (properties !== undefined && properties !== null) checkProperties(properties, `${path}.properties`);
    if (binding !== undefined && binding !== null) checkBinding(binding, `${path}.binding`);
    if (rules === undefined || rules === null) return;
    if (Array.isArray(rules)) checkRules(rules, String(type), `${path}.rules`);
    else add(`${path}.rules`, "must be an array");
  }

  function checkRules(rules: readonly unknown[], type: string, path: string): void {
    const maxima = rules.map((rule) =>
      isJsonObject(rule) && rule["when"] === undefined ? toNumber(rule["max"], Infinity) : Infinity,
    );
    const lowest = Math.min(...maxima);
    for (const [index, rule] of rules.entries()) checkRule(rule, type, lowest, `${path}[${index}]`);
  }

  function checkBinding(binding: unknown, path: string): void {
    const { vocabulary }: Fields = isJsonObject(binding) ? binding : {};
    const { key, strength }: Fields = isJsonObject(vocabulary) ? vocabulary : {};
    if (typeof key !== "string") add(`${path}.vocabulary.key`, "must be a string");
    if (strength !== "preferred" && strength !== "required") {
      add(`${path}.vocabulary.strength`, `must be ${listed(["preferred", "required"])}`);
    }
  }

  function checkRule(rule: unknown, type: string, lowest: number, path: string): void {
    if (!isJsonObject(rule)) {
      add(path, "must be an object");
      return;
    }
    const { required, min, max, enum: values, pattern, when } = rule;
    if (required !== undefined && typeof required !== "boolean") add(`${path}.required`, "must be true or false");
    for (const [name, limit] of [
      ["min", min],
      ["max", max],
    ] as const) {
      if (limit !== undefined && !Number.isFinite(limit)) add(`${path}.${name}`, "must be a number");
    }
    if (when !== undefined && !isJsonObject(when)) add(`${path}.when`, "must be an object");
    // All rules without a condition must hold.
    const limit = when === undefined ? lowest : toNumber(max, Infinity);
    if (toNumber(min, -Infinity) > limit) add(`${path}.min`, "must not be greater than max");
    if (values !== undefined) checkEnum(values, type, `${path}.enum`);
    if (pattern !== undefined) checkPattern(pattern, `${path}.pattern`);
  }

  function checkEnum(values: unknown, type: string, path: string): void {
    if (!Array.isArray(values) || values.length === 0) {
      add(path, "must be an array with at least 1 value");
      return;
    }
    const kind = isKnownType(type) ? valueTypes[type].rules : undefined;
    const expected = kind === undefined ? undefined : kind === "number" ? "number" : "string";
    const wrong = (values as readonly unknown[]).findIndex((value) =>
      expected === undefined ? typeof value !== "string" && typeof value !== "number" : typeof value !== expected,
    );
    if (wrong !== -1) add(`${path}[${wrong}]`, `must be a ${expected ?? "string or a number"}`);
  }

  function checkPattern(pattern: unknown, path: string): void {
    try {
      if (typeof pattern === "string") expressionOf(pattern);
      else add(path, "must be a string");
    } catch (error) {
      add(path, `must be a regular expression: ${(error as SyntaxError).message}`);
    }
  }

  for (const [key, profile] of entriesOf(profiles, "profiles")) checkProfile(profile, key);
  for (const [key, codes] of entriesOf(vocabularies, "vocabularies")) {
    const isList = Array.isArray(codes) && codes.every((code) => typeof code === "string");
    if (!isList) add(`vocabularies${formatKey(key)}`, "must be an array of strings");
  }
  return problems;
}

function toNumber(value: unknown, other: number): number {
  return typeof value === "number" ? value : other;
}

function listed(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}
