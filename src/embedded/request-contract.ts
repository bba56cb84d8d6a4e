import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { pathParameterPatterns } from "../generated/constants.ts";
import { requestSchemas, schemas } from "../generated/schemas.ts";
import { problemsOf } from "./problems.ts";
import { invalidArgument } from "./refusal.ts";

/** The contract has keywords that are OpenAPI's, or ours; ajv is to pass them over. */
const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, formats: fullFormats });
ajv.addSchema(schemas, "contract");

const compiled = new Map<keyof typeof requestSchemas, ValidateFunction>();

/** Throws the refusal of a body that breaks the contract. */
export function checkBody(operationId: keyof typeof requestSchemas, body: unknown): void {
  const validate = compiled.get(operationId) ?? ajv.compile({ $ref: `contract${requestSchemas[operationId]}` });
  compiled.set(operationId, validate);
  validate(body);
  if (validate.errors) throw invalidArgument("body", problemsOf(validate.errors));
}

/** Throws the refusal of a path that breaks the contract. */
export function checkPath(parameters: Readonly<Partial<Record<string, string>>>): void {
  const problems = Object.entries(pathParameterPatterns)
    .filter(([name, pattern]) => parameters[name] !== undefined && !pattern.test(parameters[name]))
    .map(([name, pattern]) => `${name} must match pattern "${pattern.source}"`);
  if (problems.length > 0) throw invalidArgument("path", problems);
}
