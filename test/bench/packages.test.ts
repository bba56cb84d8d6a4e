import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the bench's packages are exact versions, and its lock says nothing of where they were downloaded", async () => {
  const { devDependencies } = JSON.parse(await readFile("bench/package.json", "utf8")) as {
    devDependencies: Record<string, string>;
  };
  for (const version of Object.values(devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await readFile("bench/package-lock.json", "utf8")).not.toContain('"resolved"');
});
