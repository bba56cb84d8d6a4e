import { randomUUID } from "node:crypto";
import { link, open, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isJsonObject, parseJson } from "../../json.ts";
import { checkDivided, checkImportName, partitionName, requireStored } from "./divided-imports.ts";
import type { JournalEntry } from "./entries.ts";
import { openUnlockedFileJournal, readFileJournal } from "./file-journal.ts";
import { errorCode, invalidLine, JournalError, readFailure, writeFailure } from "./journal-error.ts";
import type { DividedImport, Journals } from "./journals.ts";
import { requireLocalDisk } from "./network-disk.ts";

/** The end of the name of the file with the number of partitions of an import. */
const ending = ".partitions";

/**
 * Returns journals in a folder of a local disk, for workers of one machine: a file for each partition, such as
 * `patients.2-of-4.import`, and one for each import. Only the owner can read them. They contain no id and no data.
 *
 * `define` and `open` reject with {@link JournalError} when the folder is on a network disk. For several machines, use
 * {@link postgresJournals}.
 *
 * @param folder An existing folder, which is kept until the import has ended.
 */
export function fileJournals(folder: string): Journals {
  const pathOf = (file: string) => resolve(folder, file);
  const nameOf = (file: string) => join(folder, file);
  const findStored = (name: string) => readDefinition(pathOf(`${name}${ending}`), nameOf(`${name}${ending}`), name);
  const fileOf = async (name: string, partition: number) => {
    checkImportName(name);
    return partitionName(requireStored(await findStored(name), name, folder), partition);
  };
  return {
    place: folder,
    async define(divided) {
      checkDivided(divided);
      await requireLocalDisk(resolve(folder), folder);
      const file = `${divided.name}${ending}`;
      await writeDefinition(pathOf(file), divided).catch((error: unknown) => {
        throw missingFolder(folder, error) ?? writeFailure(nameOf(file), error);
      });
      return requireStored(await findStored(divided.name), divided.name, folder);
    },
    async list() {
      const files = await readdir(resolve(folder)).catch((error: unknown) => {
        throw missingFolder(folder, error) ?? readFailure(folder, error);
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

/** Returns the error for a folder that does not exist; undefined for any other error. */
function missingFolder(folder: string, error: unknown): JournalError | undefined {
  if (errorCode(error) !== "ENOENT") return undefined;
  const message = `The folder of the journals does not exist: ${folder}. Create it, or choose another one (--journals).`;
  return new JournalError(message, "journal", error);
}

async function* readIfExists(path: string, name: string): AsyncGenerator<JournalEntry, void, undefined> {
  try {
    yield* readFileJournal(path, name);
  } catch (error) {
    if (!(error instanceof Error && errorCode(error.cause) === "ENOENT")) throw error;
  }
}

/**
 * Creates the file with the number of partitions, unless it exists. It is linked once it is complete: of several processes, one creates it,
 * and none reads a part of it.
 */
async function writeDefinition(path: string, { partitions }: DividedImport): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ partitions })}\n`);
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

/** Reads the number of partitions of an import; undefined if there is no such import. */
async function readDefinition(path: string, file: string, name: string): Promise<DividedImport | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw readFailure(file, error);
  });
  if (text === undefined) return undefined;
  const value = parseJson(text);
  const partitions = isJsonObject(value) ? value["partitions"] : undefined;
  if (typeof partitions !== "number") throw invalidLine(file, 1);
  return { name, partitions };
}
