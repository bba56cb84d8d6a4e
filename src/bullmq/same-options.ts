import { ImportInputError, type DividedImport, type Journal, type Journals, type StartEntry } from "../import/index.ts";

/**
 * Returns a journal that refuses to begin a partition with other options or another mapping than those of a partition that has begun.
 * `importFiles` compares only those of its own partition. Two partitions that begin at the same moment do not see each other.
 */
export function requireSameOptions(journal: Journal, journals: Journals, divided: DividedImport): Journal {
  return {
    name: journal.name,
    read: () => journal.read(),
    async append(entries, isDurable) {
      const start = entries.find((entry) => entry.entry === "start");
      if (start !== undefined) await compare(start, journals, divided);
      return journal.append(entries, isDurable);
    },
    close: () => journal.close(),
  };
}

/** Compares with the first partition that has begun: those after it were compared with it. */
async function compare(start: StartEntry, journals: Journals, { name, partitions }: DividedImport): Promise<void> {
  for (let partition = 1; partition <= partitions; partition += 1) {
    const other = await startOf(journals, name, partition);
    if (other === undefined) continue;
    const difference = differenceOf(start, other);
    if (difference === undefined) return;
    throw new ImportInputError(
      `Partition ${partition} of ${name} has begun with another ${difference}. Start every worker with the same options, or ` +
        "enqueue the import with another name (--name).",
    );
  }
}

/** Returns the last start of a partition, which replaces earlier ones. */
async function startOf(journals: Journals, name: string, partition: number): Promise<StartEntry | undefined> {
  let start: StartEntry | undefined;
  for await (const entry of journals.read(name, partition)) {
    if (entry.entry === "start") start = entry;
  }
  return start;
}

/** Options whose values say nothing to a reader: hashes. */
const hashed: readonly string[] = ["idSecret", "mapping"];

/** Returns the first option that differs, with its values. */
function differenceOf(start: StartEntry, other: StartEntry): string | undefined {
  const [given, stored] = [valuesOf(start), valuesOf(other)] as const;
  for (const name of new Set([...given.keys(), ...stored.keys()])) {
    const [now = "none", before = "none"] = [given.get(name), stored.get(name)];
    if (now !== before) return hashed.includes(name) ? name : `${name}: ${before}, and now ${now}`;
  }
  return undefined;
}

/** Returns the options and the mapping, each as JSON. Each partition has its own shard. */
function valuesOf({ options, mapping }: StartEntry): Map<string, string | undefined> {
  const compared = Object.entries({ ...options, shard: undefined, mapping });
  return new Map(compared.map(([name, value]) => [name, value === undefined ? undefined : JSON.stringify(value)]));
}
