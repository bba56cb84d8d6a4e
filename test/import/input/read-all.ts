import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { onTestFinished } from "vitest";
import {
  startOfFile,
  type FilePosition,
  type ImportFormat,
  type InputFile,
  type InputRecord,
  type ReadSettings,
  type RecordReader,
} from "../../../src/import/input/types.ts";

/** Writes a file into a folder that is removed after the test. */
export async function inputFile(name: string, content: string | Buffer, format: ImportFormat): Promise<InputFile> {
  const folder = await temporaryFolder();
  const path = join(folder, basename(name));
  await writeFile(path, content);
  return { name, path, format, isGzip: name.endsWith(".gz"), size: Buffer.byteLength(content) };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "import-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** What a reader yielded, and the message of the error that ended it. */
export interface ReadResult {
  readonly records: readonly InputRecord[];
  readonly error: unknown;
}

export async function readAll(
  reader: RecordReader,
  file: InputFile,
  settings: ReadSettings = {},
  from: FilePosition = startOfFile,
): Promise<ReadResult> {
  const records: InputRecord[] = [];
  try {
    for await (const block of reader(file, from, settings)) records.push(...block);
  } catch (error) {
    return { records, error };
  }
  return { records, error: undefined };
}

/** The values of the records, or the reasons why there are none. */
export function valuesOf({ records }: ReadResult): unknown[] {
  return records.map(({ value, problem }) => value ?? problem?.reason);
}
