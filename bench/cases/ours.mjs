import { createRegistryClient } from "../../dist/index.js";

/** Its timeouts and retries are always on: here they are those of the others. */
export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const registry = createRegistryClient({ baseUrl, apiKey, timeoutMs, retry: { limit: retries } });
  return (path, body) => registry.createResource(path, body);
}
