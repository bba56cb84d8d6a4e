import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { pinnedVersions } from "./pinned.ts";
import { isCurrent } from "./table.ts";

const header = "| runtime    | nobody listens |\n| ---------- | -------------- |\n";
const written = `\n${header}| Node.js 20 | refused        |\n| Deno 2.9.6 | refused        |\n| Chromium 156 | failed |\n\n`;

describe("a table of runtimes says what was seen", () => {
  test.each([
    { name: "as it is", change: (table: string) => table, current: true },
    { name: "in wider columns", change: (table: string) => table.replaceAll(" | ", "     | "), current: true },
    { name: "by another Chromium", change: (table: string) => table.replace("156", "157"), current: true },
    { name: "without Chromium", change: (table: string) => table.replace(/\| Chromium.*\n/, ""), current: true },
    { name: "by another Deno", change: (table: string) => table.replace("2.9.6", "2.9.7"), current: false },
    {
      name: "that Deno tells more",
      change: (table: string) => table.replace(/(2.9.6 \| )re/, "$1not re"),
      current: false,
    },
    {
      name: "on one more runtime",
      change: (table: string) => `${table.trim()}\n| Bun 1.4.5 | refused |`,
      current: false,
    },
  ])("$name: $current", ({ change, current }) => {
    expect(isCurrent(change(written), written)).toBe(current);
  });
});

test("README.md names each version that package.json of the runtimes has", async () => {
  const readme = await readFile("README.md", "utf8");
  expect(Object.keys(pinnedVersions).length).toBeGreaterThan(4);
  for (const version of Object.values(pinnedVersions)) {
    expect(readme).toMatch(new RegExp(`^\\| \\S+ ${version.replaceAll(".", "\\.")} `, "m"));
  }
});
