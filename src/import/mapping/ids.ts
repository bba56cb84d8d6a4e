import { createHash, createHmac } from "node:crypto";
import { resourceOperation } from "../../generated/contract.ts";
import type { JsonObject } from "../../json.ts";
import type { RecordProblem } from "../input/types.ts";

/** How the id of a record is found. */
export interface IdSettings {
  readonly id: string;
  readonly idFrom: readonly string[] | undefined;
  readonly idSecret: string | Uint8Array | undefined;
  readonly idAsText: boolean;
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const idLength = 27;
/** As many bits as fit into 27 characters. */
const idBytes = 20;

const createdId = resourceOperation.branches.CREATE.required.create.optional.id.pattern;

/** Whether a create with an id is refused, though an upsert is not. */
export function isUnusualId(id: string): boolean {
  return !createdId.test(id);
}

/** Returns the id of a record, or the problem with it. An id that is no path segment is refused with the operation. */
export function checkId(id: unknown, field: string, isTextOfNumber: boolean): string | RecordProblem {
  if (typeof id === "string" && id !== "") return id;
  if (typeof id === "number" && isTextOfNumber) return String(id);
  if (id === undefined || id === null || id === "") return { reason: "no id in this field (--id)", path: field };
  if (typeof id !== "number") return { reason: "its id is not text", path: field };
  return { reason: "its id is a number: set idAsText (--id-as-text) to take it as text", path: field };
}

/** Returns the id that is derived from the values of fields, the same on each machine, or the problem with one of them. */
export function deriveId(
  record: JsonObject,
  fields: readonly string[],
  secret: string | Uint8Array | undefined,
): string | RecordProblem {
  const values: string[] = [];
  for (const field of fields) {
    const value = Object.hasOwn(record, field) ? record[field] : undefined;
    if ((typeof value !== "string" || value === "") && typeof value !== "number")
      return { reason: "no value in this field (--id-from)", path: field };
    values.push(String(value));
  }
  const hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  const digest = hash
    .update(JSON.stringify(values))
    .digest("hex")
    .slice(0, 2 * idBytes);
  let id = "";
  for (let rest = BigInt(`0x${digest}`); id.length < idLength; rest /= 62n) id = base62.charAt(Number(rest % 62n)) + id;
  return id;
}
