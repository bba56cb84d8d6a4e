import { isJsonObject } from "../json.ts";
import type { ErrorBody, ErrorType } from "../types/index.ts";

/** A type that is added later is one word in capitals too. Anything else could be a sentence, which may quote the request. */
const errorType = /^[A-Z][A-Z0-9_]{0,63}$/;

/**
 * Reads an error response, or one of its details. It is the registry's when it has a `type`; a proxy may respond with a `message`
 * alone. A field that can't be read is absent, and a detail without a type has that of the error around it.
 */
export function readErrorBody(response: unknown, typeAround?: ErrorType): Partial<ErrorBody> {
  if (!isJsonObject(response)) return {};
  const { type: ownType, message, code, applicationErrorCode, additionalContext } = response;
  const type = typeof ownType === "string" && errorType.test(ownType) ? ownType : typeAround;
  const details = detailsOf(response, type);
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
function detailsOf({ details, Details }: Record<string, unknown>, type: ErrorType | undefined): ErrorBody[] {
  const list: unknown = details ?? Details;
  if (type === undefined || !Array.isArray(list)) return [];
  return list
    .filter((detail) => isJsonObject(detail) && Object.keys(detail).length > 0)
    .map((detail) => ({ type, message: "", ...readErrorBody(detail, type) }));
}
