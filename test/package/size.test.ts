import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { npm } from "../support/npm.ts";

interface Size {
  readonly name: string;
  readonly passed: boolean;
  readonly size: number;
  readonly sizeLimit: number;
}

const [, section = ""] = (await readFile("docs/runtimes.md", "utf8")).split("\n## Size\n");
const [table = ""] = section.split("\n#", 1);
const rows = table.matchAll(/^\| [^|]+\| ([\d.]+ k?B) +\| ([\d.]+ k?B) +\|$/gm);
const documented = [...rows].map(([, limit = "", size = ""]) => ({ limit: parseBytes(limit), size: parseBytes(size) }));

describe("the minified and gzipped size of a bundle", () => {
  test("is within its limit, and the size in docs/runtimes.md", async () => {
    const { stdout } = await npm(["run", "--silent", "size", "--", "--json"]);
    const sizes = JSON.parse(stdout) as Size[];
    expect(sizes.filter(({ passed }) => !passed)).toStrictEqual([]);
    expect(sizes.map(({ sizeLimit }) => sizeLimit)).toStrictEqual(documented.map(({ limit }) => limit));
    for (const [index, { name, size }] of sizes.entries()) {
      const expectedSize = documented[index]?.size ?? 0;
      expect(Math.abs(expectedSize - size), `${name} is ${size} B`).toBeLessThan(Math.max(20, 0.01 * size));
    }
  });
});

/** Parses `16.3 kB` or `400 B`, as size-limit prints them. */
function parseBytes(text: string): number {
  const [number, unit] = text.split(" ");
  return Math.round(Number(number) * (unit === "kB" ? 1_000 : 1));
}
