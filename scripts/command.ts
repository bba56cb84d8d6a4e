import { escapeControlCharacters } from "./escape-control-characters.ts";

/** How a command ended. */
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

/** Prints a result. The process exits with its code once everything else has ended. */
export function finish({ code, stdout, stderr }: CommandResult): void {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}

/** What the file system refused, as one line such as "EACCES: permission denied, mkdir 'dist/docs'". Rethrows any other error. */
export function fileSystemReason(error: unknown): string {
  if (error instanceof Error && "syscall" in error) return escapeControlCharacters(error.message);
  throw error;
}
