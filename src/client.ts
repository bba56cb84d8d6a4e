import { resolveBaseUrl } from "./base-url.ts";
import { createResource } from "./create-resource.ts";
import { createHttp, type RegistryHttp } from "./http.ts";
import { checkApiKey, createTransport, type ApiKey, type Fetch } from "./transport/index.ts";
import type {
  CallOptions,
  CreateResourcePath,
  CreateResourceRequest,
  CreateResourceResult,
  Data,
  DataObject,
} from "./types.ts";

interface CommonOptions {
  /**
   * The workspace's API key, or a function that gives it (or a promise of it) and is asked at each attempt, for keys that
   * are rotated. `undefined` is for what an unset environment variable gives: it is refused when the client is created.
   *
   * @see https://docs.clinia.com/docs/authentication
   */
  apiKey: ApiKey | undefined;
  /** Sends the requests in the place of the platform's `fetch`: an embedded registry, a proxy agent. One attempt a call. */
  fetch?: Fetch | undefined;
}

interface WorkspaceOptions extends CommonOptions {
  /** The workspace's id, one DNS label: `acme` stands for `https://acme.clinia.cloud`. */
  workspaceId: string | undefined;
  baseUrl?: undefined;
}

interface BaseUrlOptions extends CommonOptions {
  /**
   * The registry's address, in the place of `workspaceId`: the newer host form `https://api.acme.clinia.cloud`, a proxy, an
   * embedded registry. It is https, or a loopback address, and has no query, fragment or credentials.
   */
  baseUrl: string | undefined;
  workspaceId?: undefined;
}

/** Where the registry is, `workspaceId` or `baseUrl`, and the key for it. */
export type RegistryClientOptions = WorkspaceOptions | BaseUrlOptions;

/** A typed client of one workspace's registry: a method for each operation of the contract. */
export interface RegistryClient {
  /**
   * Creates a resource. Its id is generated unless `body.id` names one.
   *
   * Resolves with what the registry answered, and with `task`, the taskId parsed: `status` is `"PERSISTED"` with the
   * `resource` as it is stored, or `"ACCEPTED"` for a task that runs in the background.
   *
   * Throws {@link InvalidRequestError} when the path or the body can't be right (nothing was sent); {@link ApiError} when
   * the answer is an error, such as `ALREADY_EXISTS` for an id that is taken; {@link MalformedResponseError} when the answer
   * is a success that is not the contract's (the resource may have been created).
   *
   * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
   */
  createResource<D extends DataObject = Data>(
    path: CreateResourcePath,
    body: CreateResourceRequest<D>,
    options?: CallOptions,
  ): Promise<CreateResourceResult<D>>;

  /** The openapi-fetch client underneath, with the same key and the same checks of the path. */
  readonly http: RegistryHttp;
}

/**
 * Creates a client. Throws {@link InvalidRequestError} when the options can't be right: no key, or one that can't be sent;
 * not exactly one of `workspaceId` and `baseUrl`; an address that would lead the key elsewhere.
 *
 * @example
 * const registry = createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY });
 */
export function createRegistryClient({ apiKey, fetch, ...where }: RegistryClientOptions): RegistryClient {
  const baseUrl = resolveBaseUrl(where);
  const key = typeof apiKey === "function" ? apiKey : checkApiKey(apiKey);
  const http = createHttp(baseUrl, createTransport({ apiKey: key, fetch }));
  return {
    createResource: (path, body, options) => createResource(http, path, body, options),
    http,
  };
}
