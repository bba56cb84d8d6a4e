import ky from "ky";
import { addressOf } from "../address-of.mjs";

/** Of itself it does not send a POST again. */
export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const headers = { "x-clinia-api-key": apiKey };
  const retry = { limit: retries, methods: ["post"] };
  const client = ky.create({ prefixUrl: baseUrl, headers, timeout: timeoutMs, retry });
  return (path, body) => client.post(addressOf(path), { json: body }).json();
}
