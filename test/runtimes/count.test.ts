import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { countsOf } from "./count.ts";
import { clientLooks } from "./inside/look.ts";
import type { Seen } from "./table.ts";

function seen(name: string, ...errors: (string | undefined)[]): Seen {
  const looks = errors.map((error) => ({ name: "a look", ...(error !== undefined && { error }) }));
  return { runtime: { name, version: "1.2.3", isPinned: true }, report: { looks, connections: undefined } };
}

const both = [seen("Bun", undefined, undefined), seen("Chromium", undefined, "it took over 20000 ms")];
const one = [seen("Bun", undefined, undefined)];

test.each([
  { name: "everything", all: both, isWritten: true, isBrowserSeen: true, passed: 4, failed: 1, skipped: 0 },
  { name: "other tables", all: both, isWritten: false, isBrowserSeen: true, passed: 3, failed: 2, skipped: 0 },
  { name: "no browser", all: one, isWritten: true, isBrowserSeen: false, passed: 3, failed: 0, skipped: clientLooks },
])("a run with $name counts each look, and those that it could not have as skipped", (row) => {
  const { all, isWritten, isBrowserSeen, passed, failed, skipped } = row;
  expect(countsOf(all, isWritten, isBrowserSeen)).toStrictEqual({ passed, failed, skipped });
});

test("without a browser as many are skipped as README.md counts in one", async () => {
  expect(await readFile("README.md", "utf8")).toMatch(
    new RegExp(`^\\| Chromium \\d+ +\\| ${clientLooks} of ${clientLooks} `, "m"),
  );
});
