/**
 * `npm run contract:diff -- <git ref>`: compares the contract with the one at a git ref of the repository that it is run
 * in. Says what has changed, and exits 1 when `info.version` was not raised enough for it, 2 when there is nothing to
 * compare with or the summary can't be written. `--contract <file>` names another contract; `--summary <file>` gets the report
 * as Markdown, for a comment.
 */
import { finish } from "./command.ts";
import { contractDiffCommand } from "./contract-diff/command.ts";
import { readCommandLine } from "./options.ts";

const { values, positionals } = readCommandLine(
  { contract: { type: "string", default: "openapi/registry.yaml" }, summary: { type: "string" } },
  2,
);

finish(await contractDiffCommand({ ...values, refs: positionals }));
