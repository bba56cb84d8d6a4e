/** A program: it serves the embedded registry over HTTP, and prints what it has seen. */
import { createRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry, type EmbeddedRegistryOptions } from "clinia-registry-client/embedded";
import { ingestedType, steps } from "./program.ts";

const options: EmbeddedRegistryOptions = {
  apiKey: "secret",
  asynchronous: ({ resourceType }) => resourceType === ingestedType,
};

async function main(): Promise<void> {
  const embedded = createEmbeddedRegistry(options);
  const { url } = await embedded.listen();
  const registry = createRegistryClient({ baseUrl: url, apiKey: "secret", retry: { limit: 1 } });
  console.log((await steps(registry)).join("\n"));
  await embedded.close();
}

/** Resolves when all is printed. */
export const printed = main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
