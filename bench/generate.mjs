/** Writes the clients that other generators make of the contract into dist/generated/. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@hey-api/openapi-ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const contract = join(here, "../openapi/registry.yaml");
const output = join(here, "dist/generated");

await createClient({ input: contract, output: join(output, "hey-api"), logs: { level: "silent" } });

const redocly = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");
execFileSync(process.execPath, [redocly, "generate-client", contract, "--output", join(output, "redocly.ts")], {
  cwd: join(here, ".."),
  stdio: ["ignore", "ignore", "pipe"],
});
