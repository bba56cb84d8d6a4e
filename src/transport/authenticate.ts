import { apiKeyHeader } from "../generated/constants.ts";
import { checkApiKey, type ApiKey } from "./api-key.ts";

/** As `Headers` names it, so that it takes the place of one that was given. */
const keyName = apiKeyHeader.toLowerCase();

/** The key that a function gives for one attempt. Rejects with what it throws. */
export async function askedKey(ask: Exclude<ApiKey, string>): Promise<string> {
  return checkApiKey(await ask());
}

/** A copy of the headers with the client's key, or with none: the ones that middlewares see never hold it. */
export function withKey(headers: Headers, key: string | undefined): Record<string, string> {
  const sent = Object.create(null) as Record<string, string>;
  for (const [name, value] of headers) if (name !== keyName) sent[name] = value;
  if (key !== undefined) sent[keyName] = key;
  return sent;
}
