import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const jiti = join(dirname(createRequire(import.meta.url).resolve("jiti/package.json")), "lib/jiti-cli.mjs");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts one of our scripts as the npm scripts do. None of the CLINIA_ variables of the surroundings reach it. */
export function startScript(parameters: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  const surroundings = Object.entries(process.env).filter(([name]) => !/^(CLINIA_|PORT$)/.test(name));
  const env = { ...Object.fromEntries(surroundings), ...environment };
  return spawn(process.execPath, [jiti, ...parameters], { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs one of our scripts to its end. */
export async function runScript(parameters: readonly string[], environment?: Record<string, string>): Promise<Run> {
  return ended(startScript(parameters, environment));
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
