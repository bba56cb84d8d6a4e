/**
 * Creates a resource exactly once, even if responses are lost. The id is new and used for nothing else, so a create with an unknown
 * outcome can be retried: ALREADY_EXISTS then means that an earlier attempt succeeded.
 *
 * Run in a clone: npm run build, then npx jiti examples/create-safely.ts
 *
 * Prints:
 *   attempt 1: ConnectionError, unknown
 *   attempt 2: ApiError, unknown
 *   created after 3 attempts: 1 resource stored
 *   called again: created after 1 attempt, 1 resource stored
 */
import { createRegistryClient, isRegistryError, newResourceId } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import type { Patient } from "./profiles/clinia.gen.ts";

const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const maxAttempts = 5;

const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

/**
 * Resolves with the number of attempts. The id must come from `newResourceId`, for this resource only: with a shared id,
 * ALREADY_EXISTS could mean a resource of another caller. Throws when the resource was not created, or may not have been: fix the problem,
 * and call again with the same id. An attempt is one call of the client, which itself retries what is safe to retry, such as a 429.
 */
async function createSafely(id: string, data: Patient): Promise<number> {
  for (let attempt = 1, mayExist = false; ; attempt++) {
    try {
      await registry.createResource<Patient>(path, { id, data });
      return attempt;
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      // Created by an earlier attempt, in this process or an earlier one.
      if (error.name === "ApiError" && error.type === "ALREADY_EXISTS") return attempt;
      mayExist ||= error.outcome === "unknown";
      if (!mayExist || attempt === maxAttempts) throw error;
      console.log(`attempt ${attempt}: ${error.name}, ${error.outcome}`);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200 * 2 ** attempt));
    }
  }
}

// Store the id with your own record until the resource is created: with it, any process can retry.
const id = newResourceId();
embedded.faults.nextRequests(1, { kind: "resetAfter" }); // the resource is created, but the response is lost
embedded.faults.nextRequests(1, { kind: "status", status: 500 });
const attempts = await createSafely(id, { name: [{ family: "Lavoie" }] });
console.log(`created after ${attempts} attempts: ${embedded.resources(path).length} resource stored`);

// Another process, which has the id but does not know the outcome.
const again = await createSafely(id, { name: [{ family: "Lavoie" }] });
console.log(`called again: created after ${again} attempt, ${embedded.resources(path).length} resource stored`);
