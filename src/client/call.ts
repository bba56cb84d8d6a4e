import { ApiError, InvalidRequestError, MalformedResponseError, type ErrorContext } from "../errors/index.ts";
import { type AttemptEnd, mayHaveHappened, outcomeAfter, takesNewId } from "../errors/outcome.ts";
import { throwIfInvalid } from "../errors/registry-error.ts";
import { operations, type OperationDefinition, type OperationKind } from "../generated/contract.ts";
import { isJsonObject } from "../json.ts";
import { isRootIdToken, relationshipId } from "../resource-id.ts";
import { printableTaskId } from "../task-id.ts";
import { elapsedMs } from "../transport/deadline.ts";
import { emitError, isAbortReason } from "../transport/events.ts";
import { withoutKey, withText } from "../transport/response.ts";
import { retryAfterMs as readRetryAfter, withRetries } from "../transport/retry.ts";
import type { CallContext, CallResult, OutgoingRequest } from "../transport/types.ts";
import type { OperationId } from "../types.ts";
import { prepareBody } from "./body.ts";
import { formHeaders, toForm } from "./form.ts";
import { toOutgoing, PlainRequest, requestFor, type HttpClient } from "./http-client.ts";
import { checkOptionNames } from "./option-rules.ts";
import type { CallOptions } from "./options.ts";
import { guardAddress, type PathParameters } from "./path.ts";
import { checkerOf } from "./profile-check.ts";
import { readResponse } from "./read.ts";
import { callOptions, resolveHeaders, resolveLimits, resolveSignal } from "./resolve-options.ts";

/** The operation or path of a call. */
export interface Target {
  /** Undefined for a path outside the contract. */
  readonly operationId: OperationId | undefined;
  readonly method: string;
  readonly path: string;
  readonly kind: OperationKind;
  /** The body of an operation of the contract. */
  readonly body?: unknown;
  /** The taskId of a call that polls a task. */
  readonly taskId?: string | undefined;
  /** Further options of the platform's `fetch`. */
  readonly fetchOptions?: object | undefined;
}

/** A call in progress. */
export interface Call {
  /** The `fetch` for openapi-fetch: it uses the transport. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The result of the request; undefined when none was sent, such as when a middleware responded itself. */
  result: CallResult | undefined;
  /** Returns the context of an error; `end` is the reason why the call failed after its last attempt, if it did. */
  readonly context: (end?: AttemptEnd) => ErrorContext;
}

/** Makes a call: `work` sends one request through openapi-fetch. Emits the `error` event if it rejects. */
export async function runCall<Result>(
  { settings }: HttpClient,
  target: Target,
  options: Pick<CallOptions, "signal" | "timeoutMs" | "deadlineMs" | "retry">,
  work: (call: Call) => Promise<Result>,
): Promise<Result> {
  const { transport } = settings;
  const startedAt = transport.clock.now();
  const { operationId, method, path, kind, taskId, fetchOptions } = target;
  // Spreading `target` here would cost 3 % of the CPU time of a call.
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
    // A middleware may have added headers, or changed the method, for which the contract's kind does not hold.
    resolveHeaders(request.headers);
    if (request.method !== method) context.kind = "once";
    return toOutgoing(request);
  };
  const call: Call = {
    context: (end) => ({
      operationId,
      attempts: call.result?.attempts ?? 0,
      elapsedMs: elapsedMs(context, startedAt),
      outcome: end === undefined ? (call.result?.outcome ?? "not-done") : outcomeAfter(end, context.kind),
      requestId: call.result?.last.progress.requestId,
      isRepeatable: isUpsertsOnly(target.body),
    }),
    async fetch(request) {
      const before = call.result;
      const sent = request instanceof PlainRequest ? request : await fromPlatform(request);
      const result = await withRetries(sent, context);
      call.result = before === undefined ? result : mergeResults(before, result);
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
    const lacksOperation =
      error instanceof InvalidRequestError && error.operationId === undefined && !isAbortReason(context, error);
    const thrown = lacksOperation ? new InvalidRequestError(error, call.context()) : error;
    emitError(context, thrown, call.context());
    throw thrown;
  }
}

/** Counts the calls of this process. */
let calls = 0;

/** Whether a body consists of upserts, which can be repeated without a further effect. */
function isUpsertsOnly(body: unknown): boolean {
  try {
    const lists = isJsonObject(body) ? Object.values(body).filter((list) => Array.isArray(list)) : [];
    const all: readonly unknown[] = lists.flat();
    return all.length > 0 && all.every((operation) => isJsonObject(operation) && operation.action === "UPSERT");
  } catch {
    // The caller changed it meanwhile.
    return false;
  }
}

/** Thrown instead of a falsy abort reason, which openapi-fetch would not treat as an error. */
class FalsyReason extends Error {}

/** Merges the results when a middleware sends a second request in one call. */
function mergeResults(one: CallResult, { last, attempts, outcome }: CallResult): CallResult {
  return { last, attempts: one.attempts + attempts, outcome: one.outcome === "unknown" ? one.outcome : outcome };
}

