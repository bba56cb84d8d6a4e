import type { Client, ClientPathsWithMethod, FetchResponse, MaybeOptionalInit, Middleware } from "openapi-fetch";
import { MalformedResponseError } from "../errors/index.ts";
import { kindOfMethod } from "../errors/outcome.ts";
import { operations, type OperationDefinition } from "../generated/contract.ts";
import type { paths } from "../generated/types.ts";
import type { OperationId } from "../types.ts";
import { runCall, type Target } from "./call.ts";
import { PlainRequest, type HttpClient, type HttpResult } from "./http-client.ts";
import type { CallOptions, ExtraHeaders } from "./options.ts";
import { resolveHeaders } from "./resolve-options.ts";
import { serializeBody } from "./validate.ts";

type Method = "get" | "put" | "post" | "delete";
type PathsWith<M extends Method> = ClientPathsWithMethod<Client<paths>, M>;
type Init<Path extends keyof paths, M extends Method> = MaybeOptionalInit<paths[Path], M>;
type Result<Path extends keyof paths, M extends Method, I> = FetchResponse<
  NonNullable<paths[Path][M]>,
  I,
  `${string}/${string}`
>;

/** Options that would bypass the checks of the client, the care for the key, and the limits. */
interface NoBypass {
  fetch?: never;
  baseUrl?: never;
  Request?: never;
  pathSerializer?: never;
  redirect?: never;
}

type InitParameters<I> = object extends I ? [init?: I & CallOptions & NoBypass] : [init: I & CallOptions & NoBypass];

type HttpCall<M extends Method> = <Path extends PathsWith<M>, I extends Init<Path, M>>(
  path: Path,
  ...init: InitParameters<I>
) => Promise<Result<Path, M, I>>;

/**
 * The openapi-fetch client underneath, with the same key, checks, retries and limits: it resolves with `{ data, error, response }`
 * for every response of the registry. What the network does still throws the errors of this client, and so does a success that is
 * not JSON. Its options are those of openapi-fetch and {@link CallOptions}, except for those that would bypass the client (`fetch`,
 * `baseUrl`, `Request`, `pathSerializer`, `redirect`), which are ignored. Middlewares run outside the limits; a request that they
 * send to another address is refused.
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export interface RegistryHttp extends Pick<Client<paths>, "use" | "eject"> {
  GET: HttpCall<"get">;
  PUT: HttpCall<"put">;
  POST: HttpCall<"post">;
  DELETE: HttpCall<"delete">;
}

export function createRegistryHttp(client: HttpClient): RegistryHttp {
  return {
    GET: httpMethod(client, "GET") as HttpCall<"get">,
    PUT: httpMethod(client, "PUT") as HttpCall<"put">,
    POST: httpMethod(client, "POST") as HttpCall<"post">,
    DELETE: httpMethod(client, "DELETE") as HttpCall<"delete">,
    use: client.use,
    eject: client.eject,
  };
}

interface HttpOptions extends CallOptions {
  readonly params?: { readonly path?: object; readonly header?: ExtraHeaders };
  readonly body?: unknown;
  readonly bodySerializer?: unknown;
  readonly querySerializer?: unknown;
  readonly parseAs?: unknown;
  readonly middleware?: readonly Middleware[];
}

function httpMethod(client: HttpClient, method: string) {
  return async (path: string, options?: HttpOptions | null): Promise<HttpResult> => {
    const { params, body, bodySerializer, querySerializer, parseAs, middleware = [], ...rest } = options ?? {};
    const { signal, timeoutMs, deadlineMs, retry, headers, ...fetchOptions } = rest;
    const operation = operationAt(method, path);
    const target: Target = operation ?? { operationId: undefined, method, path: "", kind: kindOfMethod(method) };
    const limits = { signal, timeoutMs, deadlineMs, retry };
    return runCall(client, { ...target, fetchOptions }, limits, async (call) => {
      resolveHeaders(params?.header);
      const init = {
        ...fetchOptions,
        ...{ baseUrl: undefined, pathSerializer: undefined, redirect: undefined },
        ...{ body, querySerializer, parseAs, middleware },
        params: { ...params, path: params?.path ?? {} },
        bodySerializer: bodySerializer ?? ((value: unknown) => serializeBody(value, operation?.maxBytes)),
        headers: resolveHeaders(headers),
        Request: client.middlewares.length + middleware.length === 0 ? PlainRequest : undefined,
        fetch: call.fetch,
      };
      try {
        return await client.request(method, path, init);
      } catch (error) {
        // For a success that is not JSON openapi-fetch throws the platform's error, which quotes the body.
        const last = call.result?.last;
        if (!(error instanceof SyntaxError) || last?.kind !== "response") throw error;
        throw new MalformedResponseError(call.context("malformed"), last.response, { fault: "its body is not JSON" });
      }
    });
  };
}

function operationAt(method: string, path: string): (Target & Pick<OperationDefinition, "maxBytes">) | undefined {
  for (const operationId of Object.keys(operations) as OperationId[]) {
    const operation: OperationDefinition = operations[operationId];
    if (operation.method === method && operation.path === path) return { ...operation, operationId };
  }
  return undefined;
}
