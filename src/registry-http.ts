import { serializerOf } from "./body-json.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { MalformedResponseError } from "./errors/index.ts";
import { reportFailure } from "./report-failure.ts";
import { checkedHeaders, type ExtraHeaders } from "./extra-headers.ts";
import { endpoints } from "./generated/constants.ts";
import type { Http, HttpInit, HttpMethod, HttpResult, PathsWith } from "./http.ts";
import { limitCall, startCall } from "./start-call.ts";
import { contextOf, markUnknown, type Call, type Settings } from "./transport/index.ts";
import type { OperationId } from "./types/index.ts";

/** What would lead a request past the checks, the key's care and the time limits. */
interface NoBypass {
  fetch?: never;
  baseUrl?: never;
  Request?: never;
  pathSerializer?: never;
}

type InitParameters<Init> = object extends Init
  ? [init?: Init & CallOptions & NoBypass]
  : [init: Init & CallOptions & NoBypass];

type HttpCall<Method extends HttpMethod> = <Path extends PathsWith<Method>, Init extends HttpInit<Path, Method>>(
  path: Path,
  ...init: InitParameters<Init>
) => Promise<HttpResult<Path, Method, Init>>;

/**
 * The openapi-fetch client underneath: `{ data, error, response }` instead of exceptions for what the registry answers. What
 * the network does still throws the errors of this client, and so does a success that is not JSON. The options of a call
 * are openapi-fetch's and {@link CallOptions}, but for those that would by-pass the client's care (`fetch`, `baseUrl`,
 * `Request`, `pathSerializer`), which are ignored. A middleware changes the headers of the request that it is given, and does
 * not return a new one. Middlewares are the caller's own code: they run outside the time limits.
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export interface RegistryHttp extends Pick<Http, "use" | "eject"> {
  GET: HttpCall<"get">;
  PUT: HttpCall<"put">;
  POST: HttpCall<"post">;
  DELETE: HttpCall<"delete">;
}

export function createRegistryHttp(caller: Caller): RegistryHttp {
  return {
    GET: guarded(caller, "GET") as HttpCall<"get">,
    PUT: guarded(caller, "PUT") as HttpCall<"put">,
    POST: guarded(caller, "POST") as HttpCall<"post">,
    DELETE: guarded(caller, "DELETE") as HttpCall<"delete">,
    use: (...middleware) => {
      caller.http.use(...middleware);
    },
    eject: (...middleware) => {
      caller.http.eject(...middleware);
    },
  };
}

type AnyOptions = CallOptions & { readonly params?: { readonly header?: ExtraHeaders } };
type AnyCall = (path: string, options?: AnyOptions) => Promise<unknown>;

function guarded({ http, settings, headers }: Caller, method: "GET" | "PUT" | "POST" | "DELETE"): AnyCall {
  const send = http[method] as unknown as (path: string, init: object) => Promise<unknown>;
  return async (path, given) => {
    const options = given ?? {};
    const operationId = operationOf(method, path);
    // A path of one's own can hold an id.
    const call = startCall(settings, { operationId, method, path: operationId === undefined ? "" : path });
    try {
      limitCall(call, settings, options);
      checkedHeaders(options.params?.header);
      const bodySerializer = serializerOf(operationId);
      const all = { ...headers.all, ...checkedHeaders(options.headers) };
      return await send(path, { bodySerializer, ...initOf(options), headers: all, call });
    } catch (error) {
      throw reportFailure(call, settings, error instanceof SyntaxError ? notJson(call, settings, error) : error);
    }
  };
}

/** The options that are openapi-fetch's own to heed. */
function initOf(options: CallOptions): object {
  const ours = [
    "signal",
    "timeoutMs",
    "deadlineMs",
    "retry",
    "fetch",
    "baseUrl",
    "Request",
    "pathSerializer",
    "redirect",
  ];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !ours.includes(name)));
}

/** openapi-fetch throws the platform's own error for a success that is not JSON, and that one quotes the body. */
function notJson(call: Call, { clock }: Settings, error: SyntaxError): Error {
  if (call.response === undefined) return error;
  markUnknown(call);
  return new MalformedResponseError(contextOf(call, clock.now()), call.response, { fault: "its body is not JSON" });
}

function operationOf(method: string, path: string): OperationId | undefined {
  const operationIds = Object.keys(endpoints) as OperationId[];
  return operationIds.find((id) => endpoints[id].method === method && endpoints[id].path === path);
}
