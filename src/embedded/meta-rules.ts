import type { IdentifierInput, MetaInput } from "../generated/client.ts";
import { invalidArgument } from "./refusal.ts";

/** Throws the refusal of a `meta` that breaks rules. */
export function checkMeta(meta: MetaInput | undefined, now: Date): void {
  const problems = metaProblems(meta, now);
  if (problems.length > 0) throw invalidArgument("body", problems);
}

/**
 * The documented rules for `meta` that a schema can't say, as one sentence for each that is broken, which begins with the field:
 * it is `at` in the body.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export function metaProblems(meta: MetaInput | undefined, now: Date, at = "meta"): string[] {
  if (meta === undefined) return [];
  const { createdAt, updatedAt, identifier = [] } = meta;
  const problems: string[] = [];
  if (isAfter(createdAt, now)) problems.push(`${at}.createdAt must not be in the future`);
  if (isAfter(updatedAt, now)) problems.push(`${at}.updatedAt must not be in the future`);
  if (createdAt !== undefined && updatedAt !== undefined && isAfter(createdAt, instant(updatedAt))) {
    problems.push(`${at}.updatedAt must not be before ${at}.createdAt`);
  }
  return [...problems, ...repeatedIdentifiers(identifier, `${at}.identifier`)];
}

function repeatedIdentifiers(identifiers: readonly IdentifierInput[], at: string): string[] {
  const first = new Map<string, number>();
  return identifiers.flatMap(({ system, use, value }, index) => {
    const key = JSON.stringify([system, use, value]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [`${at}[${index}] must differ from ${at}[${earlier}] in system, use or value`];
  });
}

function isAfter(dateTime: string | undefined, limit: Date): boolean {
  return dateTime !== undefined && instant(dateTime) > limit;
}

/** RFC 3339 knows a small `t` or `z`, which not every engine's `Date` does, and the second 60, which none does. */
function instant(dateTime: string): Date {
  return new Date(dateTime.toUpperCase().replace(/:60(?:\.\d+)?(?=[Z+-])/, ":59.999"));
}
