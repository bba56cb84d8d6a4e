import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { pathParameterPatterns, pathSegmentPattern } from "../generated/contract.ts";
import { querySchemas, requestSchemas, schemas } from "../generated/schemas.ts";
import { problemsOf } from "./problems.ts";
import { invalidArgument, mostProblems } from "./refusal.ts";

/**
 * What ajv-formats lets pass besides: whitespace in the place of the `T`, an offset without a colon or minutes, and as leap seconds
 * the hour 24 and the minute 60.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
const dateTime = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
const formatAjv = new Ajv2020({ formats: fullFormats, meta: false, validateSchema: false });
const isInCalendar = formatAjv.compile({ type: "string", format: "date-time" });
const formats = { ...fullFormats, "date-time": (value: string) => dateTime.test(value) && isInCalendar(value) };

/** The contract has keywords that are OpenAPI's, or ours; ajv is to pass them over. */
const options = { allErrors: true, verbose: true, strict: false, formats };
const ajv = new Ajv2020({ ...options, discriminator: true, code: { process: withoutCopies } });
ajv.addSchema(withDiscriminators(schemas), "contract");

/** A query is text: what its parameters are is in their schemas. */
const queryAjv = new Ajv2020({ ...options, coerceTypes: true });
const queries = new Map(
  Object.entries(querySchemas).map(([operationId, schema]) => [operationId, queryAjv.compile(schema)]),
);

/**
 * Where one of several schemas applies, ajv tells the problems of all of them. The `action` of an operation says which one is
 * meant; ajv has a keyword for that, which the contract can't have: it would change the generated types.
 */
function withDiscriminators({ components }: typeof schemas): object {
  const entries = Object.entries(components.schemas).map(([name, schema]): [string, object] => [
    name,
    "oneOf" in schema ? { ...schema, type: "object", discriminator: { propertyName: "action" } } : schema,
  ]);
  return { components: { schemas: Object.fromEntries(entries) } };
}

/**
 * For each `$ref` ajv copies all errors so far: 3 s for 30,000. Here those of the `$ref` are appended, ten times as many as are reported
 * at most, because several can be one problem.
 */
function withoutCopies(code: string): string {
  const most = 10 * mostProblems;
  return code.replaceAll(/vErrors\.concat\(([\w.]+)\)/g, `(vErrors.push(...$1.slice(0, ${most})), vErrors)`);
}

/** Throws the refusal of a body that breaks the contract. */
export function checkBody(operationId: keyof typeof requestSchemas, body: unknown): void {
  ajv.validate(`contract${requestSchemas[operationId]}`, body);
  if (ajv.errors) throw invalidArgument("body", problemsOf(ajv.errors));
}

/** A query with its parameters of the types that the contract gives them. Throws the refusal of one that breaks it. */
export function checkQuery(
  operationId: string,
  query: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const typed = { ...query };
  const validate = queries.get(operationId);
  validate?.(typed);
  if (validate?.errors) throw invalidArgument("query", problemsOf(validate.errors));
  return typed;
}

/** Throws the refusal of a path that breaks the contract. */
export function checkPath(parameters: Readonly<Partial<Record<string, string>>>): void {
  const patterns: Partial<Record<string, RegExp>> = pathParameterPatterns;
  const problems = Object.entries(parameters).flatMap(([name, value = ""]) => {
    const pattern = patterns[name] ?? pathSegmentPattern;
    return pattern.test(value) ? [] : [`${name} must match pattern "${pattern.source}"`];
  });
  if (problems.length > 0) throw invalidArgument("path", problems);
}
