import { resourceIdPattern, rootIdToken } from "./generated/constants.ts";

/** Whether a text is `@rootId`, or `@rootId` with a number behind it, and nothing else: it stands for an id to be generated. */
export function isRootIdToken(text: unknown): text is string {
  return typeof text === "string" && text.startsWith(rootIdToken) && /^\d*$/.test(text.slice(rootIdToken.length));
}

const idLength = 27;
const payloadBytes = 16;
/** A KSUID counts its seconds from here, 2014-05-13T16:53:20Z, so that they fit 32 bits for longer. */
const epochSeconds = 1_400_000_000;
const mostSeconds = 2 ** 32 - 1;
const mostCharactersLookedAt = 128;
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * An id like those that the registry generates: a KSUID, 27 letters and digits, which sorts by the second it was made in,
 * `now`.
 *
 * With it a new resource can be written by `upsertResource`, which is safe to send again at will; nobody else has the id. When
 * a `createResource` with such an id ended with the outcome `"unknown"` and is sent again, `ALREADY_EXISTS` means that one
 * of the sendings landed. With an id that others may use it does not: then it may be their resource.
 *
 * On a machine whose clock is not set, to a year from 2014 to 2150, the ids do not sort, and are as many as ever.
 *
 * @see https://github.com/segmentio/ksuid
 */
export function newResourceId(now = new Date()): string {
  const seconds = Math.floor(now.getTime() / 1000) - epochSeconds;
  // A number that does not fit would leave no room for the random bytes.
  let value = BigInt(Math.min(Math.max(seconds || 0, 0), mostSeconds));
  for (const byte of crypto.getRandomValues(new Uint8Array(payloadBytes))) value = (value << 8n) | BigInt(byte);
  let id = "";
  for (; id.length < idLength; value /= 62n) id = base62.charAt(Number(value % 62n)) + id;
  return id;
}

/**
 * What is wrong with an id that a caller gives a new resource, or undefined when nothing is. It tells lengths and
 * positions, never the id: ids can be health card numbers.
 */
export function resourceIdFault(id: string): string | undefined {
  if (id === rootIdToken || resourceIdPattern.test(id)) return undefined;
  const characters = Array.from(id);
  const length = `it is ${String(characters.length)} character${characters.length === 1 ? "" : "s"} long`;
  const start = characters.slice(0, mostCharactersLookedAt);
  const position = start.findIndex((character, index) => {
    const before = start.slice(0, index).join("");
    return !canBegin(before + character) && canBegin(`${before}a`);
  });
  return position === -1
    ? length
    : `${length}, and the character at position ${String(position + 1)} is not allowed there`;
}

/** Whether some id begins so. The pattern is the contract's, and so its lengths are found by trying. */
function canBegin(start: string): boolean {
  for (let length = start.length; length <= mostCharactersLookedAt; length++) {
    if (resourceIdPattern.test(start.padEnd(length, "a"))) return true;
  }
  return false;
}
