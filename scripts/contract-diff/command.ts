import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { failed, fileSystemReason, succeeded, type CommandResult } from "../command.ts";
import { readContract } from "../contract/document.ts";
import { ContractError } from "../contract/problem.ts";
import { contractAt, RefError } from "./base.ts";
import { contractChanges } from "./changes.ts";
import { markdownReport, textReport } from "./report.ts";
import { checkVersion, contractVersion } from "./version.ts";

export interface ContractDiffOptions {
  /** The git refs of the command line. Exactly one is expected. */
  readonly refs: readonly string[];
  readonly contract: string;
  /** The file for the report as Markdown. */
  readonly summary?: string | undefined;
}

/** `npm run contract:diff`, run in `folder`. */
export async function contractDiffCommand(options: ContractDiffOptions, folder = "."): Promise<CommandResult> {
  const { refs, contract, summary } = options;
  const [ref] = refs;
  if (ref === undefined || refs.length > 1) {
    return failed("Pass one git ref to compare the contract with: npm run contract:diff -- <git ref>", 2);
  }
  try {
    const base = await contractAt(ref, folder);
    const revised = { name: contract, document: await readContract(resolve(folder, contract)) };
    const changes = await contractChanges(base, revised);
    const version = checkVersion(contractVersion(base), contractVersion(revised), changes);
    if (summary !== undefined) await writeFile(resolve(folder, summary), markdownReport(ref, changes, version));
    return { ...succeeded(textReport(ref, changes, version)), code: version.isSufficient ? 0 : 1 };
  } catch (error) {
    if (error instanceof ContractError) return failed(error.message);
    if (error instanceof RefError) return failed(error.message, 2);
    return failed(`The summary was not written: ${fileSystemReason(error)}. Choose another file: --summary <file>`, 2);
  }
}
