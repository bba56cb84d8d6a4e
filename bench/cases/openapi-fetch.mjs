import createClient from "openapi-fetch";

/** openapi-fetch has no timeouts and no retries. */
export function create({ baseUrl, apiKey, timeoutMs }) {
  const client = createClient({ baseUrl, headers: { "x-clinia-api-key": apiKey } });
  return async (path, body) => {
    const { data, error } = await client.POST("/sources/{sourceKey}/v1/resources/{resourceType}", {
      params: { path },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (error !== undefined) throw new Error("The server responded with an error.", { cause: error });
    return data;
  };
}
