import { resolveBaseUrl } from "./base-url.ts";
import { isBrowser } from "./browser.ts";
import type { Caller } from "./caller.ts";
import { clientHeaders } from "./client-headers.ts";
import type { CallOptions, GetTaskOptions } from "./call-options.ts";
import type { RegistryClientOptions } from "./client-options.ts";
import { InvalidRequestError } from "./errors/index.ts";
import { endpoints } from "./generated/constants.ts";
import { createHttp } from "./http.ts";
import { callOperation, operations } from "./operations/index.ts";
import type { RegistryClient } from "./registry-client.ts";
import { createRegistryHttp } from "./registry-http.ts";
import { checkApiKey, createTransport, resolveSettings, type ApiKey } from "./transport/index.ts";
import type { OperationId } from "./types/index.ts";

/**
 * Creates a client. Throws {@link InvalidRequestError} when the options can't be right: no key, or one that can't be sent;
 * a key in a browser; not exactly one of `workspaceId` and `baseUrl`; an address that would lead the key elsewhere.
 *
 * @example
 * const registry = createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY });
 */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  checkOptions(options);
  const baseUrl = resolveBaseUrl(options);
  const settings = resolveSettings(keyOf(options), options);
  const headers = clientHeaders(options.headers);
  const http = createHttp(baseUrl, createTransport(settings));
  const caller = { addresses: addressesAt(baseUrl), http, settings, headers };
  return {
    createResource: withBody(caller, "createResource") as RegistryClient["createResource"],
    upsertResource: withBody(caller, "upsertResource") as RegistryClient["upsertResource"],
    getResource: withoutBody(caller, "getResource") as RegistryClient["getResource"],
    deleteResource: withoutBody(caller, "deleteResource") as RegistryClient["deleteResource"],
    upsertContainedResource: withBody(caller, "upsertContainedResource") as RegistryClient["upsertContainedResource"],
    bulkResources: withBody(caller, "bulkResources") as RegistryClient["bulkResources"],
    submitBundle: withBody(caller, "submitBundle") as RegistryClient["submitBundle"],
    purgeCollection: withBody(caller, "purgeCollection") as RegistryClient["purgeCollection"],
    getPurge: withoutBody(caller, "getPurge") as RegistryClient["getPurge"],
    getTask: withoutBody(caller, "getTask") as RegistryClient["getTask"],
    http: createRegistryHttp(caller),
  } satisfies Record<OperationId | "http", unknown>;
}

function addressesAt(baseUrl: string): Caller["addresses"] {
  const addresses = Object.entries(endpoints).map(([operationId, { path }]) => [operationId, baseUrl + path]);
  return Object.fromEntries(addresses) as Caller["addresses"];
}

/** The method of an operation that has a body. */
function withBody(caller: Caller, operationId: OperationId) {
  return (path: Readonly<Record<string, unknown>>, body: unknown, options?: CallOptions): Promise<object> =>
    callOperation(caller, operationId, operations[operationId], { path, body }, options);
}

/** The method of one that has none. */
function withoutBody(caller: Caller, operationId: OperationId) {
  return (path: Readonly<Record<string, unknown>>, options?: GetTaskOptions): Promise<object> =>
    callOperation(caller, operationId, operations[operationId], { path, query: options?.query }, options);
}

function checkOptions(options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  throw new InvalidRequestError(
    "options",
    "they are missing. Expected an object with apiKey, and workspaceId or baseUrl.",
  );
}

function keyOf({ apiKey, baseUrl, dangerouslyAllowBrowser }: RegistryClientOptions): ApiKey | null {
  if (apiKey !== null) {
    if (dangerouslyAllowBrowser !== true) checkNoBrowser();
    return typeof apiKey === "function" ? apiKey : checkApiKey(apiKey);
  }
  if (baseUrl !== undefined) return null;
  throw new InvalidRequestError(
    "apiKey",
    "it is null, which is for a proxy that adds the key. Expected baseUrl beside it.",
  );
}

function checkNoBrowser(): void {
  if (!isBrowser()) return;
  throw new InvalidRequestError(
    "apiKey",
    "keys do not belong in a browser, where anyone can read them. Expected null, with the baseUrl of a proxy of yours that " +
      "adds the key; or dangerouslyAllowBrowser: true, where whoever can open the page may have the key.",
  );
}
