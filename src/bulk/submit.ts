import { withWaitSignal } from "../client/resolve-options.ts";
import {
  ApiError,
  ConnectionError,
  InvalidRequestError,
  isRegistryError,
  MalformedResponseError,
  OperationNotSentError,
  ReceiptError,
  RedirectError,
  TaskTimeoutError,
  TimeoutError,
  type AnyRegistryError,
  type EarlierBulk,
} from "../errors/index.ts";
import { isOverload } from "../errors/outcome.ts";
import { nothingSent } from "../errors/registry-error.ts";
import type { BulkResourcesResult, RegistryClient } from "../generated/client.ts";
import type { ResourceCheck } from "../resource-check.ts";
import { isWaitError, pollTask, type TaskClient } from "../tasks/poll-task.ts";
import { isAborted, sleep, throwIfAborted, type Clock } from "../transport/deadline.ts";
import { isUntrusted } from "../transport/platform-errors.ts";
import { backoffMs } from "../transport/retry.ts";
import type { Data, OperationId, SourcePath } from "../types.ts";
import type { CallOptions } from "../client/options.ts";
import { partOf, type AnyOperation, type AnyOutcome, type Bulk, type Write } from "./batch.ts";
import type { BulkKind } from "./kinds.ts";
import type { Load } from "./load.ts";
import type { BulkToSubmit } from "./options.ts";
import type { Order } from "./order.ts";
import { matchReceipts, unfinished } from "./receipts.ts";

/** The part of a client that writes resources. Tests can pass a stub. */
export type BulkClient = Pick<RegistryClient, "bulkResources" | "getTask">;

/** The part of a client that writes resources, with or without profiles. `P` is `unknown` without. */
export interface BulkClientOf<P> extends TaskClient {
  bulkResources(path: SourcePath, body: never, options?: CallOptions): Promise<BulkResourcesResult>;
  readonly profiles?: ResourceCheck<P> | undefined;
}

/** The part of a client that writes relationships. Tests can pass a stub. */
export type RelationshipBulkClient = Pick<RegistryClient, "bulkRelationships" | "getTask">;

/** The client, the source and the shared state of a load. */
export interface WriteContext {
  readonly registry: TaskClient;
  readonly sourceKey: string;
  readonly kind: BulkKind;
  /** Sends a bulk. */
  readonly sendBulk: (bulk: Bulk, options: CallOptions) => Promise<{ readonly taskId: string }>;
  readonly order: Order;
  readonly load: Load;
}

/** The maximum number of resources with an unknown outcome that are kept in memory. */
const maxUnresolved = 100_000;

/**
 * Writes a bulk, and resolves with the outcome of each operation. Omits operations whose resource is in an earlier bulk with an unknown
 * outcome.
 */
export async function writeBulk(context: WriteContext, bulk: Bulk): Promise<AnyOutcome[]> {
  const earlier = bulk.writes.map((write) => context.order.blockingBulk(write));
  if (earlier.every((blocking) => blocking === undefined)) return submitAndWait(context, bulk);
  const { attempts } = bulk;
  const notSent = bulk.writes.flatMap((write, position) => {
    const blocking = earlier[position];
    return blocking === undefined ? [] : allNotSent(context, { writes: [write], attempts }, { earlier: blocking });
  });
  if (notSent.length === earlier.length) return notSent;
  const free = partOf(bulk, (position) => earlier[position] === undefined);
  return [...notSent, ...(await submitAndWait(context, free))];
}

async function submitAndWait(context: WriteContext, bulk: Bulk): Promise<AnyOutcome[]> {
  const { load, order } = context;
  const submission = await submit(context, bulk);
  if (submission === undefined) return allNotSent(context, bulk, { cause: load.cause });
  const { taskId, error } = submission;
  const markUnresolved = (writes: readonly Write[], cause: AnyRegistryError | undefined) => {
    const { from, to } = describe(bulk);
    const count = order.markUnresolved(writes, { taskId, from, to });
    if (count > maxUnresolved && cause !== undefined) load.stopFor(cause, "unresolved");
  };
  if (error !== undefined) {
    if (isRefusedWhole(error) && bulk.writes.length > 1) return writeHalves(context, bulk);
    if (error.outcome === "unknown") markUnresolved(bulk.writes, error);
    return allFailed(bulk, error);
  }
  load.progress.accepted += bulk.writes.length;
  load.report();
  await load.settings.onSubmit?.({ taskId, ...describe(bulk) });
  const { outcomes, unresolved } = await waitForBulk(context, submission, bulk);
  if (unresolved.length > 0) markUnresolved(unresolved, outcomes.find((outcome) => !outcome.ok)?.error);
  return outcomes;
}

