import { ImportInputError } from "./errors.ts";
import { findFiles } from "./input/files.ts";
import { compareFingerprint, fingerprint, type FileFingerprint } from "./input/fingerprint.ts";
import type { ImportFormat, InputFile } from "./input/types.ts";

/** Options of {@link describeFiles}: those of the import that find its files. */
export interface DescribeFilesOptions {
  /** The folder that relative paths start at. Default: the current folder of the process. */
  readonly cwd?: string | undefined;
  /** The format of the files. Default: by the name and the first bytes of each. */
  readonly format?: ImportFormat | undefined;
  /** The encoding of the files. Default: UTF-8. */
  readonly encoding?: string | undefined;
}

/**
 * Resolves with what identifies the content of files: the size of each, and the SHA-256 of its first and last 64 KiB. Pass it as
 * `expectedFiles` to an import on another machine, so that it refuses other files.
 *
 * @param files A file, a folder or a pattern, or several of these.
 * @throws {@link ImportInputError} When a file can't be read, or is a stream.
 */
export async function describeFiles(
  files: string | readonly string[],
  { cwd = process.cwd(), format, encoding }: DescribeFilesOptions = {},
): Promise<FileFingerprint[]> {
  const found = await findFiles(typeof files === "string" ? [files] : files, cwd, { format, encoding });
  const stream = found.find(({ size }) => size === undefined);
  if (stream === undefined) return Promise.all(found.map((file) => fingerprint(file)));
  for (const { cancel } of found) cancel?.();
  throw new ImportInputError(`${stream.name} is a stream, which can be read once. Use a file.`);
}

/** Throws {@link ImportInputError} when files are not those that {@link describeFiles} described. Their names may differ. */
export async function checkExpectedFiles(
  files: readonly InputFile[],
  expectedFiles: readonly FileFingerprint[],
): Promise<void> {
  if (files.length !== expectedFiles.length) {
    throw new ImportInputError(
      `${expectedFiles.length} files were expected, and ${files.length} were found. ` +
        "Use the same files as where they were described.",
    );
  }
  for (const [index, expected] of expectedFiles.entries()) {
    const file = files[index];
    if (file === undefined || (await compareFingerprint(file, expected, { grown: false })) === undefined) continue;
    throw new ImportInputError(
      `${file.name} is not the file that was expected: its size or its content differs. ` +
        "Check the path, and that every machine sees the same file.",
    );
  }
}
