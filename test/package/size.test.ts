import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { npm } from "../support/npm.ts";

interface Size {
  readonly name: string;
  readonly passed: boolean;
  readonly size: number;
  readonly sizeLimit: number;
}

const [, section = ""] = (await readFile("README.md", "utf8")).split("\n### Size\n");
const [table = ""] = section.split("\n#", 1);
const rows = table.matchAll(/^\| [^|]+\| ([\d.]+ k?B) +\| ([\d.]+ k?B) +\|$/gm);
const printed = [...rows].map(([, limit = "", size = ""]) => ({ limit: bytesOf(limit), size: bytesOf(size) }));

describe("what a user bundles, minified and gzipped", () => {
  test("is within its limits, and as large as the README says", async () => {
    const { stdout } = await npm(["run", "--silent", "size", "--", "--json"]);
    const sizes = JSON.parse(stdout) as Size[];
    expect(sizes.filter(({ passed }) => !passed)).toStrictEqual([]);
    expect(sizes.map(({ sizeLimit }) => sizeLimit)).toStrictEqual(printed.map(({ limit }) => limit));
    for (const [index, { name, size }] of sizes.entries()) {
      const said = printed[index]?.size ?? 0;
      expect(Math.abs(said - size), `${name} is ${size} B`).toBeLessThan(Math.max(20, 0.01 * size));
    }
  });
});

/** Of `16.3 kB` or `400 B`, as size-limit counts them. */
function bytesOf(text: string): number {
  const [number, unit] = text.split(" ");
  return Math.round(Number(number) * (unit === "kB" ? 1_000 : 1));
}
