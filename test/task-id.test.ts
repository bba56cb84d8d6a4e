import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTaskId } from "../src/index.ts";

const id = "2wil2zeXT0V0wAw25pb9Xqha5qw";

describe("parseTaskId returns the kind of task", () => {
  test.each([
    { raw: `s_${id}`, kind: "oneOf", id, deprecated: false },
    { raw: `bk_${id}`, kind: "bulk", id, deprecated: false },
    { raw: `bd_${id}`, kind: "bundle", id, deprecated: false },
    { raw: `pg_${id}`, kind: "purge", id, deprecated: false },
    { raw: `purge:${id}`, kind: "purge", id, deprecated: true },
    { raw: id, kind: "bulkOrBundle", id, deprecated: true },
    { raw: "1", kind: "bulkOrBundle", id: "1", deprecated: true },
    { raw: "bulk", kind: "bulkOrBundle", id: "bulk", deprecated: true },
    { raw: "s_a b/é_s_", kind: "oneOf", id: "a b/é_s_", deprecated: false },
    { raw: "s_\n", kind: "oneOf", id: "\n", deprecated: false },
    { raw: "bk_pg_1", kind: "bulk", id: "pg_1", deprecated: false },
    { raw: "x_1", kind: "unknown", id: undefined, deprecated: false },
    { raw: "S_1", kind: "unknown", id: undefined, deprecated: false },
    { raw: " s_1", kind: "unknown", id: undefined, deprecated: false },
    { raw: "abc\n", kind: "unknown", id: undefined, deprecated: false },
    { raw: "s_", kind: "unknown", id: undefined, deprecated: false },
    { raw: "bk_", kind: "unknown", id: undefined, deprecated: false },
    { raw: "purge:", kind: "unknown", id: undefined, deprecated: false },
    { raw: "", kind: "unknown", id: undefined, deprecated: false },
  ])("$raw → $kind", ({ raw, ...expected }) => {
    expect(parseTaskId(raw)).toStrictEqual({ ...expected, raw });
  });
});

const prefixes = { oneOf: "s_", bulk: "bk_", bundle: "bd_" } as const;

function putTogether(raw: string): string {
  const task = parseTaskId(raw);
  switch (task.kind) {
    case "oneOf":
    case "bulk":
    case "bundle":
      return prefixes[task.kind] + task.id;
    case "purge":
      return (task.deprecated ? "purge:" : "pg_") + task.id;
    case "bulkOrBundle":
      return task.id;
    case "unknown":
      throw new Error(`not recognised: ${raw}`);
  }
}

describe("parseTaskId, for any string", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .tuple(fc.constantFrom("s_", "bk_", "bd_", "pg_", "purge:", "x_", ""), fc.string())
      .map(([prefix, rest]) => prefix + rest),
  );

  test("never throws, and keeps the string", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(parseTaskId(raw).raw).toBe(raw);
      }),
      { numRuns: 2_000 },
    );
  });

  test("prefix and id together are the original string, for every known form", () => {
    const recognised = fc.oneof(
      fc
        .tuple(fc.constantFrom("s_", "bk_", "bd_", "pg_", "purge:"), fc.string({ minLength: 1, unit: "binary" }))
        .map(([prefix, rest]) => prefix + rest),
      fc.stringMatching(/^[a-zA-Z0-9]+$/),
    );
    fc.assert(
      fc.property(recognised, (raw) => {
        expect(putTogether(raw)).toBe(raw);
      }),
      { numRuns: 2_000 },
    );
  });
});
