import type { IdentifierInput, MetaInput } from "../types.ts";
import { invalidArgument } from "./refusal.ts";

/** Throws the refusal of a `meta` that breaks rules. */
export function checkMeta(meta: MetaInput | undefined, now: Date): void {
  const problems = metaProblems(meta ?? {}, now);
  if (problems.length > 0) throw invalidArgument("body", problems);
}

/**
 * The documented rules for `meta` that a schema can't say, as one sentence for each that is broken.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
function metaProblems({ createdAt, updatedAt, identifier = [] }: MetaInput, now: Date): string[] {
  const problems = [
    ...(isReadable(createdAt) ? [] : ["meta.createdAt must be a date and time of RFC 3339"]),
    ...(isReadable(updatedAt) ? [] : ["meta.updatedAt must be a date and time of RFC 3339"]),
  ];
  if (isAfter(createdAt, now)) problems.push("meta.createdAt must not be in the future");
  if (isAfter(updatedAt, now)) problems.push("meta.updatedAt must not be in the future");
  if (createdAt !== undefined && updatedAt !== undefined && isAfter(createdAt, instant(updatedAt))) {
    problems.push("meta.updatedAt must not be before meta.createdAt");
  }
  return [...problems, ...repeatedIdentifiers(identifier)];
}

function repeatedIdentifiers(identifiers: readonly IdentifierInput[]): string[] {
  const first = new Map<string, number>();
  return identifiers.flatMap(({ system, use, value }, index) => {
    const key = JSON.stringify([system, use, value]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      `meta.identifier[${String(index)}] must differ from meta.identifier[${String(earlier)}] in system, use or value`,
    ];
  });
}

function isAfter(dateTime: string | undefined, limit: Date): boolean {
  return dateTime !== undefined && instant(dateTime) > limit;
}

/** What can't be read can't be held against the rules, and must not pass them by that. */
function isReadable(dateTime: string | undefined): boolean {
  return dateTime === undefined || !Number.isNaN(instant(dateTime).getTime());
}

/** RFC 3339 knows a small `t` or `z`, which not every engine's `Date` does, and the second 60, which none does. */
function instant(dateTime: string): Date {
  return new Date(dateTime.toUpperCase().replace(/:60(?:\.\d+)?(?=[Z+-])/, ":59.999"));
}
