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

interface Person {
  name: { family: string }[];
}

// A registry in memory, which accepts practitioners as tasks. For a real workspace:
// createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY })
const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === "practitioner" });
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

for (const resourceType of ["patient", "practitioner"]) {
  const path = { sourceKey: "ehr-prod", resourceType };
  const created = await registry.createResource<Person>(path, { data: { name: [{ family: "Tremblay" }] } });

  if (created.status === "PERSISTED") {
    const { type, data } = created.resource;
    // `data` is typed. Do not log it: it is patient data.
    console.log(`PERSISTED: a ${type} with ${data.name.length} name`);
  } else {
    // Store created.taskId: a task can't be found without it.
    console.log(`ACCEPTED: a ${created.task.kind} task to wait for`);
  }
}
