import createClient from "openapi-fetch";

export function create({ baseUrl, apiKey }) {
  const client = createClient({ baseUrl, headers: { "x-clinia-api-key": apiKey } });
  return async (path, body) => {
    const { data, error } = await client.POST("/sources/{sourceKey}/v1/resources/{resourceType}", {
      params: { path },
      body,
    });
    if (error !== undefined) throw new Error("an error was answered", { cause: error });
    return data;
  };
}
