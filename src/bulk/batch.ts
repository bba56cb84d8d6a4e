import { SerializedBody, serializeBody } from "../client/body.ts";
import { checkShape } from "../client/validate.ts";
import { InvalidRequestError, type AnyRegistryError } from "../errors/index.ts";
import type { Receipt, RelationshipOperation, ResourceOperation } from "../generated/client.ts";
import { utf8Bytes } from "../json.ts";
import { readerOf, type AnyIterable } from "../tasks/map-unordered.ts";
import { onAbort, type Clock } from "../transport/deadline.ts";
import type { Data, DataObject } from "../types.ts";
import type { BulkKind } from "./kinds.ts";
import type { Load } from "./load.ts";

/** One operation of a bulk. */
export type AnyOperation = ResourceOperation | RelationshipOperation;

/** The fields of every outcome. */
interface OperationWritten<Operation> {
  /** The position of the operation in the input, from 0. */
  readonly index: number;
  /** The operation, as the object that was passed in. Its JSON is made when the operation is read: later changes are not sent. */
  readonly operation: Operation;
  /** How often the operation was submitted, as part of a bulk. Above 1, an earlier submission may still be applied later. */
  readonly attempts: number;
}

/** The outcome of one operation: by default on a resource, whose data has the type `D`. */
export type WriteOutcome<D extends DataObject = Data, Operation = ResourceOperation<D>> =
  | (OperationWritten<Operation> & { readonly ok: true; readonly receipt: Receipt })
  | (OperationWritten<Operation> & {
      readonly ok: false;
      readonly error: AnyRegistryError;
      /** The receipt of the operation; undefined when there is none, as for an operation that was not sent. */
      readonly receipt?: Receipt;
    });

/** The outcome of one operation of any kind. */
export type AnyOutcome = WriteOutcome<Data, AnyOperation>;

/** An operation, checked. */
export interface Write {
  readonly index: number;
  readonly operation: AnyOperation;
  readonly action: AnyOperation["action"];
  readonly type: string;
  /** The id; undefined when the registry generates it. */
  readonly id: string | undefined;
}

/** Operations to send together. Their JSON is one string, because one string for each would double the memory. */
export interface Bulk {
  readonly writes: readonly Write[];
  /** The body of the request. */
  readonly json: string;
  /** The length of the JSON of each operation in it. */
  readonly lengths: readonly number[];
  /** How often it was submitted, also as a part of a larger bulk. */
  attempts: number;
}

const start = '{"operations":[';
const end = "]}";
const frameBytes = start.length + end.length;

function bulkOf(writes: readonly Write[], texts: readonly string[], attempts = 0): Bulk {
  return { writes, json: start + texts.join(",") + end, lengths: texts.map(({ length }) => length), attempts };
}

/** Returns a new bulk with the operations at some positions of a bulk. */
export function partOf({ writes, json, lengths, attempts }: Bulk, isIn: (position: number) => boolean): Bulk {
  const texts: string[] = [];
  let offset = start.length;
  for (const [position, length] of lengths.entries()) {
    if (isIn(position)) texts.push(json.slice(offset, offset + length));
    offset += length + 1;
  }
  const kept = writes.filter((_, position) => isIn(position));
  return bulkOf(kept, texts, attempts);
}

/** The body of a bulk. A stub of a client can read its `operations`. */
export class BulkBody<Operation> extends SerializedBody {
  declare readonly json: string;
  declare readonly isProfiled: boolean;
  declare readonly operations: readonly Operation[];

  constructor({ json }: Bulk, isProfiled: boolean) {
    super();
    const parse = () => (JSON.parse(json) as Pick<this, "operations">).operations;
    Object.defineProperties(this, {
      json: { value: json },
      isProfiled: { value: isProfiled },
      operations: { get: parse, enumerable: true },
    });
  }
}

/** Operations to send together, or the outcome of an invalid one. */
export type Batch = Bulk | { readonly refused: AnyOutcome };

/**
 * Splits operations into batches, by count, bytes and time, until the load stops or is exited. An invalid operation is a batch of its
 * own. When the load stops, the operations that were read are a last batch, which is not sent.
 */
