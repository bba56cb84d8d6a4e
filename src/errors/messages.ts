import { errorTypes, operations, taskStatuses } from "../generated/contract.ts";
import type { ErrorType, Receipt, TaskStatus } from "../generated/client.ts";
import { taskIdShape } from "../task-id.ts";
import { adviceFor, endOfStatus, type Advice, type Outcome } from "./outcome.ts";
import type { AnyRegistryError, EarlierBulk } from "./index.ts";
import type { ErrorContext, InputProblem } from "./registry-error.ts";

/*
 * The message of every error. The reasons of invalid input, and the problems of responses, are worded where they are detected. A
 * message consists of fixed words, numbers, error types of the contract, usual media types, codes of `platform-errors.ts`, and the
 * registry's ids if they match their pattern. It contains nothing else of a request or response.
 */

const adviceTexts: Readonly<Record<Advice, string>> = {
  retry: "Nothing was written. Retrying is safe.",
  retryRead: "The operation only reads. Retrying is safe.",
  retryRepeatable: "The write may have happened. Retrying is safe.",
  retryWithId:
    "The write may have happened. If nobody else uses the id, retry: ALREADY_EXISTS then means that the write succeeded. " +
    "Without an id, look for the resource first.",
  check: "The write may have happened. Check the registry before you retry.",
};
const followTask = "The write was accepted: poll its task with `error.taskId`.";
const proxyResponded = "A proxy or gateway may have responded instead of the registry";

function subject({ operationId, attempts }: ErrorContext): string {
  return `${operationId ?? "Request"}${attempts > 1 ? ` (${attempts} attempts)` : ""}`;
}

function next(context: ErrorContext, taskId?: string): string {
  return taskId === undefined ? adviceTexts[adviceFor(context)] : followTask;
}

/** Returns a type that the contract lists. An unknown one could be any word, such as an id of the request. */
export function knownErrorType(type: string | undefined): ErrorType | undefined {
  return errorTypes.find((known) => known === type);
}

/** Names a task by its taskId, if that may be printed. */
function task(taskId: string, noun = "task"): string {
  return taskIdShape.test(taskId) ? `${noun} ${taskId}` : noun;
}

export function invalidInput({ field, reason }: InputProblem): string {
  return `Invalid ${field}: ${reason}`;
}

const adviceByType: Partial<Readonly<Record<ErrorType, string>>> = {
  UNAUTHENTICATED: "The API key is missing or invalid: check apiKey.",
  PERMISSION_DENIED: "The API key has no permission for this operation.",
  CONTENT_TOO_LARGE: "The request is too large: split it, or send a smaller file.",
};

interface ErrorResponse {
  readonly status: number;
  readonly type: ErrorType | undefined;
  readonly retryAfterMs: number | undefined;
  readonly hasDetails: boolean;
}

export function errorResponse(context: ErrorContext, response: ErrorResponse): string {
  const { status, type } = response;
  const known = knownErrorType(type);
  const isRetryRedundant =
    known === "ALREADY_EXISTS" && adviceFor({ ...context, outcome: "unknown" }) === "retryWithId";
  const isRateLimited = endOfStatus(status, type) === "rateLimited";
  const advice = context.outcome === "unknown" && !isRetryRedundant && !isRateLimited ? ` ${next(context)}` : "";
  const reason = isRateLimited ? rateLimited(context, response) : meaning(context.operationId, response, known);
  return `${subject(context)}: ${status}${known === undefined ? "" : ` ${known}`}. ${reason}${advice}`;
}

function rateLimited({ outcome }: ErrorContext, { retryAfterMs }: ErrorResponse): string {
  const earlier = outcome === "unknown" ? ", but an earlier one may have been" : "";
  const when = retryAfterMs === undefined ? "later" : `after ${retryAfterMs} ms (retryAfterMs)`;
  return `Too many requests: this attempt was not executed${earlier}. Retry ${when}.`;
}

function meaning(
  operationId: ErrorContext["operationId"],
  { type, hasDetails }: ErrorResponse,
  known: ErrorType | undefined,
): string {
  if (type === undefined) {
    return `${proxyResponded}: check baseUrl or workspaceId.`;
  }
  const see = `See \`error.${hasDetails ? "details" : "serverMessage"}\` (not printed: it can quote the request).`;
  if (known === "NOT_FOUND") return notFound(operationId);
  if (known === "ALREADY_EXISTS") {
    const exists = `${noun(operationId)} with this id exists.`;
    return `A${/^[aeiou]/.test(exists) ? "n" : ""} ${exists} If nobody else uses the id, an earlier create of yours succeeded.`;
  }
  if (known === "INVALID_ARGUMENT") return `The request is invalid. ${see}`;
  if (known === "CONTENT_TOO_LARGE" && operationId === "createObject") return "The file is too large.";
  return known === undefined ? see : (adviceByType[known] ?? see);
}

