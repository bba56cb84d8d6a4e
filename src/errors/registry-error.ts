import type { OperationId } from "../types.ts";
import { taskIdShape } from "../task-id.ts";
import { invalidInput, knownErrorType } from "./messages.ts";
import type { Outcome } from "./outcome.ts";

/** The facts about a failed call that every error contains. */
export interface ErrorContext {
  readonly operationId: OperationId | undefined;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly outcome: Outcome;
  readonly requestId: string | undefined;
  /** Whether sending the body again has no further effect, as with a bulk of upserts. */
  readonly isRepeatable?: boolean | undefined;
}

/** The context of a call that sent nothing. */
export const nothingSent: ErrorContext = {
  operationId: undefined,
  attempts: 0,
  elapsedMs: 0,
  outcome: "not-done",
  requestId: undefined,
};

/**
 * The base class of every error of this client; {@link isRegistryError} narrows to the union of its classes. Printing or serializing
 * an error never shows the API key or a body. Of a response it shows only the status, ids, a known error type, a common media type and
 * Retry-After.
 */
export abstract class RegistryError extends Error {
  /** An error of another copy of this package is an instance too. */
  static override [Symbol.hasInstance](this: { readonly prototype: object }, value: unknown): boolean {
    const { prototype } = this;
    const isBase = prototype === RegistryError.prototype;
    if (!isBase && !Object.hasOwn(prototype, "name")) {
      return Object.prototype.isPrototypeOf.call(prototype, Object(value) as object);
    }
    return isBranded(value) && (isBase || value.name === Reflect.get(prototype, "name"));
  }

  /** The name of the class, as a literal. On the prototype, so that printing does not show it twice. */
  abstract override readonly name: string;
  /** The operation; undefined for the options of a client, and for a path outside the contract. */
  readonly operationId: OperationId | undefined;
  /** The number of attempts. */
  readonly attempts: number;
  /** How long the call took, including all attempts and the waits between them, in milliseconds. */
  readonly elapsedMs: number;
  /** Whether the write may have happened: `"unknown"` if any attempt may have applied it. */
  readonly outcome: Outcome;
  /** The registry's id of the request (`x-request-id`), for support requests; undefined when the response had none. */
  readonly requestId: string | undefined;

  constructor(message: string, context: ErrorContext, cause?: Error) {
    super(message, cause && { cause });
    this.operationId = context.operationId;
    this.attempts = context.attempts;
    this.elapsedMs = context.elapsedMs;
    this.outcome = context.outcome;
    this.requestId = context.requestId;
  }

  /** Returns the fields for `JSON.stringify`: the name, the message, and the printed fields. */
  toJSON(): object {
    const { name, message, cause } = this;
    const { type } = this as { readonly type?: string };
    return Object.assign({ name, message }, this, { type: knownErrorType(type), cause });
  }
}

const brand = Symbol.for("clinia-registry-client.error");
Object.defineProperty(RegistryError.prototype, brand, { value: true });

function isBranded(value: unknown): value is { readonly name: unknown } {
  return typeof value === "object" && value !== null && brand in value;
}

/** Sets the taskId of an error. It is printed only if it has the shape of a taskId, because it is a string from the registry. */
export function setTaskId(error: RegistryError, taskId: string | undefined): void {
  Object.defineProperty(error, "taskId", {
    value: taskId,
    enumerable: taskId === undefined || taskIdShape.test(taskId),
  });
}

/** The problem with an input: its field, and the reason, which says what was expected. */
export interface InputProblem {
  readonly field: string;
  readonly reason: string;
}

/** Thrown when the input of a call, or an option, is invalid. Nothing was sent: fix the input and call again. */
export class InvalidRequestError extends RegistryError {
  override get name() {
    return "InvalidRequestError" as const;
  }

  /** The invalid input, such as `apiKey`, `sourceKey` or `data`. */
  readonly field: string;
  /** Why it is invalid, and what was expected. Never contains its value. */
  readonly reason: string;

  constructor(problem: InputProblem, context: ErrorContext = nothingSent) {
    super(invalidInput(problem), context);
    this.field = problem.field;
    this.reason = problem.reason;
  }
}

/** Throws {@link InvalidRequestError} for the first problem. */
export function throwIfInvalid(...problems: readonly (InputProblem | undefined)[]): void {
  const problem = problems.find((each) => each !== undefined);
  if (problem !== undefined) throw new InvalidRequestError(problem);
}
