import { apiKeyHeader } from "../generated/constants.ts";
import { checkApiKey, type ApiKey } from "./api-key.ts";

/** As `Headers` names it, so that it takes the place of one that was given. */
const keyName = apiKeyHeader.toLowerCase();

/** The key for one attempt; a function is asked anew each time. */
export function currentKey(apiKey: ApiKey | null): string | undefined | Promise<string> {
  if (typeof apiKey !== "function") return apiKey ?? undefined;
  return Promise.resolve(apiKey()).then(checkApiKey);
}

/** A copy of the headers with the client's key, or with none: the ones that middlewares see never hold it. */
export function withKey(headers: Headers, key: string | undefined): Record<string, string> {
  const sent = Object.create(null) as Record<string, string>;
  for (const [name, value] of headers) if (name !== keyName) sent[name] = value;
  if (key !== undefined) sent[keyName] = key;
  return sent;
}
