/**
 * `npm run docs`: builds the documentation site into dist/docs: the README, the API reference and the client's reference.
 * It works from any static host and from `file://`. `--contract <file>` and `--out <folder>` name others; with
 * `--server <url>`, an embedded registry there is the first server, and the one that the samples call.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readContract } from "./contract/document.ts";
import { lintContract } from "./contract/lint.ts";
import { ContractError } from "./contract/problem.ts";
import { apiReference } from "./docs/api-reference.ts";
import { clientReference } from "./docs/client-reference.ts";
import type { SampledServer } from "./docs/code-samples.ts";
import { readOptions } from "./options.ts";
import { step } from "./step.ts";

const options = readOptions({
  contract: { type: "string", default: "openapi/registry.yaml" },
  out: { type: "string", default: "dist/docs" },
  server: { type: "string" },
});

const folder = await mkdtemp(join(tmpdir(), "clinia-registry-site-"));
try {
  const contract = await readContract(options.contract);
  await step(`lint ${options.contract}`, () => lintContract(options.contract));
  await step("the client's reference", () => clientReference(folder));
  await step("the API reference", async () => {
    await writeFile(join(folder, "api.html"), await apiReference(contract, embeddedServer()));
  });
  await rm(options.out, { recursive: true, force: true });
  await mkdir(options.out, { recursive: true });
  await cp(folder, options.out, { recursive: true });
  console.log(`\nOpen ${join(options.out, "index.html")}`);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  console.error(`Nothing was written: mend ${options.contract} first.`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

function embeddedServer(): SampledServer | undefined {
  const { server } = options;
  return server === undefined
    ? undefined
    : { url: server, option: `baseUrl: ${JSON.stringify(server)}`, apiKey: "any" };
}
