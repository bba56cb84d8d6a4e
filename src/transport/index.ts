import type { ApiKey } from "./api-key.ts";
import { authenticate } from "./authenticate.ts";
import { platformFetch, type Fetch } from "./fetch.ts";
import { readBody } from "./read-body.ts";

export { checkApiKey, type ApiKey } from "./api-key.ts";
export type { Fetch } from "./fetch.ts";

export interface TransportOptions {
  readonly apiKey: ApiKey;
  readonly fetch?: Fetch | undefined;
}

/** The way of a request to the registry and back. */
export function createTransport({ apiKey, fetch = platformFetch }: TransportOptions): Fetch {
  return readBody(authenticate(fetch, apiKey));
}
