/**
 * `npm run docs`: builds the documentation site into dist/docs: the README, the API reference and the client's reference.
 * It works from any static host and from `file://`. `--contract <file>` and `--out <folder>` name others; with
 * `--server <url>`, an embedded registry there is the first server, and the one that the samples call.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readContract } from "./contract/document.ts";
import { lintContract } from "./contract/lint.ts";
import { withContract } from "./contract/report.ts";
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

const folder = await mkdtemp(join(tmpdir(), "clinia-registry-site-"));
try {
  await checkSiteFolder(options.out);
  await withContract(options.contract, () => build(folder));
} catch (error) {
  if (!(error instanceof SiteError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function build(folder: string): Promise<void> {
  const contract = await readContract(options.contract);
  const server = options.server === undefined ? undefined : embeddedServer(options.server);
  await step(`lint ${options.contract}`, () => lintContract(options.contract));
  await step("the client's reference", () => clientReference(folder));
  await step("the API reference", async () => {
    await writeFile(join(folder, "api.html"), await apiReference(contract, server));
  });
  await publish(folder, options.out);
  console.log(`\nOpen ${join(options.out, "index.html")}`);
}
