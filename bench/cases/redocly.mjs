import { client } from "../dist/generated/redocly.ts";

export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const auth = { apiKey: { apiKey } };
  client.configure({ serverUrl: baseUrl, auth, timeout: timeoutMs, retry: { retries } });
  return (path, body) => client.createResource({ path, body });
}
