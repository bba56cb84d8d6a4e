import axios from "axios";
import { resourcePath } from "../calls/resource-path.mjs";

/** axios has no retries. */
export function create({ baseUrl, apiKey, timeoutMs }) {
  const headers = { "x-clinia-api-key": apiKey };
  const client = axios.create({ adapter: "fetch", baseURL: baseUrl, headers, timeout: timeoutMs });
  return async (path, body) => {
    const { data } = await client.post(resourcePath(path), body);
    return data;
  };
}
