import { mostUtf8Bytes, utf8Bytes } from "../json.ts";
import type { Write } from "./write.ts";

/** How a bulk's body begins and ends, and what stands between its operations. */
export const start = '{"operations":[';
export const end = "]}";
export const comma = ",";

/** What a bulk has beside its operations, in bytes. */
export const frameBytes = start.length + end.length;

/** Whether operations fit into a bulk. */
export interface BulkSize {
  /** Whether one more does, behind those that are in it. */
  fits(write: Write, writes: readonly Write[]): boolean;
}

/**
 * How large a bulk is: reckoned by the most bytes that its texts can have, until that is too much; only then are they counted, which
 * takes as long again as all else that is done with a small operation.
 */
export function createBulkSize(mostBytes: number): BulkSize {
  let bytes = frameBytes;
  let isCounted = false;
  return {
    fits(write, writes) {
      if (!isCounted && bytes + mostUtf8Bytes(write.json) + comma.length > mostBytes) {
        isCounted = true;
        bytes = writes.reduce((sum, { json }) => sum + utf8Bytes(json) + comma.length, frameBytes);
      }
      const more = isCounted ? utf8Bytes(write.json) : mostUtf8Bytes(write.json);
      if (bytes + more > mostBytes) return false;
      bytes += more + comma.length;
      return true;
    },
  };
}
