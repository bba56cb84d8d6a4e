import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSystemReason } from "../command.ts";
import { contractFailure } from "../contract/command.ts";
import { readContract } from "../contract/document.ts";
import { lintContract } from "../contract/lint.ts";
import { ContractError } from "../contract/problem.ts";
import { root } from "../redocly.ts";
import { step } from "../step.ts";
import { apiReference } from "./api-reference.ts";
import { embeddedServer } from "./curl.ts";
import { SiteError } from "./page-fixes.ts";
import { siteVersions, writeAssets } from "./page-frame.ts";
import { apiEntries, writeSearchIndex } from "./search-index.ts";
import { checkSiteFolder, publish } from "./site-folder.ts";

export interface DocsOptions {
  readonly contract: string;
  readonly out: string;
  /** The URL of an embedded registry for the samples. */
  readonly server?: string | undefined;
}

/** `npm run docs`. Resolves with the exit code. Prints the reason of a failure. */
export async function docsCommand(options: DocsOptions): Promise<number> {
  let folder: string | undefined;
  try {
    // TypeDoc takes # for the start of a fragment in each relative link.
    if (root.includes("#"))
      throw new SiteError(`The site can't be built in a folder with # in its path. Move ${root}.`);
    await checkSiteFolder(options.out);
    folder = await mkdtemp(join(tmpdir(), "clinia-registry-site-"));
    await build(folder, options);
    return 0;
  } catch (error) {
    console.error(explain(error, options.contract));
    return 1;
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true });
  }
}

function explain(error: unknown, contract: string): string {
  if (error instanceof SiteError) return error.message;
  if (error instanceof ContractError) return contractFailure(error, contract);
  return `The site was not written: ${fileSystemReason(error)}. Choose a writable folder: --out <folder>`;
}

async function build(folder: string, options: DocsOptions): Promise<void> {
  const contract = await readContract(options.contract);
  const server = options.server === undefined ? undefined : embeddedServer(options.server);
  await step(`lint ${options.contract}`, () => lintContract(contract));
  // TypeDoc takes seconds to load: an invalid contract or folder is reported before.
  const { clientReference } = await import("./client-reference.ts");
  await step("the guide and the client reference", async () => {
    const entries = await clientReference(folder, await siteVersions(contract));
    await writeAssets(folder);
    await writeSearchIndex(folder, [...entries, ...apiEntries(contract)]);
  });
  await step("the API reference", async () => {
    await writeFile(join(folder, "api.html"), await apiReference(contract, server));
  });
  await publish(folder, options.out);
  console.log(`\nOpen ${join(options.out, "index.html")}`);
}
