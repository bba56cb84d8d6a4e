import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";

const runner = resolve("scripts/run.mjs");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts one of our scripts as the npm scripts do. None of the CLINIA_ variables of the surroundings reach it. */
export function startScript(
  parameters: readonly string[],
  environment: Record<string, string> = {},
  folder = ".",
): ChildProcess {
  const env = { ...surroundings(), ...environment };
  return spawn(process.execPath, [runner, ...parameters], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs one of our scripts to its end, in `folder`. */
export async function runScript(
  parameters: readonly string[],
  environment?: Record<string, string>,
  folder?: string,
): Promise<Run> {
  return ended(startScript(parameters, environment, folder));
}

/** Runs a curl line in a shell. */
export function pasted(line: string, environment: Record<string, string> = {}): Promise<Run> {
  const curl = `curl() { '${process.execPath}' test/support/curl.mjs "$@"; }`;
  return ended(spawn("sh", ["-c", `${curl}\n${line}`], { env: { ...process.env, ...environment } }));
}

/**
 * The variables of this process but those that would change what a script does: git's would lead to another repository, and a
 * proxy's past loopback.
 */
export function surroundings(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CLINIA_|GIT_|PORT$|\w+_PROXY$)/i.test(name)),
  );
}

export function ended(child: ChildProcess): Promise<Run> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
