import createClient, { type Client } from "openapi-fetch";
import { serializeBody } from "./body-guard.ts";
import type { paths } from "./generated/types.ts";
import { guardPath } from "./path-guard.ts";
import type { Fetch } from "./transport/index.ts";
import { RequestHolder } from "./transport/request-holder.ts";

/**
 * The openapi-fetch client itself: `{ data, error, response }` instead of exceptions for what the registry answers.
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export type RegistryHttp = Client<paths>;

export function createHttp(baseUrl: string, transport: Fetch): RegistryHttp {
  return createClient<paths>({
    baseUrl,
    pathSerializer: guardPath,
    bodySerializer: serializeBody,
    // openapi-fetch only constructs it, and hands it to middlewares and to `fetch` below.
    Request: GuardedRequest as unknown as typeof Request,
    fetch: ({ url, ...init }: Request) => transport(url, init),
  });
}

/** openapi-fetch leaves a path alone when it is given no parameters at all, and so the guard looks once more. */
class GuardedRequest extends RequestHolder {
  constructor(url: string, init: RequestInit) {
    super(url.includes("{") ? guardPath(url, {}) : url, init);
  }
}