/** The taskId of a bulk that the registry accepted, or the error of the submission. */
type Submission =
  | {
      readonly taskId: string;
      /** Whether an earlier submission may have been applied. */
      readonly isResubmitted: boolean;
      readonly error?: undefined;
    }
  | { readonly taskId?: undefined; readonly error: AnyRegistryError };

type Accepted = Extract<Submission, { taskId: string }>;

/**
 * Submits a bulk. Resolves with undefined if it was never sent, because the load stopped. After an unknown outcome the bulk is
 * resubmitted if that has no further effect, because it consists of upserts and deletes. If a resubmission is refused, the error with
 * the unknown outcome still counts.
 */
async function submit(context: WriteContext, bulk: Bulk): Promise<Submission | undefined> {
  const { load } = context;
  const { wait, resubmit, beforeSubmit } = load.settings;
  const isRepeatable = bulk.writes.every(({ action }) => action !== "CREATE");
  let unknown: AnyRegistryError | undefined;
  for (let failures = 0; ;) {
    const probe = await load.waitToSend();
    throwIfAborted(load.exited);
    if (isAborted(load.stopped)) return unknown && { error: unknown };
    try {
      await beforeSubmit?.(describe(bulk));
    } catch (error) {
      load.stop(error);
    }
    throwIfAborted(load.exited);
    if (isAborted(load.stopped)) return unknown && { error: unknown };
    // Another bulk paused the load meanwhile. What the hook checked may not hold after the pause.
    if (probe === undefined && load.isPaused()) continue;
    bulk.attempts += 1;
    const { taskId, error } = await send(context, bulk);
    throwIfAborted(error && load.exited);
    const hadNoResponse = !load.hasResponse;
    load.hasResponse ||= error === undefined || "status" in error;
    if (error === undefined) {
      load.resume(true);
      return { taskId, isResubmitted: unknown !== undefined };
    }
    if (error.outcome === "unknown") unknown = error;
    const isConnection = error instanceof ConnectionError;
    const isUnreachable = isConnection && error.outcome === "not-done" && hadNoResponse;
    if (isUnreachable || stopsLoad(error)) {
      load.stopFor(error, stopsLoad(error) ? "refused" : "unavailable");
      return unknown && { error: unknown };
    }
    const { status, retryAfterMs: requestedMs = 0 } = error instanceof ApiError ? error : {};
    if (isConnection || (probe !== undefined && error instanceof TimeoutError) || isOverload(status)) {
      load.pause(error, requestedMs, probe);
      if (unknown !== undefined && (!isRepeatable || resubmit.limit === 0)) return { error: unknown };
      continue;
    }
    if ("status" in error) load.resume(false);
    if (unknown === undefined) return { error };
    failures += 1;
    if (!isRepeatable || failures > resubmit.limit || requestedMs >= wait.deadlineMs) return { error: unknown };
    await sleep(load.exited, wait.clock, Math.max(requestedMs, backoffMs(resubmit, failures, wait.random)));
  }
}

/** Sends a bulk once, with the retries of the call. */
async function send(
  { sendBulk, load }: WriteContext,
  bulk: Bulk,
): Promise<{ taskId: string; error?: undefined } | { taskId?: undefined; error: AnyRegistryError }> {
  const { signal, headers, timeoutMs, retry } = load.settings.wait;
  try {
    const options = { signal, headers, timeoutMs, retry: withWaitSignal(retry, load.ended) };
    const { taskId } = await sendBulk(bulk, options);
    return { taskId };
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    // A taskId in a response that was cut off shows that the registry accepted the bulk.
    const isCutOff = error instanceof ConnectionError || error instanceof MalformedResponseError;
    return isCutOff && error.taskId !== undefined ? { taskId: error.taskId } : { error };
  }
}

/** Whether every other bulk would fail with the same error. */
function stopsLoad(error: AnyRegistryError): boolean {
  if (error instanceof ApiError) return [401, 403, 404].includes(error.status);
  return error instanceof RedirectError || error instanceof InvalidRequestError || isUntrusted(error);
}

