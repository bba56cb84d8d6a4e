import { isJsonObject } from "../json.ts";
import { didYouMean } from "./nearest.ts";
import type { JsonSchema } from "./property-types.ts";
import { addKey, count, isFull, report, type Report } from "./report.ts";
import { numberCheck, stringCheck, type Check, type Keywords } from "./value-checks.ts";

/*
 * Checks made of functions, without generated code: `new Function` is forbidden in many browsers and in Cloudflare Workers.
 */

/** The message for a value that JSON omits or changes. The check is repeated with the value that JSON writes. */
export const notJson = "must be a JSON value";

/**
 * Returns the check of a schema. `name` is that of the profile, for messages. `resolve` returns the check of a `$ref`.
 */
export function compile(schema: JsonSchema, name: string, resolve: (ref: string) => Check): Check {
  const { $ref, anyOf, type, ...rest }: Keywords = schema;
  if ($ref !== undefined) return resolve($ref);
  if (anyOf !== undefined) return orNull(compile(anyOf[0], name, resolve));
  if (typeof type === "object" && type.length === 2 && type[1] === "null") {
    return orNull(compile({ ...rest, type: type[0] }, name, resolve));
  }
  switch (type) {
    case "object":
      return objectCheck(rest, name, resolve);
    case "array":
      return arrayCheck(rest, rest.items === undefined ? anyCheck : compile(rest.items, name, resolve));
    case "string":
      return stringCheck(rest);
    case "number":
    case "integer":
      return numberCheck(type, rest);
    case "boolean":
      return (value, found) => {
        if (typeof value !== "boolean") report(found, "must be true or false");
      };
    default:
      return anyCheck;
  }
}

function orNull(check: Check): Check {
  return (value, found) => {
    if (value !== null) check(value, found);
  };
}

function anyCheck(value: unknown, found: Report): void {
  if (typeof value === "function" || typeof value === "symbol" || Number.isNaN(value) || hasToJson(value)) {
    report(found, notJson);
  }
}

/** Whether JSON writes the result of a method instead of the fields. */
function hasToJson(value: unknown): boolean {
  return typeof value === "object" && value !== null && "toJSON" in value && typeof value.toJSON === "function";
}

/** Whether JSON writes the own fields of an object, and a loop over its keys finds no others. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function objectCheck(keywords: Keywords, name: string, resolve: (ref: string) => Check): Check {
  const { properties = {}, required = [] } = keywords;
  const isClosed = keywords.additionalProperties === false;
  const fields = new Map(
    Object.entries(properties).map(([key, property]) => {
      const field: Field = { key, check: compile(property, name, resolve), isRequired: required.includes(key) };
      return [key, field];
    }),
  );
  // Most objects have their fields in the same order, and comparing a key is faster than finding it in the map.
  const order: Field[] = [];
  return (value, found) => {
    if (!isJsonObject(value)) {
      report(found, "must be an object");
      return;
    }
    if (!isPlain(value)) report(found, notJson);
    let position = 0;
    let missing = required.length;
    for (const key in value) {
      const content = value[key];
      if (content === undefined) continue;
      let field = order[position];
      if (field?.key !== key) {
        field = fields.get(key);
        if (field !== undefined) order[position] = field;
      }
      if (field === undefined) {
        // JSON does not write what other code adds to Object.prototype.
        if (!Object.hasOwn(value, key)) continue;
        // A method `toJSON`, for example.
        if (typeof content === "function") report(found, notJson);
        else if (isClosed && !found.allowsUnknownFields) reportUnknownField(found, key, name, fields.keys());
        if (isFull(found)) return;
        continue;
      }
      position++;
      if (field.isRequired) missing--;
      const before = found.problems.length;
      if (content === null && field.isRequired) report(found, "is required and must not be null");
      else field.check(content, found);
      if (found.problems.length > before) addKey(found, before, key);
    }
    if (missing === 0) return;
    for (const key of required) {
      if (!Object.hasOwn(value, key) || value[key] === undefined) report(found, "is required", key);
    }
  };
}

interface Field {
  readonly key: string;
  readonly check: Check;
  readonly isRequired: boolean;
}

/** Other keys may be data: `{ "Jane Doe": … }`. */
const identifier = /^[A-Za-z_][\w-]{0,61}$/;
const toAllow = 'set unknownFields: "allow"';

/** Reports a field that the profile lacks. */
export function reportUnknownField(found: Report, key: string, name: string, known: Iterable<string>): void {
  if (!identifier.test(key)) {
    report(found, `has a field that ${name} does not have. To allow it, ${toAllow}`);
    return;
  }
  report(found, `is not a field of ${name}${didYouMean(key, known) || "."} To allow it, ${toAllow}`, key);
}

function arrayCheck({ minItems = 0, maxItems = Infinity }: Keywords, item: Check): Check {
  return (value, found) => {
    if (!Array.isArray(value)) {
      report(found, "must be an array");
      return;
    }
    const items: readonly unknown[] = value;
    if (Object.getPrototypeOf(items) !== Array.prototype) report(found, notJson);
    if (items.length < minItems) report(found, `must have at least ${count(minItems, "item")}`);
    if (items.length > maxItems) report(found, `must have at most ${count(maxItems, "item")}`);
    for (let index = 0; index < items.length && !isFull(found); index++) {
      const before = found.problems.length;
      item(items[index], found);
      if (found.problems.length > before) addKey(found, before, index);
    }
  };
}
