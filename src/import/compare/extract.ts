import { checkerOf } from "../../client/profile-check.ts";
import { checkShape } from "../../client/validate.ts";
import { resourceOperation } from "../../generated/contract.ts";
import type { ResourceCheck } from "../../resource-check.ts";
import { createIdSet, type IdSet } from "./id-set.ts";
import { startOfInput } from "../journal/state.ts";
import { targetOf } from "../mapping/operations.ts";
import type { ImportInput } from "../mapping/records.ts";
import { isInShard, isOwn } from "../mapping/shard.ts";

/** The resources of an extract, without their data. */
export interface Extract {
  readonly ids: IdSet;
  /** The types of its upserts, and of its deletes. */
  readonly types: ReadonlySet<string>;
  readonly deletedTypes: ReadonlySet<string>;
  /** How many records it has, and how many of them can't be read, mapped or sent. */
  readonly records: number;
  readonly rejected: number;
  /** How many records have no operation. */
  readonly skipped: number;
}

export interface ReadExtract {
  readonly input: ImportInput;
  readonly profiles?: ResourceCheck | undefined;
  readonly signal: AbortSignal | undefined;
  /** Returns the key of a resource in the set. */
  readonly keyOf: (type: string, id: string) => string;
  /** Called with the number of records that were read. */
  readonly onRead: (records: number) => void;
}

/** The target of a valid operation. */
interface OperationTarget {
  readonly type: string;
  readonly id: string;
  readonly isDelete: boolean;
}

/** Reads all records, maps and checks them as an import does, and keeps the last operation of each id. Sends nothing. */
export async function readExtract(options: ReadExtract): Promise<Extract> {
  const { keyOf, onRead } = options;
  const ids = createIdSet();
  const [types, deletedTypes] = [new Set<string>(), new Set<string>()];
  let [records, rejected, skipped] = [0, 0, 0];
  await forEachTarget(options, ({ targets, isRejected, isSkipped }) => {
    records += 1;
    rejected += Number(isRejected);
    skipped += Number(isSkipped);
    for (const { type, id, isDelete } of targets) {
      (isDelete ? deletedTypes : types).add(type);
      ids.put(keyOf(type, id), isDelete ? "deleted" : "stored");
    }
    onRead(records);
  });
  return { ids, types, deletedTypes, records, rejected, skipped };
}

/** A record and the targets of its operations. */
interface RecordTargets {
  /** The number of the record, and its place. */
  readonly record: number;
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  readonly targets: readonly OperationTarget[];
  readonly isRejected: boolean;
  readonly isSkipped: boolean;
}

/** Calls a function for each record of this shard, until it returns `"stop"`. */
export async function forEachTarget(
  { input, profiles, signal }: Pick<ReadExtract, "input" | "profiles" | "signal">,
  work: (record: RecordTargets) => unknown,
): Promise<void> {
  const check = profiles && checkerOf(profiles);
  let number = -1;
  for await (const { file, source, records } of input.read(startOfInput)) {
    signal?.throwIfAborted();
    for (const record of records) {
      number += 1;
      let mapped = input.map(record, source);
      if ("then" in mapped) mapped = await mapped;
      const isRefused = "reason" in mapped;
      const operations = "reason" in mapped ? [] : mapped;
      if (!isInShard(mapped, number, input)) continue;
      const own = operations.filter((operation) => isOwn(operation, input));
      const targets = own.flatMap((operation) => {
        const target = targetOf(operation);
        const isValid = target !== undefined && checkShape(resourceOperation, operation, check) === undefined;
        return isValid ? [{ ...target, isDelete: operation.action === "DELETE" }] : [];
      });
      const isRejected = isRefused || targets.length < own.length;
      const isSkipped = !isRefused && operations.length === 0;
      const { line, offset } = record;
      if (work({ record: number, file, line, offset, targets, isRejected, isSkipped }) === "stop") return;
    }
  }
}
