import { escapeControlCharacters } from "./escape-control-characters.ts";

/** The exit code and output of a command. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function succeeded(stdout: string): CommandResult {
  return { code: 0, stdout: `${stdout}\n`, stderr: "" };
}

export function failed(stderr: string, code = 1): CommandResult {
  return { code, stdout: "", stderr: `${stderr}\n` };
}

/** Prints a result, and sets the exit code of the process. */
export function finish({ code, stdout, stderr }: CommandResult): void {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}

/** Returns the message of a file system error in one line, such as "EACCES: permission denied, mkdir 'dist/docs'". Rethrows any other error. */
export function fileSystemReason(error: unknown): string {
  if (error instanceof Error && "syscall" in error) return escapeControlCharacters(error.message);
  throw error;
}
