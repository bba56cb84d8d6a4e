import { readRecords, type InputPosition } from "../input/read.ts";
import type { InputFile, InputRecord, ReadSettings } from "../input/types.ts";
import type { Mapped } from "./mapping.ts";
import { resourceKey, toOperations, type OperationSettings } from "./operations.ts";
import { isOwn, parseShard, type Shard } from "./shard.ts";

/** The place of a record in the input, and its number, from 0. */
export interface RecordPosition extends InputPosition {
  readonly record: number;
}

/** The records of the input, and their operations. */
export interface ImportInput {
  readonly files: readonly InputFile[];
  /** Yields the records in their order, from the place of one. */
  read(from: RecordPosition): ReturnType<typeof readRecords>;
  /** How many bytes of the files were read, as they are stored: compressed, if they are. */
  bytesRead(): number;
  /** Returns the operations of a record of a file; none if it is skipped. A promise only if the mapping returns one. */
  map(record: InputRecord, source: InputFile): Mapped | Promise<Mapped>;
  /** The part of the ids to import; undefined for all. */
  readonly shard: Shard | undefined;
}

export interface InputSettings extends OperationSettings, ReadSettings {
  /** Such as `2/8`. */
  readonly shard: string | undefined;
}

export function createInput(files: readonly InputFile[], settings: InputSettings): ImportInput {
  let bytesRead = 0;
  const onRead: InputSettings["onRead"] = (file, position) => {
    const before = files.slice(0, files.indexOf(file));
    bytesRead = before.reduce((sum, { size = 0 }) => sum + size, position);
  };
  return {
    files,
    read: (from) => readRecords(files, from, { ...settings, onRead }),
    bytesRead: () => bytesRead,
    map: toOperations(settings),
    shard: settings.shard === undefined ? undefined : parseShard(settings.shard),
  };
}

/** Calls a function for each operation of the shard of the input: those of the records from one to another. */
export async function forEachOperation(
  input: ImportInput,
  first: RecordPosition,
  last: number,
  work: (record: number, operation: number, key: string) => void,
): Promise<void> {
  let number = first.record;
  for await (const { source, records } of input.read(first)) {
    for (const record of records) {
      if (number > last) return;
      const mapped = await input.map(record, source);
      for (const [index, operation] of "reason" in mapped ? [] : mapped.entries()) {
        const key = resourceKey(operation);
        if (key !== undefined && isOwn(operation, input)) work(number, index, key);
      }
      number += 1;
    }
  }
}
