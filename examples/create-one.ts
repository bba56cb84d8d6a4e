/**
 * Creates a resource, and handles both responses: written immediately (PERSISTED), or accepted as a task (ACCEPTED).
 *
 * Run in a clone: npm run build, then npx jiti examples/create-one.ts
 *
 * Prints:
 *   PERSISTED: a patient with 1 name
 *   ACCEPTED: a oneOf task to wait for
 */
import { createRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import type { Patient } from "./profiles/clinia.gen.ts";

// A registry in memory, which accepts writes to the source ehr-test as tasks. For a real workspace:
// createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY })
const embedded = createEmbeddedRegistry({ asynchronous: ({ sourceKey }) => sourceKey === "ehr-test" });
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

for (const sourceKey of ["ehr-prod", "ehr-test"]) {
  const path = { sourceKey, resourceType: "patient" };
  const created = await registry.createResource<Patient>(path, { data: { name: [{ family: "Tremblay" }] } });

  if (created.status === "PERSISTED") {
    const { type, data } = created.resource;
    // `data` is typed. Do not log it: it is patient data.
    console.log(`PERSISTED: a ${type} with ${data.name.length} name`);
  } else {
    // Store created.taskId: a task can't be found without it.
    console.log(`ACCEPTED: a ${created.task.kind} task to wait for`);
  }
}
