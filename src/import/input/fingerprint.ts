import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { unreadableInput } from "./bytes.ts";
import type { InputFile } from "./types.ts";

/** Identifies the content of a file without reading all of it. */
export interface FileFingerprint {
  readonly name: string;
  /** The size in bytes; undefined for a stream. */
  readonly size?: number | undefined;
  /** The SHA-256 of the first and of the last 64 KiB, in hexadecimal. */
  readonly head?: string | undefined;
  readonly tail?: string | undefined;
  /** Whether the last byte is a line feed. */
  readonly endsWithLine?: boolean | undefined;
}

/** How much of the start and of the end of a file is hashed. */
const hashedBytes = 64 * 1024;

/** Returns what identifies the content of a file. Throws {@link ImportInputError} when it can't be read. */
export async function fingerprint({ name, path, size }: InputFile): Promise<FileFingerprint> {
  return size === undefined ? { name } : { name, ...(await readFingerprint(name, path, size)) };
}

/**
 * Compares a file with its fingerprint in a journal. Returns a sentence if they differ, otherwise undefined.
 *
 * @param allowed `grown`: whether the file may have grown at its end.
 */
export async function compareFingerprint(
  file: InputFile,
  old: FileFingerprint,
  allowed: { readonly grown: boolean },
): Promise<string | undefined> {
  const { name, path, size } = file;
  if (size === undefined || old.size === undefined) {
    return size === old.size
      ? undefined
      : `${name} was ${kind(old)}, and is ${kind(file)} now. Choose another journal (--journal).`;
  }
  if (size < old.size) {
    return `${name} is smaller than when its import began: ${size} bytes instead of ${old.size}. Restore it, or choose another journal (--journal).`;
  }
  const now = await readFingerprint(name, path, old.size);
  if (now.head !== old.head || now.tail !== old.tail) {
    return `${name} has changed since its import began. Restore it, or choose another journal (--journal).`;
  }
  return size === old.size ? undefined : grownProblem(file, old, allowed.grown);
}

/**
 * Compares files with their fingerprints in a journal. Returns a sentence for the first that differs. Files after those of the journal are
 * not compared.
 *
 * @param isGrown Whether the last one of the journal may have grown at its end.
 */
export async function compareFingerprints(
  files: readonly InputFile[],
  earlier: readonly FileFingerprint[],
  isGrown: boolean,
): Promise<string | undefined> {
  for (const [index, file] of files.entries()) {
    const isLast = index === earlier.length - 1;
    const old = earlier[index];
    const problem = old && (await compareFingerprint(file, old, { grown: isGrown && isLast }));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function kind({ size }: { readonly size?: number | undefined }): string {
  return size === undefined ? "a stream" : "a file";
}

/** A line without a line feed was imported as it was, so nothing may have been added to it. The end of a line in gzip is not known. */
function grownProblem(
  { name, isGzip }: InputFile,
  { endsWithLine }: FileFingerprint,
  isAllowed: boolean,
): string | undefined {
  if (!isAllowed) {
    return `${name} has grown since its import began. Set grown (--grown) to import what was added, or choose another journal (--journal).`;
  }
  if (isGzip || endsWithLine === true) return undefined;
  return `${name} has grown, but it did not end with a line feed before, so its last line may have changed. Choose another journal (--journal).`;
}

async function readFingerprint(
  name: string,
  path: string,
  size: number,
): Promise<Required<Omit<FileFingerprint, "name">>> {
  try {
    const handle = await open(path);
    try {
      const head = await readPart(handle, 0, Math.min(size, hashedBytes));
      const tail = await readPart(handle, Math.max(0, size - hashedBytes), Math.min(size, hashedBytes));
      return { size, head: sha256(head), tail: sha256(tail), endsWithLine: tail.at(-1) === 0x0a };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadableInput(name, error);
  }
}

async function readPart(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
