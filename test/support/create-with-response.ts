import { createRegistryClient } from "./client.ts";
import { observedFetch } from "./observed-fetch.ts";
import { patientPath } from "./patient.ts";
import { key } from "./start.ts";

/** A card number in requests and responses of the tests, which nothing may show. */
export const canary = "TREA80010112";

/** Returns a function that makes a create with this response. */
export function createWithResponse(response: () => Response): () => Promise<unknown> {
  const { fetch } = observedFetch(response);
  const registry = createRegistryClient({ workspaceId: "acme", apiKey: key, retry: false, fetch });
  return () => registry.createResource(patientPath, { data: { healthCard: canary } });
}
