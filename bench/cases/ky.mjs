import ky from "ky";
import { resourcePath } from "../calls/resource-path.mjs";

/** By default ky does not retry a POST. */
export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const headers = { "x-clinia-api-key": apiKey };
  const retry = { limit: retries, methods: ["post"] };
  const client = ky.create({ prefixUrl: baseUrl, headers, timeout: timeoutMs, retry });
  return (path, body) => client.post(resourcePath(path), { json: body }).json();
}
