/**
 * `npm start`: from the contract to a created resource, on the embedded registry. With CLINIA_API_KEY,
 * CLINIA_WORKSPACE_ID (or CLINIA_BASE_URL), CLINIA_SOURCE_KEY and CLINIA_RESOURCE_TYPE set, it creates one resource in
 * that workspace instead.
 */
import { write } from "./contract/drift.ts";
import { render } from "./contract/generate.ts";
import { lintContract } from "./contract/lint.ts";
import { ContractError } from "./contract/problem.ts";
import { show, step } from "./step.ts";
import { EnvironmentError, targetFrom, type Target } from "./quickstart/target.ts";

const contract = "openapi/registry.yaml";

try {
  const target = targetFrom(process.env);
  await step(`lint ${contract}`, () => lintContract(contract));
  await step("generate src/generated", async () => write("src/generated", await render(contract)));
  await (target === undefined ? runEmbedded() : runReal(target));
} catch (error) {
  await report(error);
  process.exitCode = 1;
}

/** What was just generated is what runs: so the client is loaded only now. */
async function runEmbedded(): Promise<void> {
  const { createRegistryClient } = await import("../src/index.ts");
  const { createEmbeddedRegistry } = await import("../src/embedded/index.ts");

  const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === "practitioner" });
  const { url } = await step("start the embedded registry", () => embedded.listen());
  console.log(`  ${url}`);
  try {
    const registry = createRegistryClient({ baseUrl: url, apiKey: "any key will do here" });

    const patient = await step("create a patient", () =>
      registry.createResource(
        { sourceKey: "ehr-prod", resourceType: "patient" },
        { data: { name: [{ family: "Tremblay", given: ["Alice"] }] } },
      ),
    );
    show(`${patient.status}: the resource as stored`, patient.resource);
    show("the task", patient.task);

    const practitioner = await step("create a practitioner, whose type has a pipeline", () =>
      registry.createResource(
        { sourceKey: "ehr-prod", resourceType: "practitioner" },
        { data: { name: [{ family: "Gagnon", given: ["Louis"] }] } },
      ),
    );
    show(`${practitioner.status}: the task to follow`, practitioner.task);
  } finally {
    await step("stop the embedded registry", () => embedded.close());
  }
}

async function runReal({ apiKey, where, path }: Target): Promise<void> {
  const { createRegistryClient } = await import("../src/index.ts");
  const registry = createRegistryClient({ apiKey, ...where });

  const place = "baseUrl" in where ? where.baseUrl : `the workspace ${where.workspaceId}`;
  console.log(`\nThis writes to a real registry: ${place}, source ${path.sourceKey}, type ${path.resourceType}.`);
  console.log("It creates one resource, with empty data.\n");
  const created = await step("create one resource", () => registry.createResource(path, { data: {} }));
  if (created.resource !== undefined) show(`${created.status}: the resource as stored`, created.resource);
  show(`${created.status}: the task`, created.task);
}

async function report(error: unknown): Promise<void> {
  const { ApiError } = await import("../src/index.ts");
  if (error instanceof ContractError || error instanceof EnvironmentError) {
    console.error(error.message);
  } else if (error instanceof ApiError) {
    console.error(`${error.name}: ${error.message}`);
    // What was sent is no patient's data, and so the registry's own words can't quote any.
    for (const line of [error.serverMessage, ...error.details.map(({ message }) => message)]) {
      if (line !== undefined) console.error(`  ${line}`);
    }
  } else {
    const { cause } = error as Error;
    console.error(String(error));
    if (cause instanceof Error) console.error(`  ${cause.message}`);
  }
}
