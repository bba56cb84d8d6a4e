import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("pins the packages of the bench to exact versions, without download URLs in the lock file", async () => {
  const { devDependencies } = JSON.parse(await readFile("bench/package.json", "utf8")) as {
    devDependencies: Record<string, string>;
  };
  for (const version of Object.values(devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await readFile("bench/package-lock.json", "utf8")).not.toContain('"resolved"');
});
