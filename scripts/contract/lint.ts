import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { redocly, root, type RedoclyRun } from "../redocly.ts";
import type { ContractDocument } from "./document.ts";
import { ContractError, type ContractProblem } from "./problem.ts";

interface LintReport {
  problems: {
    ruleId: string;
    message: string;
    location: { start?: { line: number; col: number } }[];
  }[];
}

/**
 * Lints the contract with the rules of `config`, by default `redocly.yaml`. Throws {@link ContractError} with every problem.
 * Warnings and errors in `config` are problems too.
 */
export async function lintContract(contract: ContractDocument, config = join(root, "redocly.yaml")): Promise<void> {
  const { file } = contract;
  const { failed, stdout, stderr } = await lintCopy(contract, config);
  const report = parseReport(stdout);
  if (report === undefined) {
    throw new ContractError([lintFailure(file, config, stderr)]);
  }
  const problems = report.problems.map((problem): ContractProblem => {
    const { line = 1, col = 1 } = problem.location[0]?.start ?? {};
    return { file, line, column: col, rule: problem.ruleId, message: problem.message };
  });
  if (failed || problems.length > 0) throw new ContractError(problems);
}

/** Lints a copy in a temporary folder: Redocly reads a `#` in a path as the beginning of a fragment. */
async function lintCopy({ file, text }: ContractDocument, config: string): Promise<RedoclyRun> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-lint-"));
  try {
    const copy = join(folder, "contract.yaml");
    await writeFile(copy, text);
    const options = ["--lint-config=error", "--format=json", "--max-problems=1000"];
    const run = await redocly(["lint", copy, `--config=${config}`, ...options]);
    return { ...run, stderr: run.stderr.replaceAll(/[^\s"]*contract\.yaml/g, () => file) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Returns the problem when Redocly itself fails: in the contract, at the line that Redocly reports, or in the rules. */
function lintFailure(file: string, config: string, output: string): ContractProblem {
  const message = `The contract could not be linted. ${output}`;
  const isContract = /Something went wrong when processing|Failed to parse API description/.test(output);
  const [, line = "1", column = "1"] = (isContract && /\((\d+):(\d+)\)/.exec(output)) || [];
  const place = { line: Number(line), column: Number(column) };
  return { file: isContract ? file : relative(root, config), ...place, rule: "lint", message };
}

function parseReport(stdout: string): LintReport | undefined {
  try {
    return JSON.parse(stdout) as LintReport;
  } catch {
    return undefined;
  }
}
