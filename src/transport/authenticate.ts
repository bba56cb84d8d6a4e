import { checkApiKey, type ApiKey } from "./api-key.ts";
import { apiKeyHeader } from "../generated/constants.ts";
import type { Fetch } from "./fetch.ts";

/**
 * Adds the API key to each attempt. The headers are a copy: the ones that middlewares see never hold the key. Redirects
 * are not followed, because the key would travel with them to another origin.
 */
export function authenticate(fetch: Fetch, apiKey: ApiKey): Fetch {
  return async (url, init) => {
    const key = typeof apiKey === "function" ? checkApiKey(await apiKey()) : apiKey;
    const headers = new Headers(init.headers);
    headers.set(apiKeyHeader, key);
    return fetch(url, { ...init, headers, redirect: "manual" });
  };
}
