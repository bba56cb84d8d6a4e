import { errorTypes, operations } from "../generated/contract.ts";
import type { ErrorType } from "../generated/client.ts";
import { adviceFor, endOfStatus, type Advice } from "./outcome.ts";
import type { ErrorContext, InputProblem } from "./registry-error.ts";

/*
 * The messages of calls; `task-messages.ts` has those of tasks and bulks. The reasons of invalid input, and the problems of responses, are worded where they are detected. A
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
export function noun(operationId: ErrorContext["operationId"]): string {
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

export function browseExpired(pagesRead: number): string {
  return (
    `The browse session expired (pages read: ${pagesRead}): a cursor is valid for ${cursorLifetime}. ` +
    "Browse again, and spend less time on each page, or set a smaller perPage."
  );
}
