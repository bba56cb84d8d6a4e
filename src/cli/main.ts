import type { Output } from "./context.ts";
import { runCommand } from "./program.ts";

/** The parts of `process` that the command uses. */
export interface CommandProcess {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Output & { on(event: "error", listener: () => void): unknown };
  readonly stderr: CommandProcess["stdout"];
  exitCode?: number | string | null | undefined;
  cwd(): string;
  on(event: ProcessEvent, listener: () => void): unknown;
  off(event: ProcessEvent, listener: () => void): unknown;
  exit(code: number): void;
}

type ProcessEvent = (typeof signals)[number] | "uncaughtException";

const signals = ["SIGINT", "SIGTERM"] as const;

/** npm and npx send a signal to the command that the terminal has sent to it too: one Ctrl-C arrives twice. */
const oneSignalMs = 500;

/** Runs the command of a process. The first Ctrl-C ends the command, the second the process. */
export async function main(process: CommandProcess): Promise<void> {
  const { argv, env, stdout, stderr } = process;
  const controller = new AbortController();
  let firstAt = Infinity;
  // The default action of a signal does not end the first process of a container.
  const end = () => {
    if (performance.now() - firstAt > oneSignalMs) process.exit(130);
    firstAt = Math.min(firstAt, performance.now());
    controller.abort();
  };
  for (const signal of signals) process.on(signal, end);
  // A pipe that closes early, such as to `head`, is not a failure.
  for (const output of [stdout, stderr]) output.on("error", () => undefined);
  // Such as a promise of a mapping that nothing awaits. The platform would print data of the error, and exit with 1: the rest was imported.
  const fail = () => {
    stderr.write("The command stopped because of an error that no code handles, such as in a promise without await.\n");
    process.exit(3);
  };
  process.on("uncaughtException", fail);
  process.exitCode = await runCommand({
    ...{ env, stdout, stderr },
    argv: argv.slice(2),
    cwd: process.cwd(),
    signal: controller.signal,
  });
  for (const signal of signals) process.off(signal, end);
  process.off("uncaughtException", fail);
}
