import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import { createRegistryClient, waitForTask } from "../../src/index.ts";
import { show, step } from "../step.ts";
import type { Target } from "./target.ts";
import { writeMany } from "./write-many.ts";

const sourceKey = "ehr-prod";
const deadlineMs = 60_000;

/** Writes to a registry in memory, in each of the ways that there are. */
export async function runEmbedded(): Promise<void> {
  const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === "practitioner" });
  const { url } = await step("start the embedded registry", () => embedded.listen());
  console.log(`  ${url}`);
  try {
    const registry = createRegistryClient({ baseUrl: url, apiKey: "any key will do here" });

    const patient = await step("create a patient", () =>
      registry.createResource(
        { sourceKey, resourceType: "patient" },
        { data: { name: [{ family: "Tremblay", given: ["Alice"] }] } },
      ),
    );
    show(`${patient.status}: the resource as stored`, patient.resource);
    show("the task", patient.task);

    const practitioner = await step("create a practitioner, whose type has a pipeline", () =>
      registry.createResource(
        { sourceKey, resourceType: "practitioner" },
        { data: { name: [{ family: "Gagnon", given: ["Louis"] }] } },
      ),
    );
    show(`${practitioner.status}: the task to follow`, practitioner.task);

    const task = await step("follow its task to the end", () =>
      waitForTask(registry, { sourceKey, taskId: practitioner }, { deadlineMs, withReceipts: true }),
    );
    show("the task as it ended", task);

    const written = await step("write 10,000 patients in bulks", () => writeMany(registry, sourceKey, deadlineMs));
    console.log(`  ${written}`);
  } finally {
    await step("stop the embedded registry", () => embedded.close());
  }
}

/** Creates one resource in a real workspace, says so before, and follows its task where it has one to follow. */
export async function runReal({ apiKey, where, path }: Target): Promise<void> {
  const registry = createRegistryClient({ apiKey, ...where });

  const place = "baseUrl" in where ? where.baseUrl : `the workspace ${where.workspaceId}`;
  console.log(`\nThis writes to a real registry: ${place}, source ${path.sourceKey}, type ${path.resourceType}.`);
  console.log("It creates one resource, with empty data.\n");
  const created = await step("create one resource", () => registry.createResource(path, { data: {} }));
  if (created.resource !== undefined) show(`${created.status}: the resource as stored`, created.resource);
  show(`${created.status}: the task`, created.task);
  if (created.status === "PERSISTED") return;

  console.log("\nIts task is looked at until it has ended, for a minute at most.\n");
  const task = await step("follow its task to the end", () =>
    waitForTask(registry, { sourceKey: path.sourceKey, taskId: created }, { deadlineMs, withReceipts: true }),
  );
  show("the task as it ended", task);
}
