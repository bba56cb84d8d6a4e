import { withJson } from "../body-json.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { readUntilLeft, type AnyIterable } from "../in-order-of-completion.ts";
import { refusedAt } from "../operations/operation-guard.ts";
import type { BulkRequest, ResourceOperation } from "../types/index.ts";
import { comma, createBulkSize, end, frameBytes, start } from "./bulk-size.ts";
import { writeOf, type Write, type WriteOutcome } from "./write.ts";
import type { WriteSettings } from "./write-options.ts";

/** What a bulk is made of, or what of the input can't be sent at all. */
export type Batch = { readonly writes: readonly Write[] } | { readonly refused: readonly WriteOutcome[] };

/** Splits operations into batches, by count and by bytes, until `left` is aborted. One that can't be right is refused alone. */
export async function* batchesOf(
  operations: AnyIterable<ResourceOperation>,
  { batchSize, batchBytes }: WriteSettings,
  left: AbortSignal,
  onBroken: () => void,
): AsyncGenerator<Batch, void, undefined> {
  const reader = readUntilLeft(operations, left);
  let writes: Write[] = [];
  let size = createBulkSize(batchBytes);
  const taken = () => {
    const batch = { writes };
    writes = [];
    size = createBulkSize(batchBytes);
    return batch;
  };
  let index = 0;
  try {
    for (;;) {
      const read = reader.next();
      const next = "then" in read ? await read : read;
      if (left.aborted) return;
      if (next.done === true) break;
      const write = writeOrOutcome(next.value, index++, batchBytes - frameBytes);
      if ("ok" in write) {
        yield { refused: [write] };
        continue;
      }
      if (!size.fits(write, writes)) {
        yield taken();
        size.fits(write, writes);
      }
      writes.push(write);
      if (writes.length >= batchSize) yield taken();
    }
  } catch (error) {
    onBroken();
    throw error;
  } finally {
    await reader.end();
  }
  if (writes.length > 0) yield { writes };
}

function writeOrOutcome(operation: ResourceOperation, index: number, mostBytes: number): Write | WriteOutcome {
  try {
    return writeOf(operation, index, mostBytes);
  } catch (thrown) {
    const at = `operations[${String(index)}]`;
    const error = refusedAt(at, thrown);
    return { index, ok: false, error: error instanceof InvalidRequestError ? error : unreadable(at) };
  }
}

/** What a getter or a proxy throws may quote what it is of. */
function unreadable(at: string): InvalidRequestError {
  return new InvalidRequestError(at, "it throws when it is read. Expected plain data: read such values first.");
}

/** The body of a bulk. It is JSON already; whoever looks into it sees its operations all the same. */
export function bodyOf(writes: readonly Write[]): BulkRequest {
  const json = `${start}${writes.map(({ json }) => json).join(comma)}${end}`;
  const body = {
    get operations() {
      return (JSON.parse(json) as BulkRequest).operations;
    },
  };
  return withJson(body, json);
}
