import { ImportInputError } from "./errors.ts";
import type { RejectedRecord } from "./journal/entries.ts";
import type { DividedImport, Journals } from "./journal/journals.ts";
import { readState, type JournalState } from "./journal/state.ts";
import { toRejected } from "./rejects.ts";
import type { ImportCounts, Rejected } from "./types.ts";

/** Options of {@link importReport}. */
export interface ImportReportOptions {
  /** Where the journals of the import are. */
  readonly journals: Journals;
  /** The name of the import. Required if the place has several imports. */
  readonly import?: string | undefined;
}

/** The state of a partition, and the numbers of its records. */
export interface PartitionReport extends ImportCounts {
  /** From 1. */
  readonly partition: number;
  /** `"waiting"`: it was never started. `"open"`: it was started, and has not ended. `"finished"`: each of its records has an outcome. */
  readonly state: "waiting" | "open" | "finished";
}

/** The state of a divided import. Its counts are the sums over the partitions. */
export interface ImportReport extends ImportCounts {
  /** The name of the import. */
  readonly name: string;
  readonly partitions: readonly PartitionReport[];
  /** The rejected records by file and line, each once. */
  readonly rejects: readonly Rejected[];
}

/**
 * Reads the state of a divided import from its journals, also while workers import. It is exact for finished partitions. An open one counts
 * the records up to the first one without an outcome, and all rejected ones.
 *
 * A record whose mapping returns operations on several ids counts in the partition of each id. `rejects` has it once.
 *
 * @throws `ImportInputError` When there is no such import, or `import` is missing.
 * @throws `JournalError` When a journal can't be read.
 */
export async function importReport(options: ImportReportOptions): Promise<ImportReport> {
  const { journals } = options;
  const { name, partitions: count } = await findImport(journals, options.import);
  const partitions: PartitionReport[] = [];
  const rejected = new Map<number, [record: RejectedRecord, shown: Rejected]>();
  for (let partition = 1; partition <= count; partition += 1) {
    const state = await readState({ read: () => journals.read(name, partition) });
    partitions.push({ partition, state: stateOf(state), ...countsOf(state) });
    const files = state.start?.files ?? [];
    for (const record of state.rejected.values()) rejected.set(record.record, [record, toRejected(record, files)]);
  }
  const sum = (field: keyof ImportCounts) => partitions.reduce((total, each) => total + each[field], 0);
  const inOrder = [...rejected.values()].sort(([one], [other]) => one.record - other.record);
  return {
    name,
    partitions,
    ...{ read: sum("read"), written: sum("written"), rejected: sum("rejected") },
    ...{ skipped: sum("skipped"), open: sum("open") },
    rejects: inOrder.map(([, shown]) => shown),
  };
}

async function findImport(journals: Journals, name: string | undefined): Promise<DividedImport> {
  const imports = await journals.list();
  const [found, ...others] = name === undefined ? imports : imports.filter((each) => each.name === name);
  if (found === undefined) {
    const which = name === undefined ? "no import" : `no import ${name}`;
    throw new ImportInputError(
      `There is ${which} in ${journals.place}. Enqueue it first, or check the place of the journals.`,
    );
  }
  if (others.length === 0) return found;
  const names = imports.map((each) => each.name).join(", ");
  throw new ImportInputError(`There are several imports in ${journals.place}. Name one of them (import): ${names}.`);
}

function stateOf({ start, hasEnded }: JournalState): PartitionReport["state"] {
  if (start === undefined) return "waiting";
  return hasEnded ? "finished" : "open";
}

function countsOf({ frontier, rejected, retry, ...state }: JournalState): ImportCounts {
  const later = [...rejected.keys()].filter((record) => record >= frontier.record).length;
  const skipped = frontier.skipped + state.skipped;
  const read = frontier.read + later;
  return {
    read,
    written: read - rejected.size - skipped - retry.size,
    rejected: rejected.size,
    skipped,
    open: retry.size,
  };
}
