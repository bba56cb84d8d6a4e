import { tagOf } from "./json-fault.ts";
import { throwFirst, type Fault } from "../errors/registry-error.ts";

/** Returns what is wrong with a value. `field` is its name in the error. */
type Check = (field: string, value: unknown) => Fault | undefined;

/** How an option is checked, and its default. One without an entry for it is required; `undefined` makes it optional. */
type Rule<Value> = readonly [check: Check, fallback?: Value];

/** The rule of each option. */
export type OptionRules<Settings> = { readonly [Name in keyof Settings]: Rule<Settings[Name]> };

/** Options that may be missing. */
type Given<Settings> = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

/** The options that have a rule, checked and complete. Throws {@link InvalidRequestError}. */
export function resolveOptions<Settings>(given: Given<Settings>, rules: OptionRules<Settings>, prefix = ""): Settings {
  const resolve = ([name, [check, ...fallback]]: [string, Rule<unknown>]) => {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    const isDefault = value === undefined && fallback.length > 0;
    throwFirst(isDefault ? undefined : check(prefix + name, value));
    return [name, isDefault ? fallback[0] : value] as const;
  };
  return Object.fromEntries(Object.entries<Rule<unknown>>(rules).map(resolve)) as Settings;
}

/** What is wrong with the names of options, which callers without types can misspell. */
export function unknownFault(options: object, known: readonly string[]): Fault | undefined {
  if (tagOf(options) !== "Object")
    return { field: "options", reason: `it is of type ${tagOf(options)}. Expected an object.` };
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !known.includes(name))?.[0];
  if (unknown === undefined) return undefined;
  // The pairs of letters that both names have.
  const likeness = (name: string) => {
    const pairs = Array.from(unknown, (_, index) => unknown.slice(index, index + 2).toLowerCase());
    return pairs.filter((pair) => name.toLowerCase().includes(pair)).length / (name.length + unknown.length);
  };
  const [nearest = "none"] = [...known].sort((one, other) => likeness(other) - likeness(one));
  const field = /^\w{1,62}$/.test(unknown) ? unknown : "options";
  return { field, reason: `it is not an option. The nearest is ${nearest}.` };
}

/** What is wrong with an option that is not as expected. */
export function expected(field: string, what: string, isSo: boolean): Fault | undefined {
  return isSo ? undefined : { field, reason: `expected ${what}.` };
}

/** A limit; `Infinity` is none. */
export const positiveFault: Check = (field, value) =>
  expected(
    field,
    `a number of ${field.endsWith("Ms") ? "milliseconds" : "bytes"} higher than 0, or Infinity`,
    typeof value === "number" && value > 0,
  );

/** A count; `Infinity` is no limit. */
export const countFault: Check = (field, value) =>
  expected(
    field,
    "an integer higher than 0, or Infinity",
    value === Infinity || (Number.isInteger(value) && Number(value) > 0),
  );

/** A number in a range. */
export function rangeFault(min: number, max = Infinity): Check {
  const what = max === Infinity ? `a number, ${min} or higher` : `a number from ${min} to ${max}`;
  return (field, value) => expected(field, what, typeof value === "number" && value >= min && value <= max);
}

export const functionFault: Check = (field, value) => expected(field, "a function", typeof value === "function");

export const clockFault: Check = (field, value) => {
  const { now, setTimeout, clearTimeout } = Object(value) as Record<string, unknown>;
  const isClock = [now, setTimeout, clearTimeout].every((part) => typeof part === "function");
  return expected(field, "an object with now, setTimeout and clearTimeout", isClock);
};

export const iterableFault: Check = (field, value) => {
  const isIterable =
    typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);
  return expected(field, "an array, a generator or a stream", isIterable);
};
