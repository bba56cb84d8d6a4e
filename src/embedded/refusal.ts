import type { ErrorType } from "../generated/client.ts";
import type { ErrorBody } from "../types.ts";

/** An error with the HTTP status of its response as its code. */
export type RegistryFailure = ErrorBody & { readonly code: number };

/** Ends a request with an error response. */
export class Refusal extends Error {
  readonly body: RegistryFailure;

  /** `problems` become `details`, one each. */
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

  /** The refusal with this error, whose code is its status. */
  static of({ code, type, message }: RegistryFailure): Refusal {
    return new Refusal(code, type, message);
  }
}

export const mostProblems = 100;

/** The refusal of an input that breaks rules, with one detail for each of the first problems. */
export function invalidArgument(subject: string, problems: readonly string[]): Refusal {
  const { length } = problems;
  const count =
    length === 1 ? "1 problem" : length > mostProblems ? `over ${mostProblems} problems` : `${length} problems`;
  const details = problems.slice(0, mostProblems);
  return new Refusal(400, "INVALID_ARGUMENT", `The ${subject} has ${count}: see details.`, details);
}
