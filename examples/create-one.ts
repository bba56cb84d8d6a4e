/**
 * Creates one resource, and reads from the answer whether it was carried out at once or is a task to follow.
 *
 * Run: npm run build, then npx jiti examples/create-one.ts
 *
 * Prints:
 *   PERSISTED: a patient with 1 name
 *   ACCEPTED: a oneOf task to follow
 */
import { createRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

interface Person {
  name: { family: string }[];
}

// A registry in memory, which has a pipeline for practitioners. With an account there is none, and no baseUrl and fetch:
// createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY })
const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === "practitioner" });
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

for (const resourceType of ["patient", "practitioner"]) {
  const path = { sourceKey: "ehr-prod", resourceType };
  const created = await registry.createResource<Person>(path, { data: { name: [{ family: "Tremblay" }] } });

  if (created.status === "PERSISTED") {
    const { type, data } = created.resource;
    // `data` is typed, and stays out of logs: it is a patient's.
    console.log(`PERSISTED: a ${type} with ${data.name.length} name`);
  } else {
    // Store created.taskId: there is no way to look the task up without it.
    console.log(`ACCEPTED: a ${created.task.kind} task to follow`);
  }
}
