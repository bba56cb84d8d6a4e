import type { Fetch } from "../index.ts";

/** A stream that receives text, such as `process.stdout`. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
}

export type Environment = Readonly<Partial<Record<string, string>>>;

/** What a command reads and writes, so that tests can run it in-process. */
export interface Context {
  /** The words after the name of the command. */
  readonly argv: readonly string[];
  readonly env: Environment;
  /** The folder that relative paths start at. */
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Sends the requests to the registry. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Ends the command. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * 0: done. 1: a comparison found a difference, records were rejected, or the command failed. 2: the command line or a file is invalid.
 * 3: an import stopped. 130: a signal ended it, such as Ctrl-C.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Thrown when a command can't go on. Its message is printed without a stack. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Returns an environment variable; undefined when it is empty or blank, such as `NAME=` in an `.env` file. */
export function variable(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value?.trim() === "" ? undefined : value;
}
