import { spawn } from "node:child_process";
import { ended, inheritedEnvironment, type Run } from "./run.ts";

/** Runs npm in a folder until it exits. On Windows npm is a script, which needs a shell. */
export function npm(parameters: readonly string[], folder = "."): Promise<Run> {
  const isWindows = process.platform === "win32";
  return ended(spawn("npm", parameters, { cwd: folder, env: inheritedEnvironment(), shell: isWindows }));
}