/** How long a cursor of a browse is valid. */
const cursorLifetime = "5 minutes";

/** What an operation reads or writes. */
function noun(operationId: ErrorContext["operationId"]): string {
  return /relationship|object/i.exec(operationId ?? "")?.[0].toLowerCase() ?? "resource";
}

/** The thing that a path parameter, or the end of a path, identifies, unless it is an `id`. */
const targets: Partial<Record<string, string>> = {
  taskId: "task",
  purgeId: "purge",
  bulkId: "bulk",
  containedResourceId: "contained resource",
  collectionKey: "collection",
  pipeline: "pipeline",
  pipelineExecutionId: "pipeline execution",
  browse: `cursor (valid for ${cursorLifetime})`,
};

function notFound(operationId: ErrorContext["operationId"]): string {
  const path = operationId === undefined ? "" : operations[operationId].path;
  // A put creates what the end of its path identifies.
  const creates = operationId !== undefined && operations[operationId].method === "PUT";
  const parameters: string[] = path.match(/\w+(?=\})/g) ?? ["the path"];
  if (operationId === "browse") parameters.push("params.cursor");
  const needed = creates ? path.replace(/[^/]*$/, "") : path;
  const things = needed.split(/\W+/).flatMap((name) => (name === "id" ? noun(operationId) : (targets[name] ?? [])));
  const named = ["The source", ...things.map((thing) => `the ${thing}`)].join(", ").replace(/, (?=[^,]*$)/, " or ");
  return `${named} does not exist: check ${parameters.join(", ")}, and baseUrl or workspaceId.`;
}

const stages = {
  connecting: "could not connect",
  waiting: "no response",
  reading: "the response was cut off",
  isRead: "the body of the response was already read: `fetch` must return a new Response for each request",
};

interface ConnectionFailure {
  /** How far the attempt came. */
  readonly stage: keyof typeof stages;
  /** Whether the certificate of the host is not trusted. */
  readonly isUntrusted?: boolean;
  readonly code?: string | undefined;
  readonly taskId?: string | undefined;
}

export function connectionFailed(
  context: ErrorContext,
  { stage, isUntrusted, code, taskId }: ConnectionFailure,
): string {
  const check = isUntrusted === true ? checkCertificate : checkNetwork;
  const reason = code === undefined ? "" : ` (${code})`;
  return `${subject(context)}: ${stages[stage]}${reason}. ${stage === "connecting" ? `${check} ` : ""}${next(context, taskId)}`;
}

const checkNetwork = "Check baseUrl or workspaceId, and the network.";
const checkCertificate =
  "The certificate is not trusted: set NODE_EXTRA_CA_CERTS for a private CA, or check baseUrl or workspaceId.";

interface Timeout {
  readonly timeoutMs: number;
  readonly scope: "attempt" | "deadline";
  /** After how long `fetch` itself timed out; undefined when it did not. */
  readonly fetchTimedOutMs?: number | undefined;
}

export function timedOut(context: ErrorContext, { timeoutMs, scope, fetchTimedOutMs }: Timeout): string {
  const limit =
    fetchTimedOutMs === undefined
      ? `timed out after ${timeoutMs} ms (${scope === "attempt" ? "timeoutMs, one attempt" : "deadlineMs, the whole call"})`
      : `fetch itself timed out after ${fetchTimedOutMs} ms, before timeoutMs. Use a fetch with longer timeouts`;
  return `${subject(context)}: ${limit}. ${next(context)}`;
}

export function redirected(context: ErrorContext): string {
  return (
    `${subject(context)}: the response is a redirect. Redirects are not followed, because they would send the API key to another address. ` +
    `If the registry has moved, set baseUrl to \`error.origin\`. ${next(context)}`
  );
}

interface MalformedResponse {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly problem: string;
  readonly taskId?: string | undefined;
}

export function malformedResponse(
  context: ErrorContext,
  { status, contentType, problem, taskId }: MalformedResponse,
): string {
  const proxy = contentType === "text/html" ? ` ${proxyResponded}.` : "";
  return `${subject(context)}: ${status} (${contentType ?? "unknown content type"}), but ${problem}.${proxy} ${next(context, taskId)}`;
}

export interface FailedTask {
  readonly taskId: string;
  readonly status: TaskStatus;
  /** The receipts of all operations; undefined when they could not be read. */
  readonly receipts?: readonly Receipt[];
}

