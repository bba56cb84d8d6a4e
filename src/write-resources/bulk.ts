import { withJson } from "../body-json.ts";
import { mostUtf8Bytes, utf8Bytes } from "../json.ts";
import type { BulkRequest } from "../types/index.ts";
import type { Write } from "./write.ts";

/** Operations that are sent together. */
export interface Bulk {
  readonly writes: readonly Write[];
  /** The body of its request. */
  readonly json: string;
  /** How long the text of each operation is in it. */
  readonly lengths: readonly number[];
}

/** How its body begins and ends, and what stands between its operations. */
const start = '{"operations":[';
const end = "]}";
const comma = ",";

/** What a body has beside its operations, in bytes. */
export const frameBytes = start.length + end.length;

/** A bulk that is being filled. */
export interface Draft {
  readonly writes: readonly Write[];
  /** Adds an operation where it fits. Gives whether it did. */
  add(write: Write, json: string): boolean;
  filled(): Bulk;
}

/**
 * A bulk of at most so many bytes. These are reckoned as the most that its texts can have, until that is too much; only then are they
 * counted, which for a small operation takes as long as to check it.
 */
export function createDraft(mostBytes: number): Draft {
  const writes: Write[] = [];
  const texts: string[] = [];
  let bytes = frameBytes;
  let isCounted = false;
  return {
    writes,
    add(write, json) {
      if (!isCounted && bytes + mostUtf8Bytes(json) > mostBytes) {
        isCounted = true;
        bytes = texts.reduce((sum, text) => sum + utf8Bytes(text) + comma.length, frameBytes);
      }
      const more = isCounted ? utf8Bytes(json) : mostUtf8Bytes(json);
      if (bytes + more > mostBytes) return false;
      bytes += more + comma.length;
      writes.push(write);
      texts.push(json);
      return true;
    },
    filled: () => bulkOf(writes, texts),
  };
}

function bulkOf(writes: readonly Write[], texts: readonly string[]): Bulk {
  const json = `${start}${texts.join(comma)}${end}`;
  return { writes, json, lengths: texts.map(({ length }) => length) };
}

/**
 * The operations of a bulk at some of its places, as a bulk of its own. Their texts are cut out of the whole's: to keep that of each
 * operation would double the memory of every bulk.
 */
export function partOf({ writes, json, lengths }: Bulk, isIn: (place: number) => boolean): Bulk {
  const texts: string[] = [];
  let at = start.length;
  for (const [place, length] of lengths.entries()) {
    if (isIn(place)) texts.push(json.slice(at, at + length));
    at += length + comma.length;
  }
  return bulkOf(
    writes.filter((_, place) => isIn(place)),
    texts,
  );
}

/** The body of its request. It is JSON already; whoever looks into it sees its operations all the same. */
export function bodyOf({ json }: Bulk): BulkRequest {
  const body = {
    get operations() {
      return (JSON.parse(json) as BulkRequest).operations;
    },
  };
  return withJson(body, json);
}
