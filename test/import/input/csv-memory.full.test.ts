import { open } from "node:fs/promises";
import { expect, test } from "vitest";
import { readCsv } from "../../../src/import/input/csv.ts";
import { inputFile, readAll, valuesOf } from "./read-all.ts";

test("a quoted value of 400 MB is rejected without being held", async () => {
  const file = await inputFile("a.csv", 'id,name\n1,"', "csv");
  const handle = await open(file.path, "a");
  for (let count = 0; count < 400; count++) await handle.write("some text\n".repeat(100_000));
  await handle.write('"\n2,Bob\n');
  const { size } = await handle.stat();
  await handle.close();
  const before = process.memoryUsage.rss();
  expect(valuesOf(await readAll(readCsv, { ...file, size }))).toEqual(["longer than 64 MB", { id: "2", name: "Bob" }]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000);
});
