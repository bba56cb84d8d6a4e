/** A program, which serves the embedded registry over HTTP, and prints the results of the calls. */
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

/** Resolves when everything is printed. */
export const finished = main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
