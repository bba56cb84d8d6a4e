import createClient, {
  type Client,
  type ClientPathsWithMethod,
  type FetchResponse,
  type MaybeOptionalInit,
} from "openapi-fetch";
import { serializeBody } from "./body-json.ts";
import type { paths } from "./generated/types.ts";
import { checkDotSegments, guardPath } from "./path-guard.ts";
import type { Call, RequestParts, Send } from "./transport/index.ts";
import { RequestHolder } from "./transport/request-holder.ts";

/** openapi-fetch's client of the contract. Every request of it is one of a call, which goes with it as `call`. */
export type Http = Client<paths>;

/** The paths that take a method, such as `"post"`. */
export type PathsWith<Method extends HttpMethod> = ClientPathsWithMethod<Http, Method>;
export type HttpMethod = "get" | "put" | "post" | "delete";
export type HttpInit<Path extends keyof paths, Method extends HttpMethod> = MaybeOptionalInit<paths[Path], Method>;
export type HttpResult<Path extends keyof paths, Method extends HttpMethod, Init> = FetchResponse<
  NonNullable<paths[Path][Method]>,
  Init,
  `${string}/${string}`
>;

export function createHttp(baseUrl: string, headers: Headers, send: Send): Http {
  return createClient<paths>({
    baseUrl,
    headers,
    pathSerializer: guardPath,
    bodySerializer: serializeBody,
    // openapi-fetch only constructs it, and hands it to middlewares and to `fetch` below.
    Request: GuardedRequest as unknown as typeof Request,
    fetch: (request: Request) => {
      const { url, call, ...init } = request as unknown as { url: string; call: Call } & RequestParts;
      return send(url, init, call);
    },
  });
}

/** openapi-fetch leaves a path alone when it is given no parameters at all, and so the guard looks once more. */
class GuardedRequest extends RequestHolder {
  constructor(url: string, init: RequestInit) {
    super(url.includes("{") ? guardPath(url, {}) : checkDotSegments(url), init);
  }
}