/** The options that not every operation has. */
interface OwnOptions {
  readonly query?: object | undefined;
  readonly fileField?: string | undefined;
}

/** The arguments of a method. */
export interface OperationInput {
  readonly path: PathParameters | undefined;
  readonly body?: unknown;
  readonly options?: (CallOptions & OwnOptions) | null | undefined;
}

/** Calls an operation of the contract, and reads the response. Rejects with {@link ApiError} for an error response. */
export async function callOperation(
  client: HttpClient,
  operationId: OperationId,
  { path: parameters, body, options }: OperationInput,
): Promise<object> {
  const operation: OperationDefinition = operations[operationId];
  const { method, path, kind, response: shape, query, form } = operation;
  const { clock } = client.settings.transport;
  const taskId = operation.taskIdParameter && parameters?.[operation.taskIdParameter];
  const target = { operationId, method, path, kind, body, taskId: printableTaskId(taskId) };
  return runCall(client, target, options ?? {}, async (call) => {
    throwIfInvalid(
      checkOptionNames(
        options ?? {},
        [...callOptions, ...(query ? ["query"] : []), ...(form ? ["fileField"] : [])],
        query,
      ),
      checkOptionNames(options?.query ?? {}, query ?? []),
    );
    const isIdUnused = parameters?.["id"] !== undefined && !path.includes("{id}");
    if (isIdUnused && takesNewId(operation)) throw new InvalidRequestError(idInPath);
    const { headers, fileField } = options ?? {};
    const type = parameters?.["resourceType"] ?? parameters?.["relationshipType"];
    const { profiles } = client.settings;
    const check = profiles && checkerOf(profiles, path.includes("{containKey}") ? undefined : type);
    const sent = prepareBody(operation, body, form && ((fields) => toForm(form, fields, fileField)), check);
    // Read now, because the caller may reuse the objects for the next call.
    const record = { type, id: requestedId(parameters, body) };
    const { data, error, response } = await client.request(method, path, {
      // openapi-fetch adds it to a copy of this object. Setting it here too saves 5 % of the CPU time of a call.
      method,
      // It checks each parameter, so that the address needs no second check.
      pathSerializer: client.pathSerializer,
      // Without `path`, openapi-fetch does not call `pathSerializer`.
      params: { path: parameters ?? {}, query: query && options?.query },
      body: sent,
      bodySerializer: unchanged,
      headers: form ? formHeaders(headers) : headers === undefined ? undefined : resolveHeaders(headers),
      parseAs: "text",
      Request: requestFor(client.middlewares),
      fetch: call.fetch,
    });
    const last = call.result?.last;
    const redact = last?.kind === "response" ? last.redact : (text: string) => text;
    const retryAfter = () => readRetryAfter(response.headers, clock.now());
    if (!response.ok) {
      // A middleware may have replaced the response of a registry that applied the write.
      const isReplaced = last?.kind === "response" && last.response.status !== response.status;
      const type = isJsonObject(error) ? error.type : undefined;
      const isUnknown =
        isReplaced || mayHaveHappened(type, { creates: method !== "DELETE", deletes: operation.deletes === true });
      const context = call.context(isUnknown ? "unexpectedStatus" : undefined);
      throw new ApiError(context, { status: response.status, body: error, retryAfterMs: retryAfter(), redact });
    }
    const read = readResponse(shape, typeof data === "string" ? data : "", { target: record, taskId, redact });
    if ("problem" in read) {
      // A taskId in the response to a read belongs to no accepted write.
      const problem = { ...read, taskId: kind === "read" ? undefined : withoutKey(read.taskId, redact) };
      throw new MalformedResponseError(call.context("malformed"), response, problem);
    }
    if (operation.retryAfter !== true) return read.value;
    // From the header alone: a field of the body with this name is removed.
    const retryAfterMs = retryAfter();
    if (retryAfterMs === undefined) Reflect.deleteProperty(read.value, "retryAfterMs");
    return retryAfterMs === undefined ? read.value : Object.assign(read.value, { retryAfterMs });
  });
}

/** The body is serialized already. */
const unchanged = (body: unknown) => body;

/** The registry would generate another id than the one that the caller expects. */
const idInPath = { field: "id", reason: "the path of this operation has no id. Put it into the body." };

/**
 * Returns the id in the request, and not that of a contained resource; undefined when the registry generates it, or when it is an
 * identifier such as `system:value`.
 */
function requestedId(parameters: PathParameters | undefined, body: unknown): unknown {
  const { id: idInBody, from, to } = isJsonObject(body) ? body : {};
  const ends = isJsonObject(from) && isJsonObject(to) ? relationshipId(from, to) : undefined;
  const id = parameters?.["id"] ?? idInBody ?? (parameters?.["relationshipType"] && ends);
  return typeof id !== "string" || id.includes(":") || isRootIdToken(id) ? undefined : id;
}
