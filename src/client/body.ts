import { InvalidRequestError } from "../errors/index.ts";
import type { InputProblem } from "../errors/registry-error.ts";
import type { BodyShape, OperationDefinition } from "../generated/contract.ts";
import { isJsonObject, utf8Bytes } from "../json.ts";
import { checkJson, unserializable } from "./json-check.ts";
import { checkShape, type PartCheck } from "./validate.ts";

/** A body whose parts are checked and serialized already. */
export abstract class SerializedBody {
  abstract readonly json: string;
  /** Whether its resources are checked against profiles too: not if the client was passed without its `profiles`. */
  abstract readonly isProfiled: boolean;
}

/** Checks, completes and serializes a body; returns undefined for an operation without one. Throws {@link InvalidRequestError}. */
export function prepareBody(
  operation: OperationDefinition,
  body: unknown,
  serialize: (body: unknown, maxBytes?: number) => string | FormData = serializeBody,
  check?: PartCheck,
): string | FormData | undefined {
  const { body: shape, bodyOptional, defaults, maxBytes } = operation;
  if (shape === undefined || (bodyOptional === true && body === undefined)) return undefined;
  const problem = checkBody(shape, body, check);
  if (problem !== undefined) throw new InvalidRequestError(inBody(problem));
  return serialize(defaults === undefined ? body : withDefaults(body, defaults), maxBytes);
}

function checkBody(shape: BodyShape, body: unknown, check: PartCheck | undefined): InputProblem | undefined {
  try {
    const isChecked = body instanceof SerializedBody && (body.isProfiled || check === undefined);
    const problem = isChecked ? undefined : checkShape(shape, body, check);
    return problem && (checkFhir(shape, body) ?? problem);
  } catch {
    // The error of a getter may quote its value.
    return unserializable;
  }
}

function inBody({ field, reason }: InputProblem): InputProblem {
  return { field: field || "body", reason };
}

/** Detects a FHIR resource that was passed as the body. No body of the contract has a `resourceType`. */
function checkFhir(shape: BodyShape, body: unknown): InputProblem | undefined {
  if (shape.kind !== "object" || !isJsonObject(body) || typeof body.resourceType !== "string") return undefined;
  const isBundle = body.resourceType === "Bundle";
  const what = isBundle ? "Bundle, which is not a Clinia bundle" : "resource, which belongs in data";
  const fields = Object.keys(shape.required).join(", ");
  return { field: "body", reason: `it is a FHIR ${what}. Expected an object with ${fields}.` };
}

/** Serializes a body. Throws {@link InvalidRequestError}. */
export function serializeBody(body: unknown, maxBytes = Infinity): string {
  const json = body instanceof SerializedBody ? body.json : toJson(body);
  const bytes = maxBytes === Infinity ? 0 : utf8Bytes(json);
  if (bytes <= maxBytes) return json;
  const reason = `it is ${bytes} bytes as JSON. Expected at most ${maxBytes}: split the request.`;
  throw new InvalidRequestError({ field: "body", reason });
}

function toJson(body: unknown): string {
  const problem = checkJson(body);
  try {
    const json: unknown = problem === undefined && JSON.stringify(body);
    if (typeof json === "string") return json;
  } catch {
    // The platform's own error can quote the body.
  }
  throw new InvalidRequestError(inBody(problem ?? unserializable));
}

/** Adds the contract's `x-client-default` of each missing field. */
function withDefaults(body: unknown, defaults: Readonly<Record<string, unknown>>): unknown {
  // An object with toJSON defines its own fields.
  if (!isJsonObject(body) || "toJSON" in body) return body;
  const missing = Object.entries(defaults).filter(
    ([field]) => !Object.hasOwn(body, field) || body[field] === undefined,
  );
  return { ...body, ...Object.fromEntries(missing) };
}
