import { resolveBaseUrl } from "./base-url.ts";
import type { CallOptions } from "./call-options.ts";
import type { RegistryClientOptions } from "./client-options.ts";
import { InvalidRequestError } from "./errors/index.ts";
import { checkedHeaders } from "./extra-headers.ts";
import { createHttp } from "./http.ts";
import { createResource } from "./operations/create-resource.ts";
import { getResource } from "./operations/get-resource.ts";
import { upsertResource } from "./operations/upsert-resource.ts";
import { createRegistryHttp, type RegistryHttp } from "./registry-http.ts";
import { checkApiKey, createTransport, resolveSettings, type ApiKey } from "./transport/index.ts";
import type {
  CreateResourcePath,
  CreateResourceRequest,
  CreateResourceResult,
  Data,
  DataObject,
  Resource,
  ResourcePath,
  UpsertResourceRequest,
  UpsertResourceResult,
} from "./types.ts";
import { userAgent } from "./user-agent.ts";

/**
 * A typed client of one workspace's registry: a method for each operation of the contract.
 *
 * Each method throws an error of one family, {@link RegistryError}, of which `outcome` tells whether a write may have happened
 * all the same; only an abort rejects with the signal's own reason, and a key that can't be had with what `apiKey` threw.
 */
export interface RegistryClient {
  /**
   * Creates a resource. Its id is generated unless `body.id` names one.
   *
   * Resolves with what the registry answered, and with `task`, the taskId parsed: `status` is `"PERSISTED"` with the
   * `resource` as it is stored, or `"ACCEPTED"` for a task that runs in the background.
   *
   * A create is sent again only after what surely did not happen, because the registry would create a second resource; to
   * write one that may be sent again at will, see {@link newResourceId}. Throws {@link ApiError} with `ALREADY_EXISTS` for an
   * id that is taken.
   *
   * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
   */
  createResource<D extends DataObject = Data>(
    path: CreateResourcePath,
    body: CreateResourceRequest<D>,
    options?: CallOptions,
  ): Promise<CreateResourceResult<D>>;

  /**
   * Stores a resource under an id: creates it when there is none, and otherwise replaces the one that there is. It is safe
   * to repeat, and the client repeats it by itself.
   *
   * Resolves as {@link RegistryClient.createResource} does.
   *
   * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
   */
  upsertResource<D extends DataObject = Data>(
    path: ResourcePath,
    body: UpsertResourceRequest<D>,
    options?: CallOptions,
  ): Promise<UpsertResourceResult<D>>;

  /**
   * Gives a resource as it is stored. Throws {@link ApiError} with `NOT_FOUND` when there is none.
   *
   * No page of the registry documents it; see the contract for what it was concluded from.
   *
   * @see https://docs.clinia.com/api-reference/resources/retrieve-a-resource-from-a-data-partition
   */
  getResource<D extends DataObject = Data>(path: ResourcePath, options?: CallOptions): Promise<Resource<D>>;

  /** The openapi-fetch client underneath, with the same key, checks, retries and time limits. */
  readonly http: RegistryHttp;
}

/**
 * Creates a client. Throws {@link InvalidRequestError} when the options can't be right: no key, or one that can't be sent;
 * not exactly one of `workspaceId` and `baseUrl`; an address that would lead the key elsewhere.
 *
 * @example
 * const registry = createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY });
 */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  checkOptions(options);
  const baseUrl = resolveBaseUrl(options);
  const settings = resolveSettings(keyOf(options), options);
  const http = createHttp(baseUrl, clientHeaders(options), createTransport(settings));
  const caller = { http, settings };
  return {
    createResource: (path, body, options) => createResource(caller, path, body, options),
    upsertResource: (path, body, options) => upsertResource(caller, path, body, options),
    getResource: (path, options) => getResource(caller, path, options),
    http: createRegistryHttp(http, settings),
  };
}

function checkOptions(options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  throw new InvalidRequestError(
    "options",
    "they are missing. Expected an object with apiKey, and workspaceId or baseUrl.",
  );
}

function keyOf({ apiKey, baseUrl }: RegistryClientOptions): ApiKey | null {
  if (apiKey !== null) return typeof apiKey === "function" ? apiKey : checkApiKey(apiKey);
  if (baseUrl !== undefined) return null;
  throw new InvalidRequestError(
    "apiKey",
    "it is null, which is for a proxy that adds the key. Expected baseUrl beside it.",
  );
}

function clientHeaders(options: RegistryClientOptions): Headers {
  const headers = checkedHeaders(options.headers) ?? new Headers();
  const name = userAgent();
  if (name !== undefined && !headers.has("user-agent")) headers.set("user-agent", name);
  return headers;
}
