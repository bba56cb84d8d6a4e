import type { FetchResponse, MaybeOptionalInit, Middleware } from "openapi-fetch";
import { MalformedResponseError } from "../errors/index.ts";
import { kindOfMethod } from "../errors/outcome.ts";
import { operations, type OperationDefinition } from "../generated/contract.ts";
import type { paths } from "../generated/types.ts";
import { parseJson } from "../json.ts";
import { isForm } from "../transport/fetch.ts";
import type { OperationId } from "../types.ts";
import { serializeBody } from "./body.ts";
import { runCall, type Target } from "./call.ts";
import { formHeaders } from "./form.ts";
import { requestFor, type HttpClient, type HttpResult } from "./http-client.ts";
import type { CallOptions, ExtraHeaders } from "./options.ts";
import { resolveHeaders } from "./resolve-options.ts";

type Method = "get" | "put" | "post" | "delete" | "patch";
/** `PathsWithMethod` of openapi-fetch takes the compiler ten times as long. */
type PathsWith<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Record<M, object> ? Path : never;
}[keyof paths];
type Init<Path extends keyof paths, M extends Method> = MaybeOptionalInit<paths[Path], M>;

/** The result of a call of {@link RegistryHttp}. */
export type HttpResponse<Path extends keyof paths, M extends Method, I> = FetchResponse<
  NonNullable<paths[Path][M]>,
  I,
  `${string}/${string}`
>;

/** Options that would bypass the checks, the protection of the key, and the limits. */
interface NoBypass {
  fetch?: never;
  baseUrl?: never;
  Request?: never;
  pathSerializer?: never;
  redirect?: never;
}

type InitParameters<I> = object extends I ? [init?: I & CallOptions & NoBypass] : [init: I & CallOptions & NoBypass];

/** A method of {@link RegistryHttp}. An interface, so that a program can export it with declarations. */
export interface HttpCall<M extends Method> {
  <Path extends PathsWith<M>, I extends Init<Path, M>>(
    path: Path,
    ...init: InitParameters<I>
  ): Promise<HttpResponse<Path, M, I>>;
}

/** Adds or removes middlewares of {@link RegistryHttp}. */
export interface HttpMiddlewares {
  (...middlewares: Middleware[]): void;
}

/**
 * The underlying openapi-fetch client, with the same key, checks, retries and limits.
 *
 * It resolves with `{ data, error, response }`, also for an error response. It rejects with the errors of this client when the network
 * fails, a time limit passes, the response is a redirect, or a success is too long or not JSON. Its options are those of
 * openapi-fetch and {@link CallOptions}. `fetch`, `baseUrl`, `Request`, `pathSerializer` and `redirect` are ignored, because they
 * would bypass the client. The time limits do not apply to middlewares. A request that a middleware sends to another address is refused.
 *
 * @example
 * const { data, error } = await registry.http.GET("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
 *   params: { path: { sourceKey, resourceType: "patient", id: "8001" } },
 * });
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */
export interface RegistryHttp {
  GET: HttpCall<"get">;
  PUT: HttpCall<"put">;
  POST: HttpCall<"post">;
  DELETE: HttpCall<"delete">;
  PATCH: HttpCall<"patch">;
  use: HttpMiddlewares;
  eject: HttpMiddlewares;
}

export function createRegistryHttp(client: HttpClient): RegistryHttp {
  return {
    GET: httpMethod(client, "GET") as HttpCall<"get">,
    PUT: httpMethod(client, "PUT") as HttpCall<"put">,
    POST: httpMethod(client, "POST") as HttpCall<"post">,
    DELETE: httpMethod(client, "DELETE") as HttpCall<"delete">,
    PATCH: httpMethod(client, "PATCH") as HttpCall<"patch">,
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
        ...{ body, querySerializer, middleware },
        params: { ...params, path: params?.path ?? {} },
        bodySerializer:
          bodySerializer ?? ((value: unknown) => (isForm(value) ? value : serializeBody(value, operation?.maxBytes))),
        headers: isForm(body) ? formHeaders(headers) : resolveHeaders(headers),
        Request: requestFor([...client.middlewares, ...middleware]),
        fetch: call.fetch,
      };
      if (parseAs !== undefined && parseAs !== "json") return client.request(method, path, { ...init, parseAs });
      // The platform's own error for a success that is not JSON would quote the body.
      const result = await client.request(method, path, { ...init, parseAs: "text" });
      if (typeof result.data !== "string") return result;
      const data = parseJson(result.data);
      if (data !== undefined || result.data === "") return { ...result, data };
      throw new MalformedResponseError(call.context("malformed"), result.response, { problem: "its body is not JSON" });
    });
  };
}

function operationAt(method: string, path: string): (Target & Pick<OperationDefinition, "maxBytes">) | undefined {
  const ids = Object.keys(operations) as OperationId[];
  const operationId = ids.find((id) => operations[id].method === method && operations[id].path === path);
  return operationId && { ...operations[operationId], operationId };
}
