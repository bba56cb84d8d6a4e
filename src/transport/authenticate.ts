import { apiKeyHeader } from "../generated/constants.ts";
import { checkApiKey, type ApiKey } from "./api-key.ts";

/** The key for one attempt; a function is asked anew each time. */
export async function currentKey(apiKey: ApiKey | null): Promise<string | undefined> {
  if (apiKey === null) return undefined;
  return typeof apiKey === "function" ? checkApiKey(await apiKey()) : apiKey;
}

/** A copy of the headers with the key: the ones that middlewares see never hold it. */
export function withKey(headers: RequestInit["headers"], key: string | undefined): Headers {
  const all = new Headers(headers);
  if (key !== undefined) all.set(apiKeyHeader, key);
  return all;
}
