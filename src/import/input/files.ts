import { createReadStream, type Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ImportInputError } from "../errors.ts";
import { unreadableInput } from "./bytes.ts";
import { expandManifest } from "./fhir-manifest.ts";
import { detectFormat, formatOfName, sampleBytes, type FormatOptions } from "./format.ts";
import { compareBytes, expandBraces, expandPattern, isMissing, isPattern, readFolder } from "./glob.ts";
import { readStart, sample } from "./peek.ts";
import type { InputFile } from "./types.ts";

/** How files are found. */
export interface FindOptions extends FormatOptions {
  /** Where `-` is read from. Default: stdin of the process. */
  readonly stdin?: StreamOfBytes | undefined;
}

/** A stream of Node.js, or in a test another one. */
type StreamOfBytes = AsyncIterable<Buffer> & { readonly destroy?: () => unknown };

/**
 * Returns the files that names stand for: a file, a folder, a pattern, a pipe, or `-` for stdin. The files of a folder or a pattern are in the
 * order of their bytes. A stream is opened. Throws {@link ImportInputError} when a name stands for nothing.
 */
export async function findFiles(
  names: readonly string[],
  cwd: string,
  options: FindOptions = {},
): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const name of names) files.push(...(await expandName(name, cwd, options)));
  if (files.length === 0)
    throw new ImportInputError("No file is given. Name a file, a folder, a pattern in quotes, or - for stdin.");
  for (const { name } of files) checkName(name);
  await checkTwice(files);
  return files;
}

async function expandName(name: string, cwd: string, options: FindOptions): Promise<InputFile[]> {
  if (name === "-") return [await streamFile(name, name, options.stdin ?? process.stdin, options)];
  const stats = await statIfExists(name, cwd);
  if (stats === undefined) return expandMissing(name, cwd, options);
  const path = resolve(cwd, name);
  if (stats.isDirectory()) return expandFolder(name, cwd, options);
  return (
    (await manifestFiles(name, path, options)) ?? [
      stats.isFile()
        ? await regularFile(name, path, options)
        : await streamFile(name, path, createReadStream(path), options),
    ]
  );
}

async function statIfExists(name: string, cwd: string): Promise<Stats | undefined> {
  try {
    return await stat(resolve(cwd, name));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadableInput(name, error);
  }
}

/** A name that does not exist may be a pattern. Each choice of its braces must stand for a file, so that none is left out by mistake. */
async function expandMissing(name: string, cwd: string, options: FindOptions): Promise<InputFile[]> {
  const found = new Set<string>();
  for (const choice of expandBraces(name)) {
    const matches = isPattern(choice) ? await matchedFiles(choice, cwd) : [choice];
    for (const match of matches) found.add(match);
  }
  const files: InputFile[] = [];
  for (const match of [...found].sort(compareBytes)) {
    if ((await statIfExists(match, cwd)) === undefined) {
      throw new ImportInputError(`There is no file ${match}. Check the name.`);
    }
    files.push(...(await expandName(match, cwd, options)));
  }
  return files;
}

async function matchedFiles(pattern: string, cwd: string): Promise<string[]> {
  const matches = (await expandPattern(pattern, cwd)).filter((match) => !isOwnFile(match));
  const files: string[] = [];
  for (const match of matches) {
    const stats = await statIfExists(match, cwd);
    if (stats?.isDirectory() !== true) files.push(match);
    else if (!pattern.includes("**")) {
      throw new ImportInputError(
        `The pattern ${pattern} matches the folder ${match}. Use a pattern that matches only files, such as *.ndjson.`,
      );
    }
  }
  if (files.length > 0) return files;
  throw new ImportInputError(
    `The pattern ${pattern} matches no file. Check it, and put it in quotes on the command line.`,
  );
}

/** Whether an import writes a file with this name: its journal, its lock, or its rejected records. */
function isOwnFile(name: string): boolean {
  return /\.import(?:\.lock)?$|\.rejects\.ndjson$/.test(name);
}

async function expandFolder(name: string, cwd: string, options: FindOptions): Promise<InputFile[]> {
  const path = resolve(cwd, name);
  const listed = await manifestFiles(name, path, options);
  if (listed !== undefined) return listed;
  const known = (await readFolder(name, cwd))
    .filter((entry) => !entry.isDirectory() && isData(entry.name))
    .map((entry) => entry.name)
    .sort(compareBytes);
  if (known.length === 0) {
    throw new ImportInputError(
      `The folder ${name} has no file to import. Expected files that end in .ndjson, .jsonl, .json, .csv or .tsv, with or without .gz.`,
    );
  }
  const files: InputFile[] = [];
  for (const entry of known) files.push(await regularFile(join(name, entry), join(path, entry), options));
  return files;
}

function isData(name: string): boolean {
  return formatOfName(name) !== undefined && !name.startsWith(".") && !isOwnFile(name);
}

/** Returns the files of the FHIR manifest that a name stands for; undefined if it stands for none. */
async function manifestFiles(name: string, path: string, { format }: FindOptions): Promise<InputFile[] | undefined> {
  return format === undefined || format === "fhir" ? expandManifest(path, name) : undefined;
}

/** Returns a file on disk. Throws {@link ImportInputError} when it can't be read, or its format is unknown. */
async function regularFile(name: string, path: string, options: FormatOptions): Promise<InputFile> {
  const { start, size } = await readStart(path, sampleBytes).catch((error: unknown) => {
    throw unreadableInput(name, error);
  });
  return { name, path, size, ...detectFormat(name, start, options) };
}

async function streamFile(
  name: string,
  path: string,
  bytes: StreamOfBytes,
  options: FormatOptions,
): Promise<InputFile> {
  const { start, stream } = await sample(bytes, sampleBytes).catch((error: unknown) => {
    throw unreadableInput(name, error);
  });
  return {
    name,
    path,
    size: undefined,
    stream,
    cancel: () => bytes.destroy?.(),
    ...detectFormat(name, start, options),
  };
}

/** Names are printed: a control character in one could change the terminal, or look like another line. */
function checkName(name: string): void {
  const printable = name.replaceAll(/\p{Control}/gu, "?");
  if (printable === name) return;
  throw new ImportInputError(`The name of the file ${printable} has a control character, shown as ?. Rename it.`);
}

/** A file that is read twice is a mistake, such as a pattern that overlaps a name. */
async function checkTwice(files: readonly InputFile[]): Promise<void> {
  const names = new Map<string, string>();
  for (const { name, path } of files) {
    const key = name === "-" ? name : await realpath(path);
    const other = names.get(key);
    if (other !== undefined) {
      throw new ImportInputError(`The same file is given twice: ${other} and ${name}. Name each file once.`);
    }
    names.set(key, name);
  }
}
