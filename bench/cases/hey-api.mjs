import { client } from "../dist/generated/hey-api/client.gen.ts";
import { createResource } from "../dist/generated/hey-api/sdk.gen.ts";

/** The generated client has no timeouts and no retries. */
export function create({ baseUrl, apiKey, timeoutMs }) {
  client.setConfig({ baseUrl, auth: apiKey, throwOnError: true });
  return async (path, body) => {
    const { data } = await createResource({ path, body, signal: AbortSignal.timeout(timeoutMs) });
    return data;
  };
}
