/**
 * `npm run contract:diff -- <git ref>`: compares the contract with its version at a git ref, and prints the changes. Exits with 1 if
 * `info.version` is too low for the changes, and with 2 if there is no contract at the ref or the summary can't be written.
 * `--contract <file>` compares another contract. `--summary <file>` also writes the report as Markdown.
 */
import { finish } from "./command.ts";
import { contractDiffCommand } from "./contract-diff/command.ts";
import { readCommandLine } from "./options.ts";

const { values, positionals } = readCommandLine(
  { contract: { type: "string", default: "openapi/registry.yaml" }, summary: { type: "string" } },
  2,
);

finish(await contractDiffCommand({ ...values, refs: positionals }));
