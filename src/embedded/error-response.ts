import type { ErrorType } from "../generated/client.ts";
import type { ErrorBody } from "../types.ts";

/** An error body with a code. In an error response, the code is the HTTP status. */
export type CodedError = ErrorBody & { readonly code: number };

/** Thrown to end a request with an error response. */
export class ErrorResponse extends Error {
  readonly body: CodedError;

  /** `details` has one item for each of `problems`. */
  constructor(
    readonly status: number,
    type: ErrorType,
    message: string,
    problems: readonly string[] = [],
  ) {
    super(message);
    const details = problems.map((problem): ErrorBody => ({ code: status, message: problem, type }));
    this.body = { code: status, message, type, ...(details.length > 0 ? { details } : {}) };
  }

  static from({ code, type, message }: CodedError): ErrorResponse {
    return new ErrorResponse(code, type, message);
  }
}

export function bodyTooLarge(maxBytes: number): ErrorResponse {
  return new ErrorResponse(413, "CONTENT_TOO_LARGE", `The body is larger than ${maxBytes} bytes.`);
}

/** The maximum number of problems that are reported. */
export const maxProblems = 100;

/** Returns the response to invalid input, with one detail for each of the first {@link maxProblems} problems. */
export function invalidArgument(subject: string, problems: readonly string[]): ErrorResponse {
  const { length } = problems;
  const count =
    length === 1 ? "1 problem" : length > maxProblems ? `over ${maxProblems} problems` : `${length} problems`;
  const details = problems.slice(0, maxProblems);
  return new ErrorResponse(400, "INVALID_ARGUMENT", `The ${subject} has ${count}: see details.`, details);
}
