import createClient, {
  createQuerySerializer,
  type Client,
  type ClientPathsWithMethod,
  type FetchResponse,
  type MaybeOptionalInit,
} from "openapi-fetch";
import { serializeBody } from "./body-json.ts";
import type { paths } from "./generated/types.ts";
import { checkAddress, guardPath } from "./path-guard.ts";
import { RequestHolder, type HeldInit, type Send } from "./transport/index.ts";

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

export function createHttp(baseUrl: string, send: Send): Http {
  /** Of a path of one's own openapi-fetch may not have asked the guard. */
  class GuardedRequest extends RequestHolder {
    constructor(url: string, init: HeldInit) {
      const whole = url.includes("{") ? guardPath(url, {}) : url;
      if (init.call.operationId === undefined) checkAddress(whole, baseUrl);
      super(whole, init);
    }
  }

  return createClient<paths>({
    baseUrl,
    pathSerializer: guardPath,
    // Otherwise it makes one for each request.
    querySerializer: createQuerySerializer(),
    bodySerializer: serializeBody,
    // openapi-fetch only constructs it, and hands it to middlewares and to `fetch` below.
    Request: GuardedRequest as unknown as typeof Request,
    fetch: (request: unknown) => send(request as RequestHolder).catch(throwTruthy),
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
