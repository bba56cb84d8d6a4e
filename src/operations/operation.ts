import { checkedHeaders, limitCall, startCall, type CallOptions } from "../call-options.ts";
import { ApiError, type ErrorContext } from "../errors/index.ts";
import { failedCall } from "../failed-call.ts";
import { endpoints } from "../generated/constants.ts";
import type { Http } from "../http.ts";
import { contextOf, markUnknown, retryAfterMs, type Settings } from "../transport/index.ts";
import type { OperationId } from "../types.ts";

/** What an operation is called with. */
export interface Caller {
  readonly http: Http;
  readonly settings: Settings;
}

export interface Request {
  readonly operationId: OperationId;
  readonly path: object;
  readonly body?: unknown;
  /** Throws `InvalidRequestError` for an input that can't be right. */
  readonly check?: () => void;
}

/** A success, which is still to be read. */
export interface Success {
  readonly response: Response;
  readonly text: string;
  /** What the error of an answer that is not the contract's tells. */
  readonly malformed: () => ErrorContext;
}

type AnyRequest = (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: string; error?: unknown; response: Response }>;

/** Calls an operation and reads its answer. Rejects with an error of ours for an answer that is no success. */
export async function callOperation<Result>(
  { http, settings }: Caller,
  { operationId, path, body, check }: Request,
  options: CallOptions | null | undefined,
  read: (success: Success) => Result,
): Promise<Result> {
  const { method, path: template } = endpoints[operationId];
  const { clock } = settings;
  const call = startCall(settings, { operationId, method, path: template });
  try {
    check?.();
    if (options) limitCall(call, settings, options);
    const init = { params: { path }, body, headers: checkedHeaders(options?.headers), parseAs: "text", call };
    const { data, error, response } = await (http.request as unknown as AnyRequest)(method, template, init);
    if (!response.ok) {
      const now = clock.now();
      throw new ApiError(contextOf(call, now), response.status, error, retryAfterMs(response, now));
    }
    const malformed = () => {
      markUnknown(call);
      return contextOf(call, clock.now());
    };
    return read({ response, text: data ?? "", malformed });
  } catch (error) {
    throw failedCall(call, settings, error);
  }
}
