import { ImportInputError } from "./errors.ts";
import type { InputFile } from "./input/types.ts";

/** The files that an import writes, as {@link outputFiles} returns them. */
export interface OutputFiles {
  /** The journal; undefined when it must be given. */
  readonly journal: string | undefined;
  /** The file of the rejected records; undefined when the journal is. */
  readonly rejects: string | undefined;
}

/** Options of {@link outputFiles}: those of the import that name its files. */
export interface OutputFileOptions {
  /** The file of the journal. Default: the name of the file with `.import`. */
  readonly journal?: string | undefined;
  /** The file of the rejected records. Default: the name of the journal with `.rejects.ndjson` in the place of `.import`. */
  readonly rejects?: string | undefined;
  /** The part of the ids, such as `2/8`, which the default of `journal` contains. */
  readonly shard?: string | undefined;
}

/**
 * Returns the names of the files that an import writes, such as to delete or to archive them.
 *
 * @param files One file. For several files, a folder, a pattern or a stream, the journal has no default.
 */
export function outputFiles(files: readonly string[], options: OutputFileOptions): OutputFiles {
  const { journal = defaultJournal(files, options.shard) } = options;
  const rejects = options.rejects ?? (journal && `${journal.replace(/\.import$/, "")}.rejects.ndjson`);
  return { journal, rejects };
}

function defaultJournal(files: readonly string[], shard: string | undefined): string | undefined {
  const [file] = files;
  if (file === undefined || files.length > 1) return undefined;
  return shard === undefined ? `${file}.import` : `${file}.${shard.replace("/", "-of-")}.import`;
}

/** Returns the files that an import writes. Throws {@link ImportInputError} when the journal must be given. */
export function requireOutputFiles(
  names: readonly string[],
  files: readonly InputFile[],
  options: OutputFileOptions,
): { readonly journal: string; readonly rejects: string } {
  const isOneFile = files.length === 1 && files[0]?.name === names[0] && files[0]?.size !== undefined;
  const { journal, rejects } = outputFiles(isOneFile ? names : [], options);
  if (journal !== undefined && journal === rejects) {
    throw new ImportInputError(
      "The journal and the file of the rejected records are the same. Choose another name for one.",
    );
  }
  if (journal !== undefined && rejects !== undefined) return { journal, rejects };
  throw new ImportInputError(
    "The journal is missing. Set journal (--journal), such as to patients.import: a folder, a pattern, a manifest, several files and a stream have no default.",
  );
}
