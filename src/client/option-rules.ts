import { tagOf } from "./json-check.ts";
import { throwIfInvalid, type InputProblem } from "../errors/registry-error.ts";

/** Returns the problem with a value, or undefined. `field` is its name in the error. */
export type Check = (field: string, value: unknown) => InputProblem | undefined;

/** How an option is checked, and its default. Without a default it is required; with the default `undefined` it is optional. */
type Rule<Value> = readonly [check: Check, fallback?: Value];

/** The rule of each option. */
export type OptionRules<Settings> = { readonly [Name in keyof Settings]: Rule<Settings[Name]> };

/** The options as the caller passes them. */
type Given<Settings> = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

/** Checks the options that have a rule, and adds the defaults. Throws {@link InvalidRequestError}. */
export function resolveOptions<Settings>(given: Given<Settings>, rules: OptionRules<Settings>, prefix = ""): Settings {
  const resolve = ([name, [check, ...fallback]]: [string, Rule<unknown>]) => {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    const isDefault = value === undefined && fallback.length > 0;
    throwIfInvalid(isDefault ? undefined : check(prefix + name, value));
    return [name, isDefault ? fallback[0] : value] as const;
  };
  return Object.fromEntries(Object.entries<Rule<unknown>>(rules).map(resolve)) as Settings;
}

/** Checks the names of options, which callers without types can misspell. `query` lists the names that belong in the option `query`. */
export function checkOptionNames(
  options: object,
  known: readonly string[],
  query: readonly string[] = [],
): InputProblem | undefined {
  if (tagOf(options) !== "Object")
    return { field: "options", reason: `it is of type ${tagOf(options)}. Expected an object.` };
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !known.includes(name))?.[0];
  if (unknown === undefined) return undefined;
  if (query.includes(unknown))
    return { field: unknown, reason: `it is a query parameter. Write query: { ${unknown} }.` };
  // The share of letter pairs that both names have.
  const similarity = (name: string) => {
    const pairs = Array.from(unknown, (_, index) => unknown.slice(index, index + 2).toLowerCase());
    return pairs.filter((pair) => name.toLowerCase().includes(pair)).length / (name.length + unknown.length);
  };
  const [nearest = "none"] = [...known].sort((one, other) => similarity(other) - similarity(one));
  const field = /^\w{1,62}$/.test(unknown) ? unknown : "options";
  return { field, reason: `it is not an option. Did you mean ${nearest}?` };
}

/** Returns the problem with an option that is not valid. */
export function expected(field: string, what: string, isValid: boolean): InputProblem | undefined {
  return isValid ? undefined : { field, reason: `expected ${what}.` };
}

/** Checks a limit in milliseconds or bytes; `Infinity` for no limit. */
export const checkPositive: Check = (field, value) =>
  expected(
    field,
    `a number of ${field.endsWith("Ms") ? "milliseconds" : "bytes"} higher than 0, or Infinity`,
    typeof value === "number" && value > 0,
  );

/** Checks a count; `Infinity` for no limit. */
export const checkCount: Check = (field, value) =>
  expected(
    field,
    "an integer higher than 0, or Infinity",
    value === Infinity || (Number.isInteger(value) && Number(value) > 0),
  );

/** Checks that a number is in a range. */
export function checkRange(min: number, max = Infinity): Check {
  const what = max === Infinity ? `a number, ${min} or higher` : `a number from ${min} to ${max}`;
  return (field, value) => expected(field, what, typeof value === "number" && value >= min && value <= max);
}

export const checkFunction: Check = (field, value) => expected(field, "a function", typeof value === "function");

export const checkClock: Check = (field, value) => {
  const { now, setTimeout, clearTimeout } = Object(value) as Record<string, unknown>;
  const isClock = [now, setTimeout, clearTimeout].every((part) => typeof part === "function");
  return expected(field, "an object with now, setTimeout and clearTimeout", isClock);
};

export const checkIterable: Check = (field, value) => {
  const isIterable =
    typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);
  return expected(field, "an array, a generator or a stream", isIterable);
};
