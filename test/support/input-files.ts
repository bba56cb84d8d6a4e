import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { isGzip } from "../../src/import/input/gunzip.ts";
import { InputReadError, type ImportFormat, type InputFile, type InputRecord } from "../../src/import/input/types.ts";

/** Creates a folder with files, which the end of the test removes. */
export async function inputFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await makeFolder(files);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Creates a folder with files, which the caller removes. */
export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-import-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** Creates a file on disk, and describes it as `findFiles` does. */
export async function inputFile(content: string | Uint8Array, format: ImportFormat = "ndjson"): Promise<InputFile> {
  const name = `patients.${format}`;
  const bytes = Buffer.from(content);
  const path = join(await inputFolder({ [name]: bytes }), name);
  return { name, path, format, isGzip: isGzip(bytes), size: bytes.length };
}

/** Describes a stream of chunks. */
export function inputStream(chunks: readonly Buffer[], format: ImportFormat = "ndjson"): InputFile {
  const stream = inChunks(chunks);
  return { name: "-", path: "-", format, isGzip: isGzip(Buffer.concat(chunks)), size: undefined, stream };
}

export async function* inChunks(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

/** Cuts bytes into chunks of a length. */
export function cutInto(bytes: Buffer, length: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );
}

/** What a reader yielded before it ended, and the message of the error that ended it. */
export interface ReadResult<T> {
  readonly items: readonly T[];
  readonly error: string | undefined;
}

/** Reads blocks until the end or an error of the file. */
export async function readAll<T>(blocks: AsyncIterable<readonly T[]>): Promise<ReadResult<T>> {
  const items: T[] = [];
  try {
    for await (const block of blocks) items.push(...block);
  } catch (error) {
    if (!(error instanceof InputReadError)) throw error;
    return { items, error: error.message };
  }
  return { items, error: undefined };
}

/** Returns the value of each record, or the reason why it has none. */
export function valuesOf({ items }: ReadResult<InputRecord>): unknown[] {
  return items.map(({ value, problem }) => value ?? problem?.reason);
}
