import { ApiError, InvalidRequestError, MalformedResponseError, type ErrorContext } from "../errors/index.ts";
import { type AttemptEnd, mayHaveHappened, outcomeAfter } from "../errors/outcome.ts";
import { throwFirst } from "../errors/registry-error.ts";
import { operations, type OperationDefinition, type OperationKind } from "../generated/contract.ts";
import { isJsonObject } from "../json.ts";
import { isRootIdToken } from "../resource-id.ts";
import { shownTaskId } from "../task-id.ts";
import { elapsedMs } from "../transport/deadline.ts";
import { emitError, isReason } from "../transport/events.ts";
import { withoutKey, withText } from "../transport/response.ts";
import { retryAfterMs as readRetryAfter, withRetries } from "../transport/retry.ts";
import type { CallContext, CallResult, OutgoingRequest } from "../transport/types.ts";
import type { OperationId } from "../types.ts";
import { outgoing, PlainRequest, requestFor, type HttpClient } from "./http-client.ts";
import { unknownFault } from "./option-rules.ts";
import type { CallOptions } from "./options.ts";
import { guardAddress, guardPath, type PathParameters } from "./path.ts";
import { readResponse } from "./read.ts";
import { callOptions, resolveHeaders, resolveLimits, resolveSignal } from "./resolve-options.ts";
import { prepareBody } from "./validate.ts";

/** The operation or path that a call addresses. */
export interface Target {
  /** Undefined for a path outside the contract. */
  readonly operationId: OperationId | undefined;
  readonly method: string;
  readonly path: string;
  readonly kind: OperationKind;
  /** The body of an operation of the contract. */
  readonly body?: unknown;
  /** The task of a call that reads one. */
  readonly taskId?: string | undefined;
  /** Further options of the platform's `fetch`. */
  readonly fetchOptions?: object | undefined;
}

/** A call that has begun. */
export interface Call {
  /** The `fetch` for openapi-fetch: it leads through the transport. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The result of the request; undefined when none was sent, as by a middleware that responds itself. */
  result: CallResult | undefined;
  /** The context of an error; `end` is what ended the call after its last attempt. */
  readonly context: (end?: AttemptEnd) => ErrorContext;
}

/** Makes a call: `work` sends one request through openapi-fetch. Emits the `error` event for whatever it rejects with. */
export async function runCall<Result>(
  { settings }: HttpClient,
  target: Target,
  options: Pick<CallOptions, "signal" | "timeoutMs" | "deadlineMs" | "retry">,
  work: (call: Call) => Promise<Result>,
): Promise<Result> {
  const { transport } = settings;
  const startedAt = transport.clock.now();
  const { operationId, method, path, kind, taskId, fetchOptions } = target;
  // To spread `target` here would cost 3 % of the CPU time of a call.
  const context: { -readonly [Name in keyof CallContext]: CallContext[Name] } = {
    settings: transport,
    limits: settings.limits,
    signal: undefined,
    startedAt,
    operationId,
    method,
    path,
    kind,
    callId: ++calls,
    taskId,
    fetchOptions,
  };
  const fromPlatform = async (request: Request): Promise<OutgoingRequest> => {
    guardAddress(request.url, transport.baseUrl);
    // A middleware may have set some.
    resolveHeaders(request.headers);
    // What the contract says of an operation does not hold for another method.
    if (request.method !== method) context.kind = "once";
    return outgoing(request);
  };
  const call: Call = {
    context: (end) => ({
      operationId,
      attempts: call.result?.attempts ?? 0,
      elapsedMs: elapsedMs(context, startedAt),
      outcome: end === undefined ? (call.result?.outcome ?? "not-done") : outcomeAfter(end, context.kind),
      requestId: call.result?.last.progress.requestId,
      isRepeatable: isUpsertsAlone(target.body),
    }),
    async fetch(request) {
      const before = call.result;
      const sent = request instanceof PlainRequest ? request : await fromPlatform(request);
      const result = await withRetries(sent, context);
      call.result = before === undefined ? result : afterBoth(before, result);
      const { last } = result;
      if (last.kind === "response") return withText(last.response, last.text);
      if (last.kind === "failed") throw last.toError(call.context());
      const error = (last.error || new FalsyReason()) as Error;
      throw error;
    },
    result: undefined,
  };
  try {
    context.limits = resolveLimits(options, settings.limits);
    context.signal = resolveSignal(options.signal);
    return await work(call);
  } catch (caught) {
    const last = call.result?.last;
    const error: unknown = caught instanceof FalsyReason && last?.kind === "threw" ? last.error : caught;
    const isUnnamed =
      error instanceof InvalidRequestError && error.operationId === undefined && !isReason(context, error);
    const thrown = isUnnamed ? new InvalidRequestError(error, call.context()) : error;
    emitError(context, thrown, call.context());
    throw thrown;
  }
}

