import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { devNull } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { inheritedEnvironment } from "./run.ts";

/** Commits a file to the git repository in `folder`, which is created if needed, and tags the commit. */
export async function commitFile(folder: string, file: string, text: string, tag: string): Promise<void> {
  await mkdir(join(folder, dirname(file)), { recursive: true });
  await writeFile(join(folder, file), text);
  const author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
  await git("init", "--quiet");
  await git("add", file);
  await git(...author, "commit", "--quiet", "--message", tag);
  await git("tag", tag);

  /** Ignores the configuration of the user, which may sign each commit. */
  async function git(...parameters: string[]): Promise<void> {
    const env = { ...inheritedEnvironment(), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: "1" };
    await promisify(execFile)("git", parameters, { cwd: folder, env });
  }
}
