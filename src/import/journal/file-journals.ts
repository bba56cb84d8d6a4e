import { randomUUID } from "node:crypto";
import { link, lstat, open, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isJsonObject, parseJson } from "../../json.ts";
import { checkDivided, checkImportName, partitionName, requireStored } from "./divided-imports.ts";
import type { JournalEntry } from "./entries.ts";
import { openUnlockedFileJournal, readFileJournal } from "./file-journal.ts";
import { errorCode, invalidLine, JournalError, readFailure, writeFailure } from "./journal-error.ts";
import type { DividedImport, Journals } from "./journals.ts";
import { requireLocalDisk } from "./network-disk.ts";

/** The ends of the names of the files with the number of partitions of an import, and with the hash of its files. */
const ending = ".partitions";
const filesEnding = ".files";

/**
 * Returns journals in a folder of a local disk, for workers of one machine: a file for each partition, such as
 * `patients.2-of-4.import`, and two for each import. Only the owner can read them. They contain no id and no data.
 *
 * `define` and `open` reject with {@link JournalError} when the folder is on a network disk, and `define` and `list` when it does not
 * exist. For several machines, use {@link postgresJournals}.
 *
 * @param folder An existing folder, which is kept until the import has ended.
 */
export function fileJournals(folder: string): Journals {
  const pathOf = (file: string) => resolve(folder, file);
  const nameOf = (file: string) => join(folder, file);
  const findStored = (name: string) => findImport(folder, name);
  const fileOf = async (name: string, partition: number) => {
    checkImportName(name);
    return partitionName(requireStored(await findStored(name), name, folder), partition);
  };
  return {
    place: folder,
    async define(divided) {
      checkDivided(divided);
      await requireLocalDisk(resolve(folder), folder);
      const { name, partitions } = divided;
      const file = `${name}${ending}`;
      await createOnce(folder, file, { partitions });
      const stored = await findStored(name);
      if (stored === undefined) throw missingDefinition(nameOf(file));
      return stored;
    },
    async begin(name, files) {
      checkImportName(name);
      requireStored(await findStored(name), name, folder);
      await createOnce(folder, `${name}${filesEnding}`, { files });
      return requireStored(await findStored(name), name, folder);
    },
    async list() {
      const files = await readdir(resolve(folder)).catch(async (error: unknown) => {
        throw (await noFolderError(folder, error)) ?? readFailure(folder, error);
      });
      const names = files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
      const found = await Promise.all(names.sort().map(findStored));
      return found.filter((divided) => divided !== undefined);
    },
    async open(name, partition) {
      await requireLocalDisk(resolve(folder), folder);
      const file = await fileOf(name, partition);
      return openUnlockedFileJournal(pathOf(file), nameOf(file));
    },
    async *read(name, partition) {
      const file = await fileOf(name, partition);
      yield* readIfExists(pathOf(file), nameOf(file));
    },
  };
}

async function findImport(folder: string, name: string): Promise<DividedImport | undefined> {
  const partitions = await readValue(folder, `${name}${ending}`, "partitions", isNumber);
  if (partitions === undefined) return undefined;
  const files = await readValue(folder, `${name}${filesEnding}`, "files", isString);
  return { name, partitions, ...(files !== undefined && { files }) };
}

async function createOnce(folder: string, file: string, value: object): Promise<void> {
  await writeOnce(resolve(folder, file), value).catch(async (error: unknown) => {
    throw (await noFolderError(folder, error)) ?? writeFailure(join(folder, file), error);
  });
}

/** What is wrong with a path that is no folder, and what to do, by the code of the platform. */
const noFolder: Readonly<Partial<Record<string, readonly [found: string, advice: string]>>> = {
  ENOENT: ["does not exist", "Create it, or choose another one"],
  ENOTDIR: ["is a file, or below one", "Choose a folder"],
  ELOOP: ["is a loop of symbolic links", "Choose another one"],
};

const brokenLink = ["is a symbolic link to nothing", "Create the folder that it names, or choose another one"] as const;

/** Returns the error for a path that is no folder; undefined for any other error. */
async function noFolderError(folder: string, error: unknown): Promise<JournalError | undefined> {
  const code = errorCode(error);
  const isBroken = code === "ENOENT" && (await exists(resolve(folder)));
  const problem = isBroken ? brokenLink : noFolder[code];
  if (problem === undefined) return undefined;
  const [found, advice] = problem;
  return new JournalError(`The folder of the journals ${found}: ${folder}. ${advice} (--journals).`, "invalid", error);
}

/** Whether a path exists, also as a link to nothing. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function missingDefinition(file: string): JournalError {
  const message = `${file} is a symbolic link to nothing, or was deleted in the meantime. Delete it, and try again.`;
  return new JournalError(message, "invalid");
}

async function* readIfExists(path: string, name: string): AsyncGenerator<JournalEntry, void, undefined> {
  try {
    yield* readFileJournal(path, name);
  } catch (error) {
    if (!(error instanceof Error && errorCode(error.cause) === "ENOENT")) throw error;
  }
}

/**
 * Creates a file with a value, unless it exists. It is linked once it is complete: of several processes, one creates it, and none reads a
 * part.
 */
async function writeOnce(path: string, value: object): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(value)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(temporary, path);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

const isNumber = (value: unknown): value is number => typeof value === "number";
const isString = (value: unknown): value is string => typeof value === "string";

/** Reads the value that a file was created with; undefined if there is no such file. */
async function readValue<Value>(
  folder: string,
  file: string,
  field: string,
  isValue: (value: unknown) => value is Value,
): Promise<Value | undefined> {
  const name = join(folder, file);
  const text = await readFile(resolve(folder, file), "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw readFailure(name, error);
  });
  if (text === undefined) return undefined;
  const stored = parseJson(text);
  const value = isJsonObject(stored) ? stored[field] : undefined;
  if (!isValue(value)) throw invalidLine(name, 1);
  return value;
}
