import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const contractFile = "openapi/registry.yaml";

export interface Change {
  readonly from: string;
  readonly to: string;
}

/** Returns the changed text of a file. Throws if it does not contain a string to change. */
export async function changedCopy(file: string, changes: readonly Change[]): Promise<string> {
  let text = await readFile(file, "utf8");
  for (const { from, to } of changes) {
    if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)} to change.`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** Runs `work` with a new folder, which is then removed. */
export async function inNewFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
  try {
    return await work(folder);
  } finally {
    // Windows locks a folder for a moment after a process in it has ended.
    await rm(folder, { recursive: true, maxRetries: 10 });
  }
}

/** Runs `work` with the file of a changed copy of the contract, which is then removed. */
export async function withChangedContract<Result>(
  changes: readonly Change[],
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  return inNewFolder(async (folder) => {
    const file = join(folder, "registry.yaml");
    await writeFile(file, await changedCopy(contractFile, changes));
    return work(file);
  });
}
