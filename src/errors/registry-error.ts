import type { OperationId } from "../types.ts";
import { taskIdShape } from "../task-id.ts";
import { invalidInput, knownErrorType } from "./messages.ts";
import type { Outcome } from "./outcome.ts";

/** What every error says about the call that it ended. */
export interface ErrorContext {
  readonly operationId: OperationId | undefined;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly outcome: Outcome;
  readonly requestId: string | undefined;
  /** Whether a retry of a write has no further effect because of its body, as that of a bulk of upserts. */
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
 * The base of every error of this client; {@link isRegistryError} narrows to the union of its classes. Printing or serializing an
 * error shows no API key and no body; of a response only its status, ids, known error type, usual media type and Retry-After.
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
  /** How many times the request was attempted. */
  readonly attempts: number;
  /** How long the call took, with all attempts and the waits between them, in milliseconds. */
  readonly elapsedMs: number;
  /** Whether the write may have happened: `"unknown"` as soon as one attempt may have applied it. */
  readonly outcome: Outcome;
  /** The registry's id of the request (`x-request-id`), for its support; undefined when the response had none. */
  readonly requestId: string | undefined;

  constructor(message: string, context: ErrorContext, cause?: Error) {
    super(message, cause && { cause });
    this.operationId = context.operationId;
    this.attempts = context.attempts;
    this.elapsedMs = context.elapsedMs;
    this.outcome = context.outcome;
    this.requestId = context.requestId;
  }

  /** What `JSON.stringify` writes: the name, the message, and what printing the error shows. */
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

/** Sets the taskId of an error. Printing the error shows it only if it has the shape of one: it is a string of the registry. */
export function setTaskId(error: RegistryError, taskId: string | undefined): void {
  Object.defineProperty(error, "taskId", {
    value: taskId,
    enumerable: taskId === undefined || taskIdShape.test(taskId),
  });
}

/** What is wrong with an input: which one it is, and what was expected. */
export interface Fault {
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
  /** What is wrong with it, and what was expected. Never contains its value. */
  readonly reason: string;

  constructor(fault: Fault, context: ErrorContext = nothingSent) {
    super(invalidInput(fault), context);
    this.field = fault.field;
    this.reason = fault.reason;
  }
}

/** Throws {@link InvalidRequestError} for the first fault. */
export function throwFirst(...faults: readonly (Fault | undefined)[]): void {
  const fault = faults.find((each) => each !== undefined);
  if (fault !== undefined) throw new InvalidRequestError(fault);
}
