import type { Output } from "./context.ts";
import { runCommand } from "./program.ts";

/** The parts of `process` that the command uses. */
export interface CommandProcess {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Output & {
    /** `written` is called once the reader has received the text, and all text before it. */
    write(text: string, written?: () => void): unknown;
    on(event: "error", listener: () => void): unknown;
  };
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

/**
 * How long open connections may keep the process after its command has ended: by a signal, or with exit code 2 or 3. A server may not
 * respond, and `pg` leaves its connection open when the server asks for a password that it does not have.
 */
const lingerMs = { stopped: 5_000, failed: 1_000 };

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
  const code = await runCommand({
    ...{ env, stdout, stderr },
    argv: argv.slice(2),
    cwd: process.cwd(),
    signal: controller.signal,
  });
  process.exitCode = code;
  if (code === 2 || code === 3) exitAfter(lingerMs.failed, code, process);
  else if (controller.signal.aborted) exitAfter(lingerMs.stopped, code, process);
  for (const signal of signals) process.off(signal, end);
  process.off("uncaughtException", fail);
}

/** Ends the process after a time, which begins when its output is written: a slow reader, such as `less`, must receive all of it. */
function exitAfter(ms: number, code: number, process: CommandProcess): void {
  process.stdout.write("", () => {
    setTimeout(process.exit.bind(process), ms, code).unref();
  });
}
