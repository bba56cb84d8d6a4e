import { resourcePath } from "../calls/resource-path.mjs";

export const create =
  ({ baseUrl, apiKey, timeoutMs }) =>
  async (path, body) => {
    const response = await fetch(`${baseUrl}/${resourcePath(path)}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-clinia-api-key": apiKey },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  };
