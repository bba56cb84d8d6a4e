/**
 * `npm start`: from the contract to created resources and their tasks, on the embedded registry. With CLINIA_API_KEY,
 * CLINIA_WORKSPACE_ID (or CLINIA_BASE_URL), CLINIA_SOURCE_KEY and CLINIA_RESOURCE_TYPE set, it creates one resource in
 * that workspace instead.
 */
import { write } from "./contract/drift.ts";
import { readContract } from "./contract/document.ts";
import { render } from "./contract/generate.ts";
import { lintContract } from "./contract/lint.ts";
import { ContractError } from "./contract/problem.ts";
import { EnvironmentError, targetFrom } from "./quickstart/target.ts";
import { step } from "./step.ts";

const contract = "openapi/registry.yaml";

try {
  const target = targetFrom(process.env);
  await step(`lint ${contract}`, async () => lintContract(await readContract(contract)));
  await step("generate src/generated", async () => write("src/generated", await render(contract)));
  // What was just generated is what runs: so the client is loaded only now.
  const { runEmbedded, runReal } = await import("./quickstart/run.ts");
  await (target === undefined ? runEmbedded() : runReal(target));
} catch (error) {
  await report(error);
  process.exitCode = 1;
}

async function report(error: unknown): Promise<void> {
  const { isRegistryError } = await import("../src/index.ts");
  if (error instanceof ContractError || error instanceof EnvironmentError) {
    console.error(error.message);
    return;
  }
  console.error(String(error));
  const { cause } = error as Error;
  if (cause instanceof Error) console.error(`  ${cause.message}`);
  if (!isRegistryError(error)) return;
  // The registry's messages can quote what was sent, which is no patient's data.
  const { serverMessages } = await import("./quickstart/server-messages.ts");
  for (const message of serverMessages(error)) console.error(`  ${message}`);
}
