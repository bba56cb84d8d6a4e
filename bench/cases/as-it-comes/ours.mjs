import { createRegistryClient } from "clinia-registry-client";

export function create({ baseUrl, apiKey }) {
  const registry = createRegistryClient({ baseUrl, apiKey });
  return (path, body) => registry.createResource(path, body);
}
