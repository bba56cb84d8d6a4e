import { createHash } from "node:crypto";
import type { ResourceOperation } from "../../generated/client.ts";
import type { Mapped } from "./mapping.ts";
import { targetOf } from "./operations.ts";

/** A part of the ids, such as `2/8`: the second of eight. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** What has a shard: an input. Without one, it has all ids. */
interface Sharded {
  readonly shard: Shard | undefined;
}

/** Returns a shard such as `2/8`; undefined for another string. */
export function parseShard(text: string): Shard | undefined {
  const [, number, total] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, count] = [Number(number) - 1, Number(total)];
  return index >= 0 && index < count ? { index, count } : undefined;
}

/** Whether an id belongs to the shard of an input. */
export function isOwnId(id: string, { shard }: Sharded): boolean {
  return shard === undefined || createHash("sha256").update(id).digest().readUInt32BE(0) % shard.count === shard.index;
}

/** Whether an operation belongs to the shard of an input. */
export function isOwn(operation: ResourceOperation, input: Sharded): boolean {
  return isOwnId(targetOf(operation)?.id ?? "", input);
}

/** Whether a record belongs to the shard of an input: with any of its operations, or without one by its number. */
export function isInShard(mapped: Mapped, record: number, input: Sharded): boolean {
  const { shard } = input;
  if (shard === undefined) return true;
  const hasNone = "reason" in mapped || mapped.length === 0;
  return hasNone ? record % shard.count === shard.index : mapped.some((operation) => isOwn(operation, input));
}
