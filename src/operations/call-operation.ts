import { serializerOf, withDefaults } from "../body-json.ts";
import type { CallOptions } from "../call-options.ts";
import type { Caller } from "../caller.ts";
import { ApiError, MalformedResponseError } from "../errors/index.ts";
import { reportFailure } from "../report-failure.ts";
import { checkedHeaders } from "../extra-headers.ts";
import { endpoints } from "../generated/constants.ts";
import { isJsonObject } from "../json.ts";
import { mayHaveLanded } from "../may-have-landed.ts";
import { guardPath } from "../path-guard.ts";
import { limitCall, startCall } from "../start-call.ts";
import { contextOf, markUnknown, notEcho, retryAfterMs } from "../transport/index.ts";
import type { OperationId } from "../types/index.ts";

/** What a caller asks for. */
export interface OperationRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query?: object | undefined;
  readonly body?: unknown;
}

/** How an operation's input is checked and its answer read. */
export interface Operation {
  /** Throws `InvalidRequestError` for a body that can't be right; undefined where there is no body. */
  readonly check?: (body: unknown) => void;
  /** What the call resolves with. Throws what `malformed` gives for an answer that is not the contract's. */
  readonly read: (success: Success) => object;
}

/** A success, which is still to be read. */
export interface Success {
  readonly text: string;
  /** The path parameters of the request. */
  readonly path: Readonly<Record<string, unknown>>;
  /** How long the registry asks to wait before it is asked again, in milliseconds. */
  readonly retryAfterMs: () => number | undefined;
  /** The error for an answer that is not the contract's: what is wrong with it, and its taskId where that can be read. */
  readonly malformed: (fault: string, taskId?: string) => MalformedResponseError;
}

type AnyRequest = (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: string; error?: unknown; response: Response }>;

/** Calls an operation and reads its answer. Rejects with an error of ours for an answer that is no success. */
export async function callOperation(
  { addresses, http, settings, headers }: Caller,
  operationId: OperationId,
  { check, read }: Operation,
  { path, query, body: given }: OperationRequest,
  options: CallOptions | null | undefined,
): Promise<object> {
  const { method, path: template } = endpoints[operationId];
  const { clock } = settings;
  const call = startCall(settings, { operationId, method, path: template });
  try {
    check?.(given);
    const body = withDefaults(operationId, given);
    if (options) limitCall(call, settings, options);
    const common = body === undefined ? headers.all : headers.withJson;
    const own = checkedHeaders(options?.headers);
    // Not given to openapi-fetch, which would merge the headers twice for a body whose content type it does not know.
    call.headers = own === undefined ? common : { ...common, ...own };
    if (body !== undefined) call.json = serializerOf(operationId)(body);
    const init = {
      // openapi-fetch sets it anyway. Already there, its copy of this object keeps its shape, which is ten times as fast.
      method,
      params: { path, query },
      // The same text at each call: openapi-fetch joins a new one, of which the guard would have to find the parts anew.
      pathSerializer: () => guardPath(addresses[operationId], path),
      parseAs: "text",
      call,
    };
    const { data, error, response } = await (http.request as unknown as AnyRequest)(method, template, init);
    // A middleware can give another answer than the registry did, which may have carried the request out.
    if (call.response !== undefined && call.response.status !== response.status) markUnknown(call);
    if (!response.ok) {
      const write = operationId === "submitBundle" ? "BUNDLE" : method;
      if (isJsonObject(error) && mayHaveLanded(write, error["type"])) markUnknown(call);
      const now = clock.now();
      throw new ApiError(contextOf(call, now), response.status, error, retryAfterMs(response, now));
    }
    return read({
      text: data ?? "",
      path,
      retryAfterMs: () => retryAfterMs(response, clock.now()),
      malformed(fault, taskId) {
        markUnknown(call);
        return new MalformedResponseError(contextOf(call, clock.now()), response, {
          fault,
          taskId: notEcho(taskId, call),
        });
      },
    });
  } catch (error) {
    throw reportFailure(call, settings, error);
  }
}
