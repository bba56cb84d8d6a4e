import { ofetch } from "ofetch";
import { resourcePath } from "../calls/resource-path.mjs";

/** By default ofetch does not retry a POST. */
export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const headers = { "x-clinia-api-key": apiKey };
  const client = ofetch.create({ baseURL: baseUrl, headers, timeout: timeoutMs, retry: retries });
  return (path, body) => client(resourcePath(path), { method: "POST", body });
}
