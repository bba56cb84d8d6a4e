/**
 * Creates a resource once and only once, over a connection that loses answers: the id is yours and nobody else's, so a create
 * that may have landed is sent again, and ALREADY_EXISTS means that one of yours has.
 *
 * Run: npm run build, then npx jiti examples/create-safely.ts
 *
 * Prints:
 *   try 1: ConnectionError, unknown
 *   try 2: ApiError, unknown
 *   created after 3 tries: 1 resource is stored
 *   called again, created after 1 try: 1 resource is stored
 */
import { createRegistryClient, isRegistryError, newResourceId } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

interface Patient {
  name: { family: string }[];
}

const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const mostTries = 5;

const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

/**
 * Gives how many tries it took. The id must come from `newResourceId`, for this resource alone: with one that others may use,
 * ALREADY_EXISTS could mean their resource. Throws when it was not written, or may not have been: fix what is wrong, and call again
 * with the same id. A try is a whole call: the client itself repeats in it what surely did not happen, such as a 429.
 */
async function createSafely(id: string, data: Patient): Promise<number> {
  for (let tries = 1, mayHaveLanded = false; ; tries++) {
    try {
      await registry.createResource<Patient>(path, { id, data });
      return tries;
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      // A create of yours: in this loop, or in one before it, perhaps of a process that is gone.
      if (error.name === "ApiError" && error.type === "ALREADY_EXISTS") return tries;
      mayHaveLanded ||= error.outcome === "unknown";
      if (!mayHaveLanded || tries === mostTries) throw error;
      console.log(`try ${tries}: ${error.name}, ${error.outcome}`);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200 * 2 ** tries));
    }
  }
}

// Keep the id beside your own record until the write is done: it is what makes it safe to send again, also by another process.
const id = newResourceId();
embedded.faults.nextRequests(1, { kind: "resetAfter" }); // the create is stored, and its answer lost
embedded.faults.nextRequests(1, { kind: "status", status: 500 });
const tries = await createSafely(id, { name: [{ family: "Lavoie" }] });
console.log(`created after ${tries} tries: ${embedded.resources(path).length} resource is stored`);

// Another process, which knows the id and not whether it landed.
const again = await createSafely(id, { name: [{ family: "Lavoie" }] });
console.log(`called again, created after ${again} try: ${embedded.resources(path).length} resource is stored`);
