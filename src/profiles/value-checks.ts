import type { JsonSchema } from "./property-types.ts";
import { count, report, type Report } from "./report.ts";

/** Reports the problems of a value. */
export type Check = (value: unknown, found: Report) => void;

/** The keywords in the schemas of `schema.ts` and `property-types.ts`. */
export interface Keywords {
  readonly $ref?: string;
  readonly anyOf?: readonly [JsonSchema, { readonly type: "null" }];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: "uri";
  readonly pattern?: string;
  readonly allOf?: readonly { readonly pattern: string }[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly "x-expected"?: string;
}

/** The scheme and the absence of whitespace: stricter rules differ between libraries. */
const uri = /^[a-z][a-z0-9+\-.]*:\S*$/i;

/** Returns the check of a string. */
export function stringCheck(keywords: Keywords): Check {
  const { format, pattern = "", allOf = [], minLength = 0, maxLength = Infinity, "x-expected": expected } = keywords;
  const values = keywords.enum === undefined ? undefined : new Set(keywords.enum);
  const wrong = `must be ${expected ?? "a string"}`;
  const isOwn = expected !== undefined && format === undefined;
  const own = isOwn ? new RegExp(pattern, "u") : format === "uri" ? uri : undefined;
  const rules = isOwn || pattern === "" ? allOf : [{ pattern }, ...allOf];
  const others = rules.map((rule) => ({ source: rule.pattern, expression: expressionOf(rule.pattern) }));
  return (value, found) => {
    if (typeof value !== "string" || (own !== undefined && !own.test(value))) {
      report(found, wrong);
      return;
    }
    if (values !== undefined && !values.has(value)) report(found, oneOf(values));
    // A code point has one or two units.
    if (value.length < 2 * minLength && countCodePoints(value) < minLength) {
      report(found, `must have at least ${count(minLength, "character")}`);
    }
    if (value.length > maxLength && countCodePoints(value) > maxLength) {
      report(found, `must have at most ${count(maxLength, "character")}`);
    }
    for (const { source, expression } of others) testPattern(value, source, expression, found);
  };
}

/** Rules have the syntax of ECMAScript. The flag `u` counts code points, and forbids some escapes that are allowed without it. */
export function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}

function testPattern(value: string, source: string, expression: RegExp, found: Report): void {
  try {
    if (!expression.test(value)) report(found, `must match the pattern ${source}`);
  } catch {
    // Backtracking in a string of megabytes can exceed the memory of the engine.
    report(found, `is too long for the pattern ${source}`);
  }
}

function countCodePoints(value: string): number {
  let length = 0;
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    // The second half of a pair does not count.
    if ((unit & 0xfc00) === 0xd800 && (value.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index++;
    length++;
  }
  return length;
}

/** Returns the check of a number. */
export function numberCheck(type: "number" | "integer", keywords: Keywords): Check {
  const { minimum = -Infinity, maximum = Infinity } = keywords;
  const values = keywords.enum === undefined ? undefined : new Set(keywords.enum);
  const hasType = type === "integer" ? Number.isInteger : Number.isFinite;
  const wrong = type === "integer" ? "must be an integer" : "must be a number";
  return (value, found) => {
    if (typeof value !== "number" || !hasType(value)) {
      report(found, wrong);
      return;
    }
    if (value < minimum) report(found, `must be at least ${minimum}`);
    if (value > maximum) report(found, `must be at most ${maximum}`);
    if (values !== undefined && !values.has(value)) report(found, oneOf(values));
  };
}

const maxListed = 10;

function oneOf(values: ReadonlySet<unknown>): string {
  const listed = [...values].filter((value) => value !== null).map((value) => JSON.stringify(value));
  return listed.length === 0 || listed.length > maxListed
    ? `must be one of the ${listed.length} values of the profile`
    : `must be ${listed.join(" or ")}`;
}
