import { isJsonObject } from "../json.ts";
import type { ErrorType } from "../generated/client.ts";
import { checkRange } from "./range.ts";
import type { RegistryFailure } from "./refusal.ts";

/** The error that an operation is made to fail with. */
export interface OperationFault {
  /** What kind of error it is. */
  readonly type: ErrorType;
  /** The error's code, from 400 to 599. Default: the one of its type, and 500 for a type that the contract does not know. */
  readonly code?: number;
  /** Default: one that says that the failure was asked for. */
  readonly message?: string;
}

/** The failures to come, one for each operation that is carried out. */
export interface FailureQueue {
  add(n: number, failure: OperationFault): void;
  /** The error that the operation whose turn has come is to fail with, or undefined. */
  take(): RegistryFailure | undefined;
  clear(): void;
}

const codes: ReadonlyMap<ErrorType, number> = new Map([
  ["INVALID_ARGUMENT", 400],
  ["FAILED_PRECONDITION", 400],
  ["OUT_OF_RANGE", 400],
  ["UNAUTHENTICATED", 401],
  ["PERMISSION_DENIED", 403],
  ["NOT_FOUND", 404],
  ["ALREADY_EXISTS", 409],
  ["CONTENT_TOO_LARGE", 413],
  ["UNIMPLEMENTED", 501],
]);

const usage = "faults.nextOperations(n, fault)";

export function createFailureQueue(): FailureQueue {
  let queued: { error: RegistryFailure; left: number }[] = [];
  return {
    add(n, failure) {
      checkRange("n", n, 1, Number.MAX_SAFE_INTEGER, usage);
      checkType(failure);
      const { type, code = codes.get(type) ?? 500, message = "This failure was asked for." } = failure;
      checkRange("code", code, 400, 599);
      queued.push({ error: { code, message, type }, left: n });
    },
    take() {
      const [first] = queued;
      if (first === undefined) return undefined;
      first.left--;
      if (first.left === 0) queued.shift();
      return first.error;
    },
    clear() {
      queued = [];
    },
  };
}

function checkType(failure: unknown): void {
  if (isJsonObject(failure) && typeof failure.type === "string") return;
  throw new TypeError(`The failure has no type. Expected one such as { type: "INTERNAL" }: call ${usage}.`);
}
