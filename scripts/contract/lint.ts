import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ContractError, type ContractProblem } from "./problem.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const redocly = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");

interface LintReport {
  problems: {
    ruleId: string;
    message: string;
    location: { start?: { line: number; col: number } }[];
  }[];
}

/**
 * Lints the contract by the rules of `config`, `redocly.yaml` by default. Throws {@link ContractError} with every problem;
 * a warning is a problem too, and so is a mistake in the rules themselves.
 */
export async function lintContract(file: string, config = join(root, "redocly.yaml")): Promise<void> {
  const { failed, stdout, stderr } = await run([
    redocly,
    "lint",
    file,
    `--config=${config}`,
    "--lint-config=error",
    "--format=json",
    "--max-problems=1000",
  ]);
  const report = parseReport(stdout);
  if (report === undefined) {
    const message = `The contract could not be linted. ${withoutBanner(stderr)}`;
    throw new ContractError([{ file: relative(root, config), line: 1, column: 1, rule: "lint", message }]);
  }
  const problems = report.problems.map((problem): ContractProblem => {
    const { line = 1, col = 1 } = problem.location[0]?.start ?? {};
    return { file, line, column: col, rule: problem.ruleId, message: problem.message };
  });
  if (failed || problems.length > 0) throw new ContractError(problems);
}

function run(parameters: string[]): Promise<{ failed: boolean; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, parameters, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      done({ failed: error !== null, stdout, stderr });
    });
  });
}

function parseReport(stdout: string): LintReport | undefined {
  try {
    return JSON.parse(stdout) as LintReport;
  } catch {
    return undefined;
  }
}

/** Redocly prints a framed notice about Node.js versions to stderr, ahead of what it has to say. */
function withoutBanner(stderr: string): string {
  return stderr
    .split("\n")
    .filter((line) => !/^\s*[╔║╚]/.test(line) && line.trim() !== "")
    .join("\n  ");
}
