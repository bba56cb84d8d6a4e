import type { Span } from "./entries.ts";

/** Tests whether operations are in spans. The positions must be in ascending order. */
export interface SpanSet {
  has(record: number, operation: number): boolean;
}

export function spanSet(spans: readonly Span[]): SpanSet {
  const sorted = [...spans].sort((one, other) => compare(one[0], one[1], other[0], other[1]));
  /** The ends of the spans until each, because spans of bulks that were resent overlap. */
  let next = 0;
  let [toRecord, toOperation] = [-1, -1];
  return {
    has(record, operation) {
      for (;;) {
        const span = sorted[next];
        if (span === undefined || compare(span[0], span[1], record, operation) > 0) break;
        if (compare(span[2], span[3], toRecord, toOperation) > 0) [toRecord, toOperation] = [span[2], span[3]];
        next += 1;
      }
      return compare(record, operation, toRecord, toOperation) <= 0;
    },
  };
}

/** Returns the parts of a span before and after another one. */
export function without(span: Span, [from, operation, to, toOperation]: Span): Span[] {
  const isApart = compare(span[2], span[3], from, operation) < 0 || compare(to, toOperation, span[0], span[1]) < 0;
  if (isApart) return [span];
  const parts: Span[] = [];
  if (compare(span[0], span[1], from, operation) < 0) {
    const [before, last] = operation > 0 ? ([from, operation - 1] as const) : ([from - 1, Infinity] as const);
    parts.push([span[0], span[1], before, last]);
  }
  if (compare(to, toOperation, span[2], span[3]) < 0) parts.push([to, toOperation + 1, span[2], span[3]]);
  return parts;
}

function compare(record: number, operation: number, otherRecord: number, otherOperation: number): number {
  return record - otherRecord || operation - otherOperation;
}
