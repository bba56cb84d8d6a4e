import { execFile } from "node:child_process";
import { parseContract, type ContractDocument } from "../contract/document.ts";

const contractPath = "openapi/registry.yaml";

/** One of the two contracts that are compared. */
export interface NamedContract {
  /** Its name in reports: a file, or `<ref>:<file>` as in git. */
  readonly name: string;
  readonly document: ContractDocument;
}

/** Thrown when the git ref does not exist or has no contract. */
export class RefError extends Error {
  override readonly name = "RefError" as const;
}

/**
 * Reads the contract at a git ref of the repository of `folder`. Throws {@link RefError} when the ref does not exist or has no
 * contract, and `ContractError` when the contract can't be parsed.
 */
export async function contractAt(ref: string, folder: string): Promise<NamedContract> {
  const git = gitIn(folder);
  const commit = await git("rev-parse", "--quiet", "--verify", `${ref}^0`);
  if (commit.stderr !== "") throw new RefError(`git could not resolve ${ref}: ${firstLine(commit.stderr)}`);
  if (commit.stdout === "") {
    throw new RefError(
      `There is no git ref ${ref}. Use an existing branch, tag or commit. A shallow clone may not contain it.`,
    );
  }
  const { stdout } = await git("show", `${commit.stdout.trim()}:${contractPath}`);
  if (stdout === "") throw new RefError(`There is no ${contractPath} at ${ref}. Use a ref that contains it.`);
  const name = `${ref}:${contractPath}`;
  return { name, document: parseContract(stdout, name) };
}

/** Returns a function that runs git, with output in English. If git fails, its stdout is empty. */
function gitIn(folder: string) {
  const options = { cwd: folder, env: { ...process.env, LC_ALL: "C" }, maxBuffer: 64 * 1024 * 1024 };
  return (...parameters: string[]): Promise<{ stdout: string; stderr: string }> =>
    new Promise((done) => {
      execFile("git", parameters, options, (error, stdout, stderr) => {
        if (error === null) done({ stdout, stderr: "" });
        else done({ stdout: "", stderr: typeof error.code === "string" ? error.message : stderr });
      });
    });
}

function firstLine(text: string): string {
  return text.split("\n", 1).join("");
}
