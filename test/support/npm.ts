import { spawn } from "node:child_process";
import { ended, surroundings, type Run } from "./run.ts";

/** Runs npm in a folder, to its end. On Windows it is a script, which only a shell starts. */
export function npm(parameters: readonly string[], folder = "."): Promise<Run> {
  const isWindows = process.platform === "win32";
  return ended(spawn("npm", parameters, { cwd: folder, env: surroundings(), shell: isWindows }));
}
