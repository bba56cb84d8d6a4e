import type { Output } from "./context.ts";
import { runCommand } from "./program.ts";

/** The parts of `process` that the command uses. */
export interface CommandProcess {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Output & { on(event: "error", listener: () => void): unknown };
  readonly stderr: Output;
  exitCode?: number | string | null | undefined;
  cwd(): string;
  once(event: "SIGINT" | "SIGTERM", listener: () => void): unknown;
}

/** Runs the command of a process. The first Ctrl-C ends the command, the second the process. */
export async function main(process: CommandProcess): Promise<void> {
  const { argv, env, stdout, stderr } = process;
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      controller.abort();
    });
  }
  // A pipe that closes early, such as to `head`, is not a failure.
  stdout.on("error", () => undefined);
  process.exitCode = await runCommand({
    ...{ env, stdout, stderr },
    argv: argv.slice(2),
    cwd: process.cwd(),
    signal: controller.signal,
  });
}
