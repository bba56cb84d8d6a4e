import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  createRegistryClient,
  isRegistryError,
  parseTaskId,
  waitForTask,
  writeResources,
  type CreateResourceResult,
  type ResourceOperation,
  type Task,
  type TaskId,
} from "clinia-registry-client";
import { createEmbeddedRegistry, type EmbeddedRegistryOptions } from "clinia-registry-client/embedded";
import packageJson from "clinia-registry-client/package.json" with { type: "json" };

interface Patient {
  name: { family: string; given?: string[] }[];
}

const options: EmbeddedRegistryOptions = {
  apiKey: "secret",
  asynchronous: ({ resourceType }) => resourceType === "clinic",
};
const embedded = createEmbeddedRegistry(options);
const { url } = await embedded.listen();
const registry = createRegistryClient({ baseUrl: url, apiKey: "secret", retry: { limit: 1 } });

const source = { sourceKey: "ehr-prod" };
const path = { ...source, resourceType: "patient" };
const created: CreateResourceResult<Patient> = await registry.createResource<Patient>(path, {
  id: "patient-0001",
  data: { name: [{ family: "Tremblay" }] },
});
const family: string | undefined = created.resource?.data.name[0]?.family;
console.log(created.status, family);

// @ts-expect-error: a misspelt field of a body.
const misspelt = () => registry.createResource(path, { dta: {} });
// @ts-expect-error: a path without its resource type.
const incomplete = () => registry.getResource({ ...source, id: "patient-0001" });
console.log(typeof misspelt, typeof incomplete);

const clinic = await registry.createResource({ ...source, resourceType: "clinic" }, { data: {} });
const task: Task = await waitForTask(registry, { ...source, taskId: clinic.taskId }, { deadlineMs: 60_000 });
console.log(clinic.status, task.status);

async function* operations(): AsyncGenerator<ResourceOperation<Patient>> {
  for (const family of ["Roy", "Gagnon"])
    yield { action: "CREATE", create: { type: "patient", data: { name: [{ family }] } } };
}
for await (const outcome of writeResources(registry, source, operations(), { deadlineMs: 60_000 })) {
  console.log(outcome.ok ? outcome.receipt.status : outcome.error.message);
}

try {
  await registry.createResource(path, { id: "patient-0001", data: {} });
} catch (error) {
  if (!isRegistryError(error)) throw error;
  switch (error.name) {
    case "ApiError":
      console.log(error.name, error.status, error.type, error.outcome);
      break;
    case "TimeoutError":
      console.log(error.timeoutMs);
      break;
    default:
      throw error;
  }
}

const taskId: TaskId = parseTaskId(created.taskId);
if (taskId.kind !== "unknown") console.log(taskId.kind, taskId.id.length);

const contract = await readFile(fileURLToPath(import.meta.resolve("clinia-registry-client/openapi.yaml")), "utf8");
console.log(contract.slice(0, 8), packageJson.name);
await embedded.close();
