import type { EmbeddedRegistry } from "../../src/embedded/index.ts";
import type { ErrorBody } from "../../src/index.ts";

export const createPath = "/sources/ehr-prod/v1/resources/patient";

/** Sends a request that the client would not send. The defaults are a valid create. */
export async function send(
  embedded: EmbeddedRegistry,
  {
    method = "POST",
    path = createPath,
    headers = {},
    body = '{"data":{}}',
  }: { method?: string; path?: string; headers?: Record<string, string | null>; body?: BodyInit | null } = {},
): Promise<{ status: number; headers: Headers; body: ErrorBody }> {
  const all: Record<string, string | null> = {
    "content-type": "application/json",
    "x-clinia-api-key": "key",
    ...headers,
  };
  const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== null);
  const response = await embedded.fetch(`http://localhost${path}`, {
    method,
    headers: given,
    body,
    duplex: "half",
  } as RequestInit);
  return { status: response.status, headers: response.headers, body: (await response.json()) as ErrorBody };
}
