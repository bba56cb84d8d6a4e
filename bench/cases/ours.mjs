import { createRegistryClient } from "../../dist/index.js";

/** Timeouts and retries are always on, and have the same values as those of the other clients. */
export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const registry = createRegistryClient({ baseUrl, apiKey, timeoutMs, retry: { limit: retries } });
  return (path, body) => registry.createResource(path, body);
}
