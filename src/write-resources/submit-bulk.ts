import {
  ApiError,
  ConnectionError,
  isRegistryError,
  isUntrusted,
  MalformedResponseError,
  type AnyRegistryError,
} from "../errors/index.ts";
import { backoffMs, sleep, throwIfAborted, withWaitSignal } from "../transport/index.ts";
import { bodyOf, type Bulk } from "./bulk.ts";
import type { Sending } from "./sending.ts";

/** A bulk that the registry has taken on. */
export interface Submitted {
  readonly taskId: string;
  /** Whether another one of it may have been carried out before. */
  readonly isRepeated: boolean;
}

/**
 * Submits a bulk. After an unknown outcome it is sent again as it is, when that changes nothing more: when every operation in it
 * is an upsert or a delete. An error that does not say so is then not the whole truth, and the one that left it open is.
 */
export async function submitBulk(
  { registry, sourceKey, settings, left }: Sending,
  bulk: Bulk,
): Promise<Submitted | { readonly error: AnyRegistryError }> {
  const { wait, resend } = settings;
  const { signal, headers, timeoutMs, retry, clock, random } = wait;
  const isRepeatable = bulk.writes.every(({ action }) => action !== "CREATE");
  let doubtful: AnyRegistryError | undefined;
  for (let attempts = 1; ; attempts++) {
    throwIfAborted(left);
    try {
      const options = { signal, headers, timeoutMs, retry: withWaitSignal(retry, left) };
      const { taskId } = await registry.bulkResources({ sourceKey }, bodyOf(bulk), options);
      return { taskId, isRepeated: attempts > 1 };
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      const taskId = takenOn(error);
      if (taskId !== undefined) return { taskId, isRepeated: attempts > 1 };
      if (error.outcome === "unknown") doubtful = error;
      else if (doubtful === undefined) return { error };
      const askedMs = (error instanceof ApiError ? error.retryAfterMs : undefined) ?? 0;
      if (!isRepeatable || isUntrusted(error.cause) || attempts > resend.limit || askedMs >= wait.deadlineMs)
        return { error: doubtful };
      await sleep(left, clock, Math.max(askedMs, backoffMs(resend, attempts, random)));
    }
  }
}

/** The taskId of a bulk that the registry has taken on, though its answer did not come whole. */
function takenOn(error: AnyRegistryError): string | undefined {
  return error instanceof ConnectionError || error instanceof MalformedResponseError ? error.taskId : undefined;
}
