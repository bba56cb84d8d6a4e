import { checkedHeaders, type ExtraHeaders, type HeadersByName } from "./extra-headers.ts";
import { userAgent } from "./user-agent.ts";

/** The headers of every request of a client, made once. */
export interface ClientHeaders {
  readonly all: HeadersByName;
  /** Those of a request that has a JSON body. */
  readonly withJson: HeadersByName;
}

/** The headers that a client sends with every request. Throws `InvalidRequestError` for those that can't be sent. */
export function clientHeaders(extra: ExtraHeaders | undefined): ClientHeaders {
  const name = userAgent();
  const all = { ...(name === undefined ? {} : { "user-agent": name }), ...checkedHeaders(extra) };
  return { all, withJson: { "content-type": "application/json", ...all } };
}
