/**
 * `npm run docs`: builds the documentation site into dist/docs: the README, the API reference and the client's reference.
 * It works from any static host and from `file://`. `--contract <file>` and `--out <folder>` name others; with
 * `--server <url>`, an embedded registry there is the first server, and the one that the samples call.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSystemReason } from "./command.ts";
import { contractFailure } from "./contract/command.ts";
import { readContract } from "./contract/document.ts";
import { lintContract } from "./contract/lint.ts";
import { ContractError } from "./contract/problem.ts";
import { apiReference } from "./docs/api-reference.ts";
import { clientReference } from "./docs/client-reference.ts";
import { embeddedServer } from "./docs/curl.ts";
import { SiteError } from "./docs/mending.ts";
import { checkSiteFolder, publish } from "./docs/site-folder.ts";
import { readOptions } from "./options.ts";
import { step } from "./step.ts";

const options = readOptions({
  contract: { type: "string", default: "openapi/registry.yaml" },
  out: { type: "string", default: "dist/docs" },
  server: { type: "string" },
});

let folder: string | undefined;
try {
  await checkSiteFolder(options.out);
  folder = await mkdtemp(join(tmpdir(), "clinia-registry-site-"));
  await build(folder);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  if (folder !== undefined) await rm(folder, { recursive: true });
}

function explain(error: unknown): string {
  if (error instanceof SiteError) return error.message;
  if (error instanceof ContractError) return contractFailure(error, options.contract);
  return `The site was not written: ${fileSystemReason(error)}. Choose a folder that can be: --out <folder>`;
}

async function build(folder: string): Promise<void> {
  const contract = await readContract(options.contract);
  const server = options.server === undefined ? undefined : embeddedServer(options.server);
  await step(`lint ${options.contract}`, () => lintContract(contract));
  await step("the client's reference", () => clientReference(folder));
  await step("the API reference", async () => {
    await writeFile(join(folder, "api.html"), await apiReference(contract, server));
  });
  await publish(folder, options.out);
  console.log(`\nOpen ${join(options.out, "index.html")}`);
}
