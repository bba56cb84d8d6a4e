import { createHash } from "node:crypto";
import { ImportInputError, type FileFingerprint } from "../import/index.ts";

/** Thrown when the files of a partition are not those of the others: partitions of different files would lose records. */
export class OtherFilesError extends ImportInputError {
  constructor(importName: string) {
    super(
      `The import ${importName} has other files, or they have changed since it began. Choose another name (--name), or restore the files.`,
    );
  }
}

/** Returns a string that is the same for files with the same content. */
export function contentOf(files: readonly FileFingerprint[]): string {
  return JSON.stringify(files.map(({ size, head, tail }) => [size, head, tail]));
}

/** Returns the hash of the content of files, as the journals store it. */
export function hashOf(files: readonly FileFingerprint[]): string {
  return createHash("sha256").update(contentOf(files)).digest("hex");
}
