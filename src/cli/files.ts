import { mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Returns the text of a file; undefined if there is none. */
export async function readIfExists(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isFileSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether a file has this content. Git for Windows checks out files with CRLF. */
export function hasText(content: string | undefined, text: string): boolean {
  return content?.replaceAll("\r\n", "\n") === text;
}

/** Writes a file as a whole or not at all, and creates its folder. A symbolic link stays one: the file that it names is written. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await realpath(path).catch(() => path);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Whether an error is from the file system. Its message names the path and the reason: `ENOENT: no such file or directory, open 'x'`. */
export function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** Returns the code of an error, such as ENOENT; `unknown error` without one. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
