import { isJsonObject } from "../json.ts";
import type { ErrorBody, ErrorType } from "../types/index.ts";

/** Future types are expected to be one word in capitals too. */
const errorType = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Details below this level are omitted: a response can be nested deeper than the stack. */
const deepestLevel = 50;

/**
 * Reads an error response, or one of its details. A response with a `type` comes from the registry; a proxy may respond with only a
 * `message`. Invalid fields are omitted. A detail without a type inherits the type of its error.
 */
export function readErrorBody(response: unknown, parentType?: ErrorType, level = 0): Partial<ErrorBody> {
  if (!isJsonObject(response)) return {};
  const { type: ownType, message, code, applicationErrorCode, additionalContext } = response;
  const type = typeof ownType === "string" && errorType.test(ownType) ? ownType : parentType;
  const details = type === undefined || level === deepestLevel ? [] : detailsOf(response, type, level + 1);
  return {
    ...(type !== undefined && { type }),
    ...(typeof message === "string" && { message }),
    ...((typeof code === "number" || typeof code === "string") && { code }),
    ...(details.length > 0 && { details }),
    ...(typeof applicationErrorCode === "string" && { applicationErrorCode }),
    ...(isJsonObject(additionalContext) && { additionalContext }),
  };
}

/** Clinia's server library names the list `Details`. */
function detailsOf({ details, Details }: Record<string, unknown>, type: ErrorType, level: number): ErrorBody[] {
  return [details, Details]
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .filter((detail) => isJsonObject(detail) && Object.keys(detail).length > 0)
    .map((detail) => ({ type, message: "", ...readErrorBody(detail, type, level) }));
}
