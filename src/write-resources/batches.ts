import { InvalidRequestError } from "../errors/index.ts";
import { readUntilLeft, type AnyIterable } from "../in-order-of-completion.ts";
import { refusedAt } from "../operations/operation-guard.ts";
import type { ResourceOperation } from "../types/index.ts";
import { createDraft, frameBytes, type Bulk } from "./bulk.ts";
import { jsonOf, writeOf, type Write, type WriteOutcome } from "./write.ts";
import type { WriteSettings } from "./write-options.ts";

/** What is sent together, or what of the input can't be sent at all. */
export type Batch = Bulk | { readonly refused: readonly WriteOutcome[] };

/** Splits operations into batches, by count and by bytes, until `left` is aborted. One that can't be right is refused alone. */
export async function* batchesOf(
  operations: AnyIterable<ResourceOperation>,
  { batchSize, batchBytes }: WriteSettings,
  left: AbortSignal,
  onBroken: () => void,
): AsyncGenerator<Batch, void, undefined> {
  const reader = readUntilLeft(operations, left);
  let draft = createDraft(batchBytes);
  // A generator keeps what it has while it waits to be asked: the next draft, and not the one that it has given.
  const taken = () => {
    const bulk = draft.filled();
    draft = createDraft(batchBytes);
    return bulk;
  };
  let index = 0;
  try {
    for (;;) {
      const read = reader.next();
      const next = "then" in read ? await read : read;
      if (left.aborted) return;
      if (next.done === true) break;
      const prepared = preparedOf(next.value, index++, batchBytes - frameBytes);
      if ("ok" in prepared) {
        yield { refused: [prepared] };
        continue;
      }
      const { write, json } = prepared;
      if (!draft.add(write, json)) {
        yield taken();
        // It fits: one that is too large for a bulk of its own was refused.
        draft.add(write, json);
      }
      if (draft.writes.length >= batchSize) yield taken();
    }
  } catch (error) {
    onBroken();
    throw error;
  } finally {
    await reader.end();
  }
  if (draft.writes.length > 0) yield taken();
}

function preparedOf(
  operation: ResourceOperation,
  index: number,
  mostBytes: number,
): { readonly write: Write; readonly json: string } | WriteOutcome {
  try {
    const json = jsonOf(operation, mostBytes);
    return { write: writeOf(operation, index), json };
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
