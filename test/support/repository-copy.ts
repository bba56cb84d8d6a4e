import { spawn } from "node:child_process";
import { cp, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { inNewFolder } from "./contract-copy.ts";
import { ended } from "./run.ts";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

/** Runs `work` with a folder that has a copy of src/, and a program beside it, and is gone afterwards. */
export async function inRepositoryCopy<Result>(
  program: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  return inNewFolder(async (folder) => {
    await cp("src", join(folder, "src"), { recursive: true });
    await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await writeFile(join(folder, "program.ts"), program);
    const config = { extends: resolve("tsconfig.json"), include: ["program.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    return work(folder);
  });
}

/** The errors of the TypeScript compiler in such a folder, one a line. */
export async function typeErrors(folder: string): Promise<string[]> {
  const { stdout } = await ended(spawn(process.execPath, [tsc, "--project", folder, "--pretty", "false"]));
  return stdout.split("\n").filter((line) => line.includes("error"));
}
