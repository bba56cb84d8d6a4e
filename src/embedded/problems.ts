import { operationActions } from "../generated/contract.ts";
import type { ErrorObject } from "ajv/dist/2020.js";

/** What ajv found, as one sentence for each problem, which begins with the field. Never with a value in it. */
export function problemsOf(errors: readonly ErrorObject[]): string[] {
  // The branches of an anyOf all fail where it stands; it is one problem all the same.
  const branches = new Map<string, ErrorObject[]>();
  for (const { keyword, instancePath } of errors) if (keyword === "anyOf") branches.set(instancePath, []);
  const others = errors.filter((error) => {
    const branchesOfIt = error.keyword === "anyOf" ? undefined : nearest(branches, error.instancePath);
    branchesOfIt?.push(error);
    return branchesOfIt === undefined;
  });
  return others.map((error) => sentence(error, branches.get(error.instancePath) ?? []));
}

/** What stands at a path, or at the nearest one around it. */
function nearest<Value>(byPath: ReadonlyMap<string, Value>, path: string): Value | undefined {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const value = byPath.get(at);
    if (value !== undefined || at === "") return value;
  }
}

function sentence(error: ErrorObject, branches: readonly ErrorObject[]): string {
  const { keyword, instancePath, params, schema } = error;
  switch (keyword) {
    case "required":
      return `${fieldAt(instancePath, params.missingProperty)} is required`;
    case "dependentRequired":
      return (
        `${fieldAt(instancePath, params.missingProperty)} is required ` +
        `when ${fieldAt(instancePath, params.property)} is given`
      );
    case "additionalProperties":
      return `${fieldAt(instancePath, params.additionalProperty)} is not a field of the contract`;
    case "anyOf":
      return `${fieldAt(instancePath)} ${[...new Set(branches.map(rule))].join(", or ")}`;
    case "discriminator":
      return discriminator(fieldAt(instancePath, params.tag), params.tagValue);
    case "not":
      return `${fieldAt(instancePath)} must not be ${JSON.stringify((schema as { const?: unknown }).const)}`;
    default:
      return `${fieldAt(instancePath)} ${rule(error)}`;
  }
}

/** What tells which of several schemas applies is missing, or is none of the values that tell it. */
function discriminator(field: string, value: unknown): string {
  if (value === undefined) return `${field} is required`;
  return `${field} must be ${oneOf(operationActions)}`;
}

function oneOf(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}

function rule({ keyword, message = "breaks the contract", params }: ErrorObject): string {
  return keyword === "enum" ? `must be ${oneOf(params.allowedValues as string[])}` : message;
}

/** `/meta/identifier/0` and `use` are written `meta.identifier[0].use`, and the root `body`. */
function fieldAt(instancePath: string, property?: unknown): string {
  const keys = instancePath
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (typeof property === "string") keys.push(property);
  if (keys.length === 0) return "body";
  return keys.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : `${index === 0 ? "" : "."}${key}`)).join("");
}
