import { rootIdToken } from "./generated/contract.ts";

/** Whether a value is `@rootId`, or `@rootId` followed by a number: a token for an id that is generated. */
export function isRootIdToken(value: unknown): value is string {
  return typeof value === "string" && value.startsWith(rootIdToken) && /^\d*$/.test(value.slice(rootIdToken.length));
}

/**
 * Returns the id of the relationship between two resources.
 *
 * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
 */
export function relationshipId(from: { readonly id?: unknown }, to: { readonly id?: unknown }): string {
  return [from.id, to.id].join(".");
}

const idLength = 27;
const payloadBytes = 16;
/** A KSUID counts seconds from 2014-05-13T16:53:20Z, so that they fit 32 bits for longer. */
const epochSeconds = 1_400_000_000;
const maxSeconds = 2 ** 32 - 1;
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Returns an id like those that the registry generates: a KSUID of 27 letters and digits. Ids sort by `now`, to the second.
 *
 * Use it to write a new resource with `upsertResource`, which is safe to retry. If a `createResource` with such an id ends with the
 * outcome `"unknown"`, retry it: `ALREADY_EXISTS` then means that an earlier attempt succeeded, because nobody else has the id.
 *
 * If the system clock is wrong, the ids are still unique, but their order is wrong.
 *
 * @example
 * await registry.upsertResource({ sourceKey, resourceType: "patient", id: newResourceId() }, { data });
 *
 * @see https://github.com/segmentio/ksuid
 */
export function newResourceId(now = new Date()): string {
  const seconds = Math.floor(now.getTime() / 1000) - epochSeconds;
  // A number of more than 32 bits would overwrite the random bytes.
  let value = BigInt(Math.min(Math.max(seconds || 0, 0), maxSeconds));
  for (const byte of crypto.getRandomValues(new Uint8Array(payloadBytes))) value = (value << 8n) | BigInt(byte);
  let id = "";
  for (; id.length < idLength; value /= 62n) id = base62.charAt(Number(value % 62n)) + id;
  return id;
}
