import { InvalidRequestError, isRegistryError } from "./errors/index.ts";
import { contextOf, emitError, type Call, type Settings } from "./transport/index.ts";

/** What a call rejects with: the error itself, which has been told of, and which names its operation. */
export function failedCall(call: Call, { clock, onEvent }: Settings, error: unknown): unknown {
  const isUnnamed = error instanceof InvalidRequestError && error.operationId === undefined;
  const thrown = isUnnamed ? new InvalidRequestError(error.field, error.reason, contextOf(call, clock.now())) : error;
  if (isRegistryError(thrown)) emitError(onEvent, call, thrown);
  return thrown;
}
