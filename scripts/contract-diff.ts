/**
 * `npm run contract:diff -- <git ref>`: compares the contract with the one at a git ref of the repository that it is run
 * in. Says what has changed, and exits 1 when `info.version` was not raised enough for it, 2 when there is nothing to
 * compare with. `--contract <file>` names another contract; `--summary <file>` gets the report as Markdown, for a comment.
 */
import { writeFile } from "node:fs/promises";
import { contractAt, RefError } from "./contract-diff/base.ts";
import { contractChanges } from "./contract-diff/changes.ts";
import { markdownReport, textReport } from "./contract-diff/report.ts";
import { contractVersion, versionVerdict } from "./contract-diff/version.ts";
import { readContract } from "./contract/document.ts";
import { ContractError } from "./contract/problem.ts";
import { readCommandLine } from "./options.ts";

const { values: options, positionals } = readCommandLine(
  { contract: { type: "string", default: "openapi/registry.yaml" }, summary: { type: "string" } },
  2,
);

try {
  const [ref] = positionals;
  if (ref === undefined || positionals.length > 1) {
    throw new RefError("Name one git ref to compare the contract with: npm run contract:diff -- <git ref>");
  }
  const base = await contractAt(ref);
  const revised = { name: options.contract, document: await readContract(options.contract) };
  const changes = await contractChanges(base, revised);
  const version = versionVerdict(contractVersion(base), contractVersion(revised), changes);
  if (options.summary !== undefined) await writeFile(options.summary, markdownReport(ref, changes, version));
  console.log(textReport(ref, changes, version));
  if (!version.enough) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof ContractError || error instanceof RefError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof RefError ? 2 : 1;
}
