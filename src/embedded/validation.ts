import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { pathSegmentPattern, type OperationDefinition } from "../generated/contract.ts";
import { querySchemas, requestSchemas, schemas } from "../generated/schemas.ts";
import { invalidArgument, maxProblems } from "./error-response.ts";

/**
 * The date-time of RFC 3339. The check of ajv-formats also accepts whitespace instead of the `T`, an offset without a colon or
 * minutes, and the hour 24 and the minute 60 as leap seconds.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
const dateTime = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
const formatAjv = new Ajv2020({ formats: fullFormats, meta: false, validateSchema: false });
const isInCalendar = formatAjv.compile({ type: "string", format: "date-time" });
const formats = { ...fullFormats, "date-time": (value: string) => dateTime.test(value) && isInCalendar(value) };

/** Not strict: the schemas have keywords of OpenAPI and of this contract, which ajv does not know. */
const options = { allErrors: true, verbose: true, strict: false, formats };
const ajv = new Ajv2020({ ...options, discriminator: true, code: { process: appendErrors } });
ajv.addSchema(schemas, "contract");

/** Converts the values of a query, which are strings, to the types of their schemas. */
const queryAjv = new Ajv2020({ ...options, coerceTypes: true });
const queries = new Map(
  Object.entries(querySchemas).map(([operationId, schema]) => [operationId, queryAjv.compile(schema)]),
);

/** The query parameters that are lists, such as `getRelationship.includes`. */
const listParameters: ReadonlySet<string> = new Set(
  Object.entries(querySchemas).flatMap(([operationId, { properties }]) =>
    Object.entries<{ readonly type?: string }>(properties)
      .filter(([, { type }]) => type === "array")
      .map(([name]) => `${operationId}.${name}`),
  ),
);

/**
 * For each `$ref`, ajv copies the list of all errors, which takes 3 s for 30,000 errors. This appends the errors of the `$ref`
 * instead. Its limit is ten times the number of reported problems, because several errors can be one problem.
 */
function appendErrors(code: string): string {
  const max = 10 * maxProblems;
  return code.replaceAll(/vErrors\.concat\(([\w.]+)\)/g, `(vErrors.push(...$1.slice(0, ${max})), vErrors)`);
}

/** Throws an {@link ErrorResponse} when the body does not match the contract. */
export function checkBody(operationId: keyof typeof requestSchemas, body: unknown): void {
  ajv.validate(`contract${requestSchemas[operationId]}`, body);
  if (ajv.errors) throw invalidArgument("body", describeProblems(ajv.errors));
}

/**
 * Returns the query with its values in the contract's types. Of a parameter that is not a list, only the first value counts. Throws an
 * {@link ErrorResponse} when it does not match the contract.
 */
export function checkQuery(
  operationId: string,
  query: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, unknown>> {
  const isList = (name: string) => listParameters.has(`${operationId}.${name}`);
  const typed = Object.fromEntries(
    Object.entries(query).map(([name, values]) => [name, isList(name) ? values : values[0]]),
  );
  const validate = queries.get(operationId);
  validate?.(typed);
  if (validate?.errors) throw invalidArgument("query", describeProblems(validate.errors));
  return typed;
}

/** Throws an {@link ErrorResponse} when a path parameter does not match the contract. */
export function checkPath(
  { parameters: shapes = {} }: Pick<OperationDefinition, "parameters">,
  parameters: Readonly<Partial<Record<string, string>>>,
): void {
  const problems = Object.entries(parameters).flatMap(([name, value = ""]) => {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    const rule: { readonly pattern?: RegExp; readonly expected?: string } = shape?.kind === "string" ? shape : {};
    const { pattern = pathSegmentPattern } = rule;
    return pattern.test(value)
      ? []
      : [`${name} must ${rule.expected === undefined ? `match pattern "${pattern.source}"` : `be ${rule.expected}`}`];
  });
  if (problems.length > 0) throw invalidArgument("path", problems);
}

/** Returns one sentence for each problem. Sentences begin with the name of the field, and never contain a value. */
function describeProblems(errors: readonly ErrorObject[]): string[] {
  // Every branch of an anyOf reports errors at its path. Together, they are one problem.
  const branches = new Map<string, ErrorObject[]>();
  for (const { keyword, instancePath } of errors) if (keyword === "anyOf") branches.set(instancePath, []);
  const others = errors.filter((error) => {
    // The error of the key itself has the rule that it violates.
    if (error.keyword === "propertyNames") return false;
    const ownBranches = error.keyword === "anyOf" ? undefined : findNearest(branches, error.instancePath);
    ownBranches?.push(error);
    return ownBranches === undefined;
  });
  return others.map((error) => describeProblem(error, branches.get(error.instancePath) ?? []));
}

/** Returns the value at a path, or at its nearest parent. */
function findNearest<Value>(byPath: ReadonlyMap<string, Value>, path: string): Value | undefined {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const value = byPath.get(at);
    if (value !== undefined || at === "") return value;
  }
}

function describeProblem(error: ErrorObject, branches: readonly ErrorObject[]): string {
  const { keyword, instancePath, params, schema, propertyName } = error;
  if (propertyName !== undefined) return `${formatField(instancePath)} keys ${describeRule(error)}`;
  switch (keyword) {
    case "required":
      return `${formatField(instancePath, params.missingProperty)} is required`;
    case "dependentRequired":
      return (
        `${formatField(instancePath, params.missingProperty)} is required ` +
        `when ${formatField(instancePath, params.property)} is given`
      );
    case "additionalProperties":
      return `${formatField(instancePath, params.additionalProperty)} is not a field of the contract`;
    case "anyOf":
      return `${formatField(instancePath)} ${[...new Set(branches.map(describeRule))].join(", or ")}`;
    case "discriminator": {
      const { values } = schema as { values: readonly string[] };
      const rule = params.tagValue === undefined ? "is required" : `must be ${listValues(values)}`;
      return `${formatField(instancePath, params.tag)} ${rule}`;
    }
    case "not": {
      const { const: value = "", enum: values = [value] } = schema as { const?: string; enum?: string[] };
      return `${formatField(instancePath)} must not be ${listValues(values)}`;
    }
    default:
      return `${formatField(instancePath)} ${describeRule(error)}`;
  }
}

function describeRule({ keyword, message = "does not match the contract", params, parentSchema }: ErrorObject): string {
  const expected: unknown = parentSchema?.["x-expected"];
  if (keyword === "pattern" && typeof expected === "string") return `must be ${expected}`;
  return keyword === "enum" ? `must be ${listValues(params.allowedValues as string[])}` : message;
}

function listValues(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}

/** Writes `/meta/identifier/0` and `use` as `meta.identifier[0].use`, and the root as `body`. */
function formatField(instancePath: string, property?: unknown): string {
  const keys = instancePath
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (typeof property === "string") keys.push(property);
  if (keys.length === 0) return "body";
  return keys.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : `${index === 0 ? "" : "."}${key}`)).join("");
}
