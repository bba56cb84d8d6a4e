import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";

const runner = resolve("scripts/run.mjs");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a script like the npm scripts do, without the CLINIA_ variables of this process. */
export function startScript(
  parameters: readonly string[],
  environment: Record<string, string> = {},
  folder = ".",
): ChildProcess {
  const env = { ...inheritedEnvironment(), ...environment };
  return spawn(process.execPath, [runner, ...parameters], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs a script in `folder` until it exits. */
export async function runScript(
  parameters: readonly string[],
  environment?: Record<string, string>,
  folder?: string,
): Promise<Run> {
  return ended(startScript(parameters, environment, folder));
}

/** Runs a curl command in a shell. */
export function runCurl(command: string, environment: Record<string, string> = {}): Promise<Run> {
  const curl = `curl() { '${process.execPath}' test/support/curl.mjs "$@"; }`;
  return ended(spawn("sh", ["-c", `${curl}\n${command}`], { env: { ...process.env, ...environment } }));
}

/**
 * Returns the environment of this process without the variables that change what a script does: those of git name another repository,
 * and those of a proxy lead out of loopback.
 */
export function inheritedEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CLINIA_|GIT_|PORT$|\w+_PROXY$)/i.test(name)),
  );
}

/** Resolves with the exit code and the output of a process. */
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
