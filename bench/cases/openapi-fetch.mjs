import createClient from "openapi-fetch";

/** It has no timeouts and no retries of its own, and hands a signal on. */
export function create({ baseUrl, apiKey, timeoutMs }) {
  const client = createClient({ baseUrl, headers: { "x-clinia-api-key": apiKey } });
  return async (path, body) => {
    const { data, error } = await client.POST("/sources/{sourceKey}/v1/resources/{resourceType}", {
      params: { path },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (error !== undefined) throw new Error("an error was answered", { cause: error });
    return data;
  };
}
