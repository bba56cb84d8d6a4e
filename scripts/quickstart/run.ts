import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import { createRegistryClient, isRegistryError, waitForTask } from "../../src/index.ts";
import type { Environment } from "../options.ts";
import { show, step } from "../step.ts";
import { importFile } from "./import-file.ts";
import { sourceKey } from "./patients.ts";
import { serverMessages } from "./server-messages.ts";
import { EnvironmentError, readDestination, type Target } from "./target.ts";
import { writeChecked } from "./write-checked.ts";
import { writeMany } from "./write-many.ts";

const deadlineMs = 60_000;

const nextCommands = `
Next:
  npm run generate   regenerates the client after a change of openapi/registry.yaml
  npm test           checks, builds and tests the repository
  npm run docs       builds the documentation site in dist/docs/`;

/** Runs the client, and prints the next commands. Resolves with the exit code; prints the error when it is not 0. */
export async function quickstart(environment: Environment): Promise<number> {
  try {
    const { target, missing } = readDestination(environment);
    if (missing.length > 0) {
      console.log(`Running on the embedded registry. To write to a real workspace, also set ${missing.join(", ")}.\n`);
    }
    await (target === undefined ? runEmbedded(environment) : runReal(target));
    console.log(nextCommands);
    return 0;
  } catch (error) {
    reportError(error);
    return 1;
  }
}

function reportError(error: unknown): void {
  console.error(error instanceof EnvironmentError ? error.message : String(error));
  if (!isRegistryError(error)) return;
  if (error.cause instanceof Error) console.error(`  ${error.cause.message}`);
  // The messages of the registry can quote the request. Here it contains no patient data.
  for (const message of serverMessages(error)) console.error(`  ${message}`);
}

/** Writes to a registry in memory: immediately, as a task, in bulks, checked against a profile, and from a file. */
async function runEmbedded(environment: Environment): Promise<void> {
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
    show(`${patient.status}: the stored resource`, patient.resource);
    show("the task", patient.task);

    const practitioner = await step("create a practitioner, with an ingestion pipeline", () =>
      registry.createResource(
        { sourceKey, resourceType: "practitioner" },
        { data: { name: [{ family: "Gagnon", given: ["Louis"] }] } },
      ),
    );
    show(`${practitioner.status}: the task`, practitioner.task);

    const task = await step("wait for its task", () =>
      waitForTask(registry, { sourceKey, taskId: practitioner }, { deadlineMs, withReceipts: true }),
    );
    show("the completed task", task);

    const written = await step("write 10,000 patients in bulks", () => writeMany(registry, sourceKey, deadlineMs));
    console.log(`  ${written}`);

    await writeChecked();
  } finally {
    await step("stop the embedded registry", () => embedded.close());
  }
  await importFile(environment);
}

/** Announces and creates one resource in a real workspace. Waits for its task if it is ACCEPTED. */
async function runReal({ apiKey, where, path }: Target): Promise<void> {
  const registry = createRegistryClient({ apiKey, ...where });

  const address = "baseUrl" in where ? where.baseUrl : `the workspace ${where.workspaceId}`;
  console.log(`\nThis writes to a real registry: ${address}, source ${path.sourceKey}, type ${path.resourceType}.`);
  console.log("It creates one resource, with empty data.\n");
  const created = await step("create one resource", () => registry.createResource(path, { data: {} }));
  if (created.resource !== undefined) show(`${created.status}: the stored resource`, created.resource);
  show(`${created.status}: the task`, created.task);
  if (created.status === "PERSISTED") return;

  console.log("\nPolling its task until it ends, for at most one minute.\n");
  const task = await step("wait for its task", () =>
    waitForTask(registry, { sourceKey: path.sourceKey, taskId: created }, { deadlineMs, withReceipts: true }),
  );
  show("the completed task", task);
}
