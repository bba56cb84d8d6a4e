import { createRegistryClient } from "./client.ts";
import { observedFetch } from "./observed-fetch.ts";
import { patientPath } from "./patient.ts";
import { key } from "./start.ts";

/** A card number that answers and requests of the tests hold, and nothing may show. */
export const canary = "TREA80010112";

/** A create that is answered so. */
export function callAnswered(answer: () => Response): () => Promise<unknown> {
  const { fetch } = observedFetch(answer);
  const registry = createRegistryClient({ workspaceId: "acme", apiKey: key, retry: false, fetch });
  return () => registry.createResource(patientPath, { data: { healthCard: canary } });
}
