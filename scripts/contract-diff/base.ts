import { execFile } from "node:child_process";
import { parseContract, type ContractDocument } from "../contract/document.ts";

const contractPath = "openapi/registry.yaml";

/** One of the two contracts that are compared. */
export interface NamedContract {
  /** What a reader finds it by: a file, or `<ref>:<file>`, as git writes it. */
  readonly name: string;
  readonly document: ContractDocument;
}

/** Thrown when there is no contract to compare with. */
export class RefError extends Error {
  override readonly name = "RefError" as const;
}

/**
 * The contract at a git ref of the repository that `folder` is in. Throws {@link RefError} when there is no
 * such ref or no contract at it, `ContractError` when that contract isn't YAML.
 */
export async function contractAt(ref: string, folder: string): Promise<NamedContract> {
  const git = gitIn(folder);
  const commit = await git("rev-parse", "--quiet", "--verify", `${ref}^0`);
  if (commit.stderr !== "") throw new RefError(`git could not look ${ref} up: ${firstLine(commit.stderr)}`);
  if (commit.stdout === "") {
    throw new RefError(`There is no git ref ${ref}. Name a branch, a tag or a commit; a shallow clone may lack it.`);
  }
  const { stdout } = await git("show", `${commit.stdout.trim()}:${contractPath}`);
  if (stdout === "") throw new RefError(`There is no ${contractPath} at ${ref}. Name a ref that has one.`);
  const name = `${ref}:${contractPath}`;
  return { name, document: parseContract(stdout, name) };
}

/** What git says, in English; nothing on stdout when it fails. */
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
