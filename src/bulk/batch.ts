import { SerializedBody, serializeBody, shapeFault } from "../client/validate.ts";
import { InvalidRequestError, type AnyRegistryError } from "../errors/index.ts";
import type { BulkRequest, Receipt, ResourceOperation } from "../generated/client.ts";
import { resourceOperation } from "../generated/contract.ts";
import { utf8Bytes } from "../json.ts";
import { isRootIdToken } from "../resource-id.ts";
import { readerOf, type AnyIterable } from "../tasks/map-unordered.ts";
import type { WriteSettings } from "./options.ts";

/** The outcome of one operation. `index` is its position in the input, from 0. */
export type WriteOutcome =
  | { readonly index: number; readonly ok: true; readonly receipt: Receipt }
  | {
      readonly index: number;
      readonly ok: false;
      readonly error: AnyRegistryError;
      /** The receipt of the operation; undefined when there is none, as for an operation that was not sent. */
      readonly receipt?: Receipt;
    };

/** An operation to send. */
export interface Write {
  readonly index: number;
  readonly action: ResourceOperation["action"];
  readonly type: string;
  /** Undefined when the registry generates it. */
  readonly id: string | undefined;
}

/** Operations to send together. One string has the JSON of all of them: one for each would double the memory. */
export interface Bulk {
  readonly writes: readonly Write[];
  /** The body of the request. */
  readonly json: string;
  /** The length of the JSON of each operation in it. */
  readonly lengths: readonly number[];
}

const start = '{"operations":[';
const end = "]}";

function bulkOf(writes: readonly Write[], texts: readonly string[]): Bulk {
  return { writes, json: start + texts.join(",") + end, lengths: texts.map(({ length }) => length) };
}

/** The operations of a bulk at some positions, as a bulk of its own. */
export function partOf({ writes, json, lengths }: Bulk, isIn: (position: number) => boolean): Bulk {
  const texts: string[] = [];
  let offset = start.length;
  for (const [position, length] of lengths.entries()) {
    if (isIn(position)) texts.push(json.slice(offset, offset + length));
    offset += length + 1;
  }
  const kept = writes.filter((_, position) => isIn(position));
  return bulkOf(kept, texts);
}

/** The body of a bulk. A stand-in for a client can read its operations too. */
export class BulkBody extends SerializedBody implements BulkRequest {
  declare readonly json: string;
  declare readonly operations: BulkRequest["operations"];

  constructor({ json }: Bulk) {
    super();
    const parse = () => (JSON.parse(json) as BulkRequest).operations;
    Object.defineProperties(this, { json: { value: json }, operations: { get: parse, enumerable: true } });
  }
}

/** Operations to send together, or one that is invalid. */
export type Batch = Bulk | { readonly refused: WriteOutcome };

/** Splits operations into batches, by count and by bytes, until `stopped` is aborted. An invalid operation is refused alone. */
export async function* batchesOf(
  operations: AnyIterable<ResourceOperation>,
  { batchSize, batchBytes }: WriteSettings,
  stopped: AbortSignal,
  onBroken: () => void,
): AsyncGenerator<Batch, void, undefined> {
  const frameBytes = start.length + end.length;
  let writes: Write[] = [];
  let texts: string[] = [];
  let bytes = frameBytes;
  // Reset before the yield: the waiting generator would keep the bulk that it has yielded in memory.
  const take = () => {
    const full = bulkOf(writes, texts);
    [writes, texts, bytes] = [[], [], frameBytes];
    return full;
  };
  let index = 0;
  const reader = readerOf(operations, stopped);
  try {
    for (;;) {
      const next = reader.next();
      const result = "then" in next ? await next : next;
      if (result.done === true || stopped.aborted) break;
      const prepared = prepare(result.value, index++, batchBytes - frameBytes);
      if ("ok" in prepared) {
        yield { refused: prepared };
        continue;
      }
      if (bytes + prepared.bytes > batchBytes) yield take();
      writes.push(prepared.write);
      texts.push(prepared.json);
      bytes += prepared.bytes + 1;
      if (writes.length >= batchSize) yield take();
    }
  } catch (error) {
    onBroken();
    throw error;
  } finally {
    await reader.end();
  }
  if (writes.length > 0 && !stopped.aborted) yield take();
}

interface Prepared {
  readonly write: Write;
  readonly json: string;
  /** The length of the JSON in UTF-8. */
  readonly bytes: number;
}

function prepare(operation: ResourceOperation, index: number, maxBytes: number): Prepared | WriteOutcome {
  try {
    const fault = shapeFault(resourceOperation, operation);
    if (fault !== undefined) throw new InvalidRequestError(fault);
    const json = serializeBody(operation);
    const bytes = utf8Bytes(json);
    if (bytes > maxBytes) {
      const reason = `it is ${bytes} bytes as JSON. Expected at most ${maxBytes}, the rest of batchBytes: set a higher batchBytes.`;
      throw new InvalidRequestError({ field: "body", reason });
    }
    return { write: { index, ...targetOf(operation) }, json, bytes };
  } catch (thrown) {
    return { index, ok: false, error: namedFrom(`operations[${index}]`, thrown) };
  }
}

/** The error of an operation, with its field named from the input. What a getter throws may quote its value. */
function namedFrom(place: string, thrown: unknown): InvalidRequestError {
  if (!(thrown instanceof InvalidRequestError)) {
    return new InvalidRequestError({ field: place, reason: "it throws when it is read. Expected plain data." });
  }
  const { field, reason } = thrown;
  return new InvalidRequestError({ field: field === "body" || field === "" ? place : `${place}.${field}`, reason });
}

function targetOf(operation: ResourceOperation): Pick<Write, "action" | "type" | "id"> {
  const { action } = operation;
  if (action === "UPSERT") return { action, type: operation.upsert.type, id: operation.upsert.id };
  if (action === "DELETE") return { action, type: operation.delete.type, id: operation.delete.id };
  const { type, id } = operation.create;
  return { action, type, id: isRootIdToken(id) ? undefined : id };
}
