import { ofetch } from "ofetch";
import { addressOf } from "../address-of.mjs";

/** Of itself it does not send a POST again. */
export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const headers = { "x-clinia-api-key": apiKey };
  const client = ofetch.create({ baseURL: baseUrl, headers, timeout: timeoutMs, retry: retries });
  return (path, body) => client(addressOf(path), { method: "POST", body });
}
