import { InvalidRequestError } from "./errors/index.ts";
import { clientDefaults, requestBytesLimits } from "./generated/constants.ts";
import { isJsonObject, utf8Bytes } from "./json.ts";
import type { OperationId } from "./types/index.ts";

const prepared = Symbol("json");

/** Gives a body the JSON of it, which is known already, so that it is neither checked nor written again. */
export function withJson<Body extends object>(body: Body, json: string): Body {
  return Object.defineProperty(body, prepared, { value: json });
}

export function hasJson(body: unknown): boolean {
  return typeof body === "object" && body !== null && prepared in body;
}

const allDefaults: Partial<Record<OperationId, Readonly<Record<string, unknown>>>> = clientDefaults;

/** Returns the body with the contract's `x-client-default` for each omitted field. */
export function withDefaults(operationId: OperationId, body: unknown): unknown {
  const defaults = allDefaults[operationId];
  // An object with toJSON defines its own fields.
  if (defaults === undefined || !isJsonObject(body) || "toJSON" in body) return body;
  const missing = Object.entries(defaults).filter(
    ([field]) => !Object.hasOwn(body, field) || body[field] === undefined,
  );
  return missing.length === 0 ? body : { ...body, ...Object.fromEntries(missing) };
}

/** How the body of an operation is written as JSON. Throws {@link InvalidRequestError} for one that can't be, or is too large. */
export function serializerOf(operationId: OperationId | undefined): (body: unknown) => string {
  const limits: Partial<Record<OperationId, number>> = requestBytesLimits;
  const limit = operationId === undefined ? undefined : limits[operationId];
  return limit === undefined ? serializeBody : (body) => checkedSize(serializeBody(body), limit);
}

/** The body as JSON. Throws {@link InvalidRequestError} without the words of `JSON.stringify`, which can quote the body. */
export function serializeBody(body: unknown): string {
  if (typeof body === "object" && body !== null && prepared in body) return body[prepared] as string;
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidRequestError(
      "body",
      "it can't be written as JSON. Expected no cycle, no bigint and no toJSON that throws: convert such values first.",
    );
  }
}

function checkedSize(json: string, limit: number): string {
  const bytes = utf8Bytes(json, limit);
  if (bytes <= limit) return json;
  throw new InvalidRequestError(
    "body",
    `it is ${String(bytes)} bytes as JSON. Expected at most ${String(limit)}, the registry's limit: send less at once.`,
  );
}
