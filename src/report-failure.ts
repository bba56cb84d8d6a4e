import { InvalidRequestError } from "./errors/index.ts";
import { FalsyThrown } from "./http.ts";
import { contextOf, emitError, isReason, type Call, type Settings } from "./transport/index.ts";

/** Tells `onEvent` that the call has failed, and gives what it is to reject with: the error, which names its operation. */
export function reportFailure(call: Call, { clock, onEvent }: Settings, caught: unknown): unknown {
  const error = caught instanceof FalsyThrown ? caught.thrown : caught;
  const now = clock.now();
  const isUnnamed = error instanceof InvalidRequestError && error.operationId === undefined && !isReason(call, error);
  const thrown = isUnnamed ? new InvalidRequestError(error.field, error.reason, contextOf(call, now)) : error;
  emitError(onEvent, call, thrown, now);
  return thrown;
}
