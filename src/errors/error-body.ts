import { isJsonObject, type JsonObject } from "../json.ts";
import type { ErrorBody } from "../types.ts";

/** Future types are expected to be one word in capitals too. */
const errorType = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Details below this level are omitted, because a response can be nested deeper than the stack allows. */
const maxLevel = 50;

/** Replaces the API key in a string from the registry. */
export type Redact = (text: string) => string;

/**
 * Reads an error response, or one of its details. A response with a `type` comes from the registry; a proxy may respond with
 * only a `message`. Invalid fields are omitted. A detail without a type inherits the type of its error.
 */
export function readErrorBody(
  response: unknown,
  redact: Redact,
  parentType?: ErrorBody["type"],
  level = 0,
): Partial<ErrorBody> {
  if (!isJsonObject(response)) return {};
  const { type: ownType, message, code, applicationErrorCode, additionalContext } = response;
  const isType = typeof ownType === "string" && errorType.test(ownType) && redact(ownType) === ownType;
  const type = isType ? ownType : parentType;
  const details = type === undefined || level === maxLevel ? [] : detailsOf(response, redact, type, level + 1);
  const textOf = (value: unknown) => (typeof value === "string" ? redact(value) : undefined);
  const body = {
    type,
    message: textOf(message),
    code: typeof code === "number" ? code : textOf(code),
    details: details.length > 0 ? details : undefined,
    applicationErrorCode: textOf(applicationErrorCode),
    additionalContext: isJsonObject(additionalContext)
      ? (redacted(additionalContext, redact) as JsonObject)
      : undefined,
  } satisfies { [Name in keyof ErrorBody]?: ErrorBody[Name] | undefined };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** Clinia's server library names the list `Details`. */
function detailsOf(
  { details, Details }: Record<string, unknown>,
  redact: Redact,
  type: ErrorBody["type"],
  level: number,
): ErrorBody[] {
  return [details, Details]
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .filter((detail) => isJsonObject(detail) && Object.keys(detail).length > 0)
    .map((detail) => ({ type, message: "", ...readErrorBody(detail, redact, type, level) }));
}

/** Redacts free-form JSON. The key can be part of any string in it, including the name of a field. */
export function redacted(value: unknown, redact: Redact, level = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null) return value;
  if (level === maxLevel) return undefined;
  if (Array.isArray(value)) return value.map((item) => redacted(item, redact, level + 1));
  const fields = Object.entries(value).map(([name, field]) => [redact(name), redacted(field, redact, level + 1)]);
  return Object.fromEntries(fields) as unknown;
}
