import type { Resolve, Schema } from "./schema-values.ts";

export type Path = readonly (string | number)[];
type Json = Record<string | number, unknown>;

/** A valid value with one change that violates one rule of the schema. */
export interface Mutation {
  /** The keyword of the rule. */
  readonly rule: string;
  /** The field that the detail of the error must name. */
  readonly field: string;
  readonly value: unknown;
}

interface Change {
  readonly rule: string;
  readonly at: Path;
  /** Undefined to remove the field. */
  readonly to: unknown;
  /** The path of the violation, if it is not that of the change. */
  readonly breaks?: Path;
}

/** Every single change of a valid value that violates a rule of the schema. */
export function mutationsOf(schema: Schema, value: unknown, resolve: Resolve): Mutation[] {
  return changes(schema, value, resolve, []).map(({ rule, at, to, breaks = at }) => ({
    rule,
    field: fieldOf(breaks),
    // Lazy: only one of all mutations is read.
    get value() {
      return changed(value, at, to);
    },
  }));
}

function changes(schema: Schema, value: unknown, resolve: Resolve, at: Path): Change[] {
  const { type, anyOf, oneOf, ...rest } = resolve(schema);
  if (oneOf !== undefined) {
    const { action } = value as { action?: unknown };
    const branch = oneOf
      .map(resolve)
      .find(({ properties = {} }) => properties.action?.enum?.includes(String(action)) === true);
    return branch === undefined ? [] : changes(branch, value, resolve, at);
  }
  if (anyOf !== undefined) {
    return otherTypes("string", "anyOf", at).concat(
      broken(value).filter(({ to }) => anyOf.every((branch) => breaks(resolve(branch), to))),
    );
  }
  const wrongTypes = otherTypes(type, "type", at);
  if (type === "object") return [...wrongTypes, ...objectChanges(rest, value as Json, resolve, at)];
  if (type === "array") return [...wrongTypes, ...itemChanges(rest, value as unknown[], resolve, at)];
  return [...wrongTypes, ...stringChanges(rest, String(value), at)];

  function broken(text: unknown): Change[] {
    return otherStrings(String(text)).map((to) => ({ rule: "anyOf", at, to }));
  }
}

function otherTypes(type: Schema["type"], rule: string, at: Path): Change[] {
  const values = { null: null, boolean: true, number: 5, string: "text", array: ["text"], object: { a: "text" } };
  return Object.entries(values).flatMap(([name, to]) => (name === type ? [] : [{ rule, at, to }]));
}

function otherStrings(text: string): string[] {
  return [`_${text}`, `${text} `, `${text}/`, "", "x".repeat(94), `@rootId${text}`, "é"];
}

function breaks({ enum: some, pattern }: Schema, text: unknown): boolean {
  return some === undefined ? !new RegExp(pattern ?? "", "u").test(String(text)) : !some.includes(String(text));
}

function stringChanges(schema: Schema, text: string, at: Path): Change[] {
  const { enum: some, pattern, format, minLength = 0, not } = schema;
  const invalidDates = [
    "yesterday",
    "2023-11-07",
    "2023-11-07T05:31:56",
    "2023-13-07T05:31:56Z",
    "2023-02-30T00:00:00Z",
    "",
  ];
  return [
    ...(format === "date-time" ? invalidDates.map((to) => ({ rule: "format", at, to })) : []),
    ...(not === undefined ? [] : [{ rule: "not", at, to: not.const }]),
    ...(minLength === 0 ? [] : [{ rule: "minLength", at, to: "" }]),
    ...(some === undefined ? [] : [{ rule: "enum", at, to: `${text}s` }]),
    ...(pattern === undefined
      ? []
      : otherStrings(text).flatMap((to) => (breaks(schema, to) ? [{ rule: "pattern", at, to }] : []))),
  ];
}

function itemChanges({ items }: Schema, value: readonly unknown[], resolve: Resolve, at: Path): Change[] {
  return items === undefined ? [] : value.flatMap((item, index) => changes(items, item, resolve, [...at, index]));
}

function objectChanges(schema: Schema, value: Json, resolve: Resolve, at: Path): Change[] {
  const { properties = {}, additionalProperties, required = [], dependentRequired = {} } = schema;
  const removal = (name: string, rule: string) => ({ rule, at: [...at, name], to: undefined });
  return [
    ...required.map((name) => removal(name, "required")),
    ...Object.entries(dependentRequired)
      .filter(([name]) => name in value)
      .flatMap(([, needed]) => needed.map((name) => removal(name, "dependentRequired"))),
    ...(additionalProperties === false
      ? ["unexpected", "Data", "__proto__"].map((name) => ({ rule: "additionalProperties", at: [...at, name], to: {} }))
      : []),
    ...Object.entries(value).flatMap(([name, child]) => {
      const childSchema = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      return typeof childSchema === "object" ? changes(childSchema, child, resolve, [...at, name]) : [];
    }),
  ];
}

/** Returns a copy of a value with `to` at a path; undefined removes the field. */
export function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? changed(item, rest, to) : item));
  }
  const entries = new Map(Object.entries(value as Json));
  const child = changed(entries.get(String(key)), rest, to);
  if (child === undefined) entries.delete(String(key));
  else entries.set(String(key), child);
  return Object.fromEntries(entries);
}

/** Such as `meta.identifier[0].use`. */
export function fieldOf(path: Path): string {
  if (path.length === 0) return "body";
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : `${index ? "." : ""}${key}`)).join("");
}
