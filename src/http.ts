import createClient, {
  type Client,
  type ClientPathsWithMethod,
  type FetchResponse,
  type MaybeOptionalInit,
} from "openapi-fetch";
import { serializeBody } from "./body-json.ts";
import type { paths } from "./generated/types.ts";
import { checkAddress, guardPath } from "./path-guard.ts";
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
  /** Of a path of one's own openapi-fetch may not have asked the guard. */
  class GuardedRequest extends RequestHolder {
    constructor(url: string, init: RequestInit & { call: Call }) {
      const { operationId } = init.call;
      const whole = url.includes("{") ? guardPath(url, {}) : url;
      if (operationId === undefined) checkAddress(whole, baseUrl);
      super(whole, init);
    }
  }

  return createClient<paths>({
    baseUrl,
    headers,
    pathSerializer: guardPath,
    bodySerializer: serializeBody,
    // openapi-fetch only constructs it, and hands it to middlewares and to `fetch` below.
    Request: GuardedRequest as unknown as typeof Request,
    fetch: (request: Request) => {
      const { url, call, ...init } = request as unknown as { url: string; call: Call } & RequestParts;
      return send(url, init, call).catch(throwTruthy);
    },
  });
}

/** What was thrown where it is nothing or false, as the reason of a signal can be: openapi-fetch takes that for no error. */
export class FalsyThrown extends Error {
  constructor(readonly thrown: unknown) {
    super("Something that is nothing or false was thrown.");
  }
}

function throwTruthy(error: unknown): never {
  const thrown = (error || new FalsyThrown(error)) as Error;
  throw thrown;
}