export async function* batchesOf(
  operations: AnyIterable<AnyOperation>,
  load: Load,
  kind: BulkKind,
): AsyncGenerator<Batch, void, undefined> {
  const { batchSize, batchBytes, flushMs, wait } = load.settings;
  let writes: Write[] = [];
  let texts: string[] = [];
  let reserve = createRoom(batchBytes);
  let flushAt = Infinity;
  // Reset before the yield: otherwise the suspended generator would keep the yielded bulk in memory.
  const take = () => {
    const full = bulkOf(writes, texts);
    [writes, texts, reserve, flushAt] = [[], [], createRoom(batchBytes), Infinity];
    return full;
  };
  let index = 0;
  let pending: Promise<IteratorResult<AnyOperation>> | undefined;
  let hasEnded = false;
  const reader = readerOf(operations, load.exited);
  try {
    while (!load.stopped.aborted) {
      const leftMs = flushAt - wait.clock.now();
      if (leftMs <= 0) yield take();
      const next = pending ?? reader.next();
      pending = undefined;
      const result = "then" in next ? await withTimeout(next, wait.clock, leftMs, load.stopped) : next;
      if (result === undefined) {
        pending = next as Promise<IteratorResult<AnyOperation>>;
        if (writes.length > 0) yield take();
        continue;
      }
      hasEnded = result.done === true;
      if (result.done === true || load.exited.aborted) break;
      load.progress.read += 1;
      load.report();
      const prepared = prepare(result.value, index++, batchBytes - frameBytes, kind);
      if ("ok" in prepared) {
        yield { refused: prepared };
        continue;
      }
      if (!reserve(prepared.json)) {
        yield take();
        reserve(prepared.json);
      }
      if (writes.length === 0) flushAt = wait.clock.now() + flushMs;
      writes.push(prepared.write);
      texts.push(prepared.json);
      if (writes.length >= batchSize) yield take();
    }
  } catch (error) {
    hasEnded = true;
    load.stop(error);
  } finally {
    await reader.end(!hasEnded && load.stopped.aborted);
  }
  if (writes.length > 0 && !load.exited.aborted) yield take();
}

/** The most bytes that a character of a string can have in UTF-8. */
const maxCharacterBytes = 3;

/**
 * Returns a function that reserves room for the JSON of an operation in a bulk. It returns false if the bulk would exceed the limit.
 * Encodes strings only near the limit: to encode each would reduce the throughput of `writeResources` by a sixth.
 */
function createRoom(limit: number): (json: string) => boolean {
  let bytes = frameBytes;
  let uncounted = "";
  return (json) => {
    if (bytes + (uncounted.length + json.length) * maxCharacterBytes > limit) {
      bytes += utf8Bytes(uncounted);
      uncounted = "";
      if (bytes + utf8Bytes(json) > limit) return false;
    }
    uncounted += json;
    bytes += 1;
    return true;
  };
}

/** Resolves with the result of a promise; with undefined if the time is up first, or the signal is aborted. */
function withTimeout<Result>(
  promise: Promise<Result>,
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const timer = ms === Infinity ? undefined : clock.setTimeout(end, Math.max(0, ms));
    const stopListening = onAbort(signal, end);
    function end(result?: Result) {
      clock.clearTimeout(timer);
      stopListening();
      resolve(result);
    }
    promise.then(end, (error: unknown) => {
      const reason = error as Error;
      reject(reason);
      end();
    });
  });
}

interface Prepared {
  readonly write: Write;
  readonly json: string;
}

function prepare(operation: AnyOperation, index: number, maxBytes: number, kind: BulkKind): Prepared | AnyOutcome {
  try {
    const problem = checkShape(kind.shape, operation, kind.check);
    if (problem !== undefined) throw new InvalidRequestError(problem);
    const json = serializeBody(operation);
    const bytes = json.length * maxCharacterBytes > maxBytes ? utf8Bytes(json) : 0;
    if (bytes > maxBytes) {
      const reason = `it is ${bytes} bytes as JSON, but batchBytes leaves room for ${maxBytes}. Set a higher batchBytes.`;
      throw new InvalidRequestError({ field: "body", reason });
    }
    const { type, id } = kind.targetOf(operation);
    return { write: { index, operation, action: operation.action, type, id }, json };
  } catch (thrown) {
    return { index, operation, attempts: 0, ok: false, error: withFieldPrefix(`operations[${index}]`, thrown) };
  }
}

/** Returns the error of an operation, with its field relative to the input. The error of a getter may quote its value. */
function withFieldPrefix(prefix: string, thrown: unknown): InvalidRequestError {
  if (!(thrown instanceof InvalidRequestError)) {
    return new InvalidRequestError({
      field: prefix,
      reason: "it throws when its fields are read. Expected plain data.",
    });
  }
  const { field, reason } = thrown;
  return new InvalidRequestError({ field: field === "body" || field === "" ? prefix : `${prefix}.${field}`, reason });
}