/** Counts the calls of this process. */
let calls = 0;

/** Whether a body consists of upserts, which can be repeated without a further effect. */
function isUpsertsAlone(body: unknown): boolean {
  try {
    const lists = isJsonObject(body) ? Object.values(body).filter((list) => Array.isArray(list)) : [];
    const all: readonly unknown[] = lists.flat();
    return all.length > 0 && all.every((operation) => isJsonObject(operation) && operation.action === "UPSERT");
  } catch {
    // The caller changed it meanwhile.
    return false;
  }
}

/** Thrown in the place of a falsy reason, which openapi-fetch would take for no error. */
class FalsyReason extends Error {}

/** What is known after a middleware has sent a second time. */
function afterBoth(one: CallResult, { last, attempts, outcome }: CallResult): CallResult {
  return { last, attempts: one.attempts + attempts, outcome: one.outcome === "unknown" ? one.outcome : outcome };
}

/** The arguments of a method. */
export interface OperationInput {
  readonly path: PathParameters | undefined;
  readonly body?: unknown;
  readonly options?: (CallOptions & { readonly query?: object | undefined }) | null | undefined;
}

/** Calls an operation of the contract and reads its response. Rejects with an error of ours for an error response. */
export async function callOperation(
  client: HttpClient,
  operationId: OperationId,
  { path: parameters, body, options }: OperationInput,
): Promise<object> {
  const operation: OperationDefinition = operations[operationId];
  const { method, path, kind, response: shape } = operation;
  const { clock } = client.settings.transport;
  const taskId = operation.taskIdParameter && parameters?.[operation.taskIdParameter];
  const target = { operationId, method, path, kind, body, taskId: shownTaskId(taskId) };
  return runCall(client, target, options ?? {}, async (call) => {
    throwFirst(
      unknownFault(options ?? {}, operation.query === undefined ? callOptions : [...callOptions, "query"]),
      unknownFault(options?.query ?? {}, operation.query ?? []),
    );
    const json = prepareBody(operation, body);
    // Now, because the caller may use the same objects for the next call.
    const resource = { type: parameters?.["resourceType"], id: requestedId(parameters, body) };
    const { data, error, response } = await client.request(method, path, {
      // openapi-fetch sets it on a copy of this object. Set here too, it saves 5 % of the CPU time of a call.
      method,
      // Each parameter is guarded, and so the address needs no second check.
      pathSerializer: guardPath,
      // Without `path`, openapi-fetch does not call `pathSerializer`.
      params: { path: parameters ?? {}, query: operation.query && options?.query },
      body: json,
      bodySerializer: String,
      headers: options?.headers === undefined ? undefined : resolveHeaders(options.headers),
      parseAs: "text",
      Request: requestFor(client.middlewares),
      fetch: call.fetch,
    });
    const last = call.result?.last;
    const redact = last?.kind === "response" ? last.redact : (text: string) => text;
    const retryAfter = () => readRetryAfter(response.headers, clock.now());
    if (!response.ok) {
      // A middleware may respond otherwise than the registry, which may have applied the write.
      const isReplaced = last?.kind === "response" && last.response.status !== response.status;
      const type = isJsonObject(error) ? error.type : undefined;
      const mayHave =
        isReplaced || mayHaveHappened(type, { creates: method !== "DELETE", deletes: operation.deletes === true });
      const context = call.context(mayHave ? "unexpectedStatus" : undefined);
      throw new ApiError(context, { status: response.status, body: error, retryAfterMs: retryAfter(), redact });
    }
    const read = readResponse(shape, typeof data === "string" ? data : "", { target: resource, taskId, redact });
    if ("fault" in read) {
      // A read that names a task has not accepted a write.
      const fault = { ...read, taskId: kind === "read" ? undefined : withoutKey(read.taskId, redact) };
      throw new MalformedResponseError(call.context("malformed"), response, fault);
    }
    if (operation.retryAfter !== true) return read.value;
    // The header alone counts, and not a field of the body.
    const retryAfterMs = retryAfter();
    if (retryAfterMs === undefined) Reflect.deleteProperty(read.value, "retryAfterMs");
    return retryAfterMs === undefined ? read.value : Object.assign(read.value, { retryAfterMs });
  });
}

/** Undefined when the registry generates the id, or when the path has an identifier such as `system:value` in its place. */
function requestedId(parameters: PathParameters | undefined, body: unknown): unknown {
  const id = parameters?.["id"] ?? (isJsonObject(body) ? body.id : undefined);
  return typeof id !== "string" || id.includes(":") || isRootIdToken(id) ? undefined : id;
}