export function taskFailed(
  { taskId, status, receipts }: FailedTask,
  failed: readonly Receipt[],
  outcome: Outcome,
): string {
  const ended = `The ${task(taskId)} ended as ${status === "CANCELLED" ? status : "FAILURE"}`;
  if (receipts === undefined) return `${ended}, and its receipts could not be read. Get them with getTask.`;
  if (failed.length === 0 && outcome === "unknown") {
    return `${ended}, but no receipt shows a failure. Check the registry before you retry.`;
  }
  const counts = `: ${failed.length} of ${receipts.length} operations failed (${countedReasons(failed)})`;
  return `${ended}${failed.length === 0 ? "" : counts}. ${taskAdvice(outcome, failed.length < receipts.length)}`;
}

function taskAdvice(outcome: Outcome, hasOthers: boolean): string {
  if (outcome === "not-done") return "Nothing was written: fix the failed operations and retry.";
  if (hasOthers) return "The others were applied: fix the failed operations and retry only those.";
  return "An earlier request may have applied them. Check the registry before you retry.";
}

/** Such as "2 ALREADY_EXISTS, 1 INVALID_ARGUMENT", the most frequent first. */
function countedReasons(failed: readonly Receipt[]): string {
  const counts = new Map<string, number>();
  for (const { error, status } of failed) {
    const unknown = error?.type === undefined ? "without a reason" : "of an unknown type";
    const reason = knownErrorType(error?.type) ?? (status === "CANCELLED" && !error?.type ? "CANCELLED" : unknown);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(", ");
}

function knownStatus(status: TaskStatus): string {
  return taskStatuses.find((known) => known === status) ?? "unknown";
}

export interface ExpiredWait {
  readonly taskId: string;
  readonly deadlineMs: number;
  /** The status in the last response; undefined when there was none. */
  readonly status: TaskStatus | undefined;
  /** The error of the last poll that ended; undefined when it succeeded, or when none ended. */
  readonly lastError: AnyRegistryError | undefined;
}

export function taskTimedOut({ taskId, deadlineMs, status, lastError }: ExpiredWait): string {
  const late = `The ${task(taskId)} did not end within ${deadlineMs} ms (deadlineMs)`;
  const http = lastError?.name === "ApiError" ? lastError.status : undefined;
  if (status === undefined && http === 404) {
    return `${late}: the source has no such task (404). Check sourceKey and taskId: a task belongs to the source that it was submitted to.`;
  }
  const reason = lastError === undefined ? "" : ` (${lastError.name}${http === undefined ? "" : ` ${http}`})`;
  const seen = status === undefined ? `no poll succeeded${reason}` : `its last status was ${knownStatus(status)}`;
  return `${late}: ${seen}. It may still complete: wait again with its taskId.`;
}

export function operationFailed(
  { operationId, outcome }: ErrorContext,
  taskId: string,
  type: ErrorType | undefined,
  status: string,
): string {
  const reason = type ?? (status === "CANCELLED" ? "CANCELLED" : "see its receipt");
  const advice =
    outcome === "unknown"
      ? `It may have been applied: read the ${noun(operationId)} before you retry.`
      : "It was not applied: fix it and retry.";
  return `The operation failed in the ${task(taskId, "bulk")}: ${reason}. ${advice}`;
}

export function operationNotSent({ taskId, from, to }: EarlierBulk): string {
  return (
    `The operation was not sent, because the outcome of an earlier operation with the same id is unknown ` +
    `(${task(taskId ?? "", "bulk")}, operations ${from} to ${to}). Check that bulk, then retry.`
  );
}

export function operationStopped(): string {
  return "The operation was not applied, because the load stopped. Fix the cause, then retry.";
}

/** Why a load stopped: the registry refused a bulk, was not available, or left the outcomes of too many operations unknown. */
export type WriteStopReason = "refused" | "unavailable" | "unresolved";

const stopReasons: Readonly<Record<WriteStopReason, string>> = {
  refused: "every further bulk would fail in the same way",
  unavailable: "the registry is not available",
  unresolved: "the outcomes of more than 100,000 resources or relationships are unknown",
};

export function writeStopped({ name }: Pick<Error, "name">, reason: WriteStopReason, read: number): string {
  return (
    `The load stopped, because ${stopReasons[reason]} (${name}). Fix \`error.cause\`, ` +
    `retry the failed operations among the first ${read}, and continue at index ${read}.`
  );
}

export function browseExpired(pagesRead: number): string {
  return (
    `The browse session expired (pages read: ${pagesRead}): a cursor is valid for ${cursorLifetime}. ` +
    "Browse again, and spend less time on each page, or set a smaller perPage."
  );
}

export function receiptMissing({ operationId }: ErrorContext, taskId: string, problem: string): string {
  return `The outcome of the operation in the ${task(taskId, "bulk")} is unknown: ${problem}. Read the ${noun(operationId)} before you retry.`;
}
