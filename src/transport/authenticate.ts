import { apiKeyHeader } from "../generated/constants.ts";
import { checkApiKey, type ApiKey } from "./api-key.ts";
import type { RequestHolder } from "./request-holder.ts";

/** As `Headers` names it, so that it takes the place of one that was given. */
const keyName = apiKeyHeader.toLowerCase();

/** The key that a function gives for one attempt. Rejects with what it throws. */
export async function askedKey(ask: Exclude<ApiKey, string>): Promise<string> {
  return checkApiKey(await ask());
}

/** The headers that are sent, with the client's key, or with none: the ones that middlewares see never hold it. */
export function withKey(request: RequestHolder, key: string | undefined): Record<string, string> {
  const sent = request.headersByName();
  if (key !== undefined) sent[keyName] = key;
  else Reflect.deleteProperty(sent, keyName);
  return sent;
}
