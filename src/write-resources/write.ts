import { serializeBody } from "../body-json.ts";
import { InvalidRequestError, type AnyRegistryError } from "../errors/index.ts";
import { utf8Bytes } from "../json.ts";
import { checkResourceOperation } from "../operations/operation-guard.ts";
import { isRootIdToken } from "../resource-id.ts";
import type { Receipt, ResourceOperation } from "../types/index.ts";

/** What became of one operation. `index` is its place among those that were given, from 0. */
export type WriteOutcome =
  | { readonly index: number; readonly ok: true; readonly receipt: Receipt }
  | {
      readonly index: number;
      readonly ok: false;
      readonly error: AnyRegistryError;
      /** What the registry says became of it; undefined when it says nothing: such as of one that was not sent. */
      readonly receipt?: Receipt;
    };

/** One operation that is sent: what it does to which resource, as its receipt says it too. */
export interface Write {
  readonly index: number;
  readonly action: ResourceOperation["action"];
  readonly type: string;
  /** Undefined when the registry generates it. */
  readonly id: string | undefined;
}

/** An operation as JSON. Throws {@link InvalidRequestError} for one that can't be right, or is too large for any bulk. */
export function jsonOf(operation: ResourceOperation, mostBytes: number): string {
  checkResourceOperation(operation);
  const json = serializeBody(operation);
  const bytes = utf8Bytes(json, mostBytes);
  if (bytes <= mostBytes) return json;
  throw new InvalidRequestError(
    "body",
    `it is ${String(bytes)} bytes as JSON. Expected at most ${String(mostBytes)}, which is what batchBytes leaves for it: raise batchBytes.`,
  );
}

export function writeOf(operation: ResourceOperation, index: number): Write {
  const { action } = operation;
  switch (action) {
    case "CREATE": {
      const { type, id } = operation.create;
      return { index, action, type, id: isRootIdToken(id) ? undefined : id };
    }
    case "UPSERT":
      return { index, action, type: operation.upsert.type, id: operation.upsert.id };
    case "DELETE":
      return { index, action, type: operation.delete.type, id: operation.delete.id };
  }
}

/** The outcomes of operations that all ended in the same error. */
export function allFailed(writes: readonly Write[], error: AnyRegistryError): WriteOutcome[] {
  return writes.map(({ index }) => ({ index, ok: false, error }));
}
