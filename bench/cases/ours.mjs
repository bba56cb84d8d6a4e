import { createRegistryClient } from "../../dist/index.js";

/** Its timeouts and retries are always on: they are set to those of the other clients. */
export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const registry = createRegistryClient({ baseUrl, apiKey, timeoutMs, retry: { limit: retries } });
  return (path, body) => registry.createResource(path, body);
}