interface EndedBulk {
  readonly outcomes: AnyOutcome[];
  /** The operations that may still be applied. */
  readonly unresolved: readonly Write[];
}

async function waitForBulk(
  { registry, sourceKey, load, kind: { operationId } }: WriteContext,
  { taskId, isResubmitted }: Accepted,
  bulk: Bulk,
): Promise<EndedBulk> {
  const wait = { ...load.settings.wait, deadlineClock: withoutPauses(load), signal: load.exited };
  const receipts = { atEnd: () => true, atFirstPoll: true };
  try {
    const { task, context } = await pollTask(registry, { sourceKey, taskId }, wait, receipts);
    const outcome = isResubmitted ? "unknown" : "not-done";
    const outcomes = matchReceipts(bulk, { ...task, taskId }, { ...context, operationId, outcome });
    return { outcomes, unresolved: unfinished(bulk.writes, outcomes, task) };
  } catch (error) {
    if (!isWaitError(error)) throw error;
    // Every other poll would fail in the same way, except after a 404: only this task may be missing.
    if (stopsLoad(error) && !(error instanceof ApiError && error.status === 404)) load.stopFor(error, "refused");
    return { outcomes: allFailed(bulk, withoutReceipts(operationId, taskId, error)), unresolved: bulk.writes };
  }
}

/** Returns a clock that stands still during pauses, so that they do not count towards `deadlineMs`. */
function withoutPauses(load: Load): Clock {
  const { clock } = load.settings.wait;
  interface Timer {
    current?: unknown;
  }
  const start = (timer: Timer, callback: () => void, ms: number) => {
    const pausedBefore = load.pausedMs();
    const end = () => {
      const pausedSince = load.pausedMs() - pausedBefore;
      if (pausedSince > 0) start(timer, callback, pausedSince);
      else callback();
    };
    timer.current = clock.setTimeout(end, ms);
    return timer;
  };
  return {
    now: () => clock.now() - load.pausedMs(),
    setTimeout: (callback, ms) => start({}, callback, ms),
    clearTimeout: (timer) => {
      clock.clearTimeout((timer as Timer).current);
    },
  };
}

/** Returns the error of a bulk whose poll failed. The outcome of the poll is not that of the bulk. */
function withoutReceipts(operationId: OperationId, taskId: string, error: AnyRegistryError): AnyRegistryError {
  if (error instanceof TaskTimeoutError) return error;
  const { attempts, elapsedMs, requestId } = error;
  const context = { operationId, attempts, elapsedMs, requestId, outcome: "unknown" } as const;
  return new ReceiptError(context, taskId, `its task could not be polled (${error.name})`, error);
}

/** Whether a bulk was refused as a whole, though only a part of it may be invalid. */
function isRefusedWhole(error: AnyRegistryError): boolean {
  return error instanceof ApiError && error.outcome === "not-done" && (error.status === 400 || error.status === 413);
}

/** Writes the halves of a bulk one after the other, to keep the order of the operations. */
async function writeHalves(context: WriteContext, bulk: Bulk): Promise<AnyOutcome[]> {
  const middle = Math.ceil(bulk.writes.length / 2);
  const secondHalf = partOf(bulk, (position) => position >= middle);
  const firstHalf = partOf(bulk, (position) => position < middle);
  return [...(await writeBulk(context, firstHalf)), ...(await writeBulk(context, secondHalf))];
}

type Operations = Pick<Bulk, "writes" | "attempts">;

function allFailed({ writes, attempts }: Operations, error: AnyRegistryError): AnyOutcome[] {
  return writes.map(({ index, operation }) => ({ index, operation, attempts, ok: false, error }));
}

/** Returns the outcomes of operations that were not sent, or whose last submission was not applied. */
function allNotSent(
  { kind: { operationId } }: WriteContext,
  bulk: Operations,
  why: { readonly earlier?: EarlierBulk; readonly cause?: AnyRegistryError | undefined },
): AnyOutcome[] {
  return allFailed(bulk, new OperationNotSentError({ ...nothingSent, operationId }, why));
}

function describe({ writes }: Bulk): BulkToSubmit<Data, AnyOperation> {
  const [from = 0, to = 0] = [writes[0]?.index, writes.at(-1)?.index];
  const excluded: number[] = [];
  let next = from;
  for (const { index } of writes) {
    while (next < index) excluded.push(next++);
    next += 1;
  }
  return { from, to, excluded, operations: writes.map(({ operation }) => operation) };
}
