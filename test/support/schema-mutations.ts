import { isAnything, type Resolve, type Schema } from "./schema-values.ts";

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
    const branch = oneOf.map(resolve).find(({ properties = {} }) => hasTag(properties, value as Json));
    return branch === undefined ? [] : changes(branch, value, resolve, at);
  }
  if (anyOf !== undefined) {
    const types = anyOf.map((branch) => resolve(branch).type);
    return otherTypes(types, "anyOf", at).concat(
      broken(value).filter(({ to }) => anyOf.every((branch) => breaks(resolve(branch), to))),
    );
  }
  if (type === undefined && isAnything(rest)) return [];
  const wrongTypes = otherTypes([type], "type", at);
  if (type === "object") return [...wrongTypes, ...objectChanges(rest, value as Json, resolve, at)];
  if (type === "array") return [...wrongTypes, ...itemChanges(rest, value as unknown[], resolve, at)];
  if (type === "integer") return [...wrongTypes, { rule: "type", at, to: 1.5 }, ...rangeChanges(rest, at)];
  return [...wrongTypes, ...stringChanges(rest, String(value), at)];

  function broken(text: unknown): Change[] {
    return otherStrings(String(text)).map((to) => ({ rule: "anyOf", at, to }));
  }
}

/** Whether the fixed value of the first property that has one is that of the body. */
function hasTag(properties: NonNullable<Schema["properties"]>, value: Json): boolean {
  const [name, { enum: some = [] }] = Object.entries(properties).find(([, each]) => each.enum !== undefined) ?? [
    "",
    {},
  ];
  return some.includes(String(value[name]));
}

function otherTypes(types: readonly Schema["type"][], rule: string, at: Path): Change[] {
  const values = { null: null, boolean: true, number: 5, string: "text", array: ["text"], object: { a: "text" } };
  const own = types.map((type) => (type === "integer" ? "number" : type));
  return Object.entries(values).flatMap(([name, to]) => (own.some((type) => name === type) ? [] : [{ rule, at, to }]));
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
    ...(not === undefined ? [] : [{ rule: "not", at, to: not.const ?? not.enum?.[0] }]),
    ...(minLength === 0 ? [] : [{ rule: "minLength", at, to: "" }]),
    ...(some === undefined ? [] : [{ rule: "enum", at, to: `${text}s` }]),
    ...(pattern === undefined
      ? []
      : otherStrings(text).flatMap((to) => (breaks(schema, to) ? [{ rule: "pattern", at, to }] : []))),
  ];
}

function rangeChanges({ minimum, maximum }: Schema, at: Path): Change[] {
  return [
    ...(minimum === undefined ? [] : [{ rule: "minimum", at, to: minimum - 1 }]),
    ...(maximum === undefined ? [] : [{ rule: "maximum", at, to: maximum + 1 }]),
  ];
}

function itemChanges({ items, minItems = 0 }: Schema, value: readonly unknown[], resolve: Resolve, at: Path): Change[] {
  const tooFew = minItems === 0 ? [] : [{ rule: "minItems", at, to: value.slice(0, minItems - 1) }];
  const ofItems = items && value.flatMap((item, index) => changes(items, item, resolve, [...at, index]));
  return [...tooFew, ...(ofItems ?? [])];
}

function objectChanges(schema: Schema, value: Json, resolve: Resolve, at: Path): Change[] {
  const { properties = {}, propertyNames, additionalProperties, required = [], dependentRequired = {} } = schema;
  const [child] = Object.values(value);
  const removal = (name: string, rule: string) => ({ rule, at: [...at, name], to: undefined });
  return [
    ...required.map((name) => removal(name, "required")),
    ...Object.entries(dependentRequired)
      .filter(([name]) => name in value)
      .flatMap(([, needed]) => needed.map((name) => removal(name, "dependentRequired"))),
    ...(additionalProperties === false
      ? ["unexpected", "Data", "__proto__"].map((name) => ({ rule: "additionalProperties", at: [...at, name], to: {} }))
      : []),
    ...(propertyNames !== undefined && child !== undefined
      ? ["_key", "a key"].map((name) => ({ rule: "propertyNames", at: [...at, name], to: child, breaks: at }))
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
  return path.map((key, index) => (/^\d+$/.test(String(key)) ? `[${key}]` : `${index ? "." : ""}${key}`)).join("");
}
