import { expect, test } from "vitest";
import { runScript } from "../support/run.ts";

test("1,000,000 operations take no more memory than 100,000: the heap grows by less than 50 MB", async () => {
  const { code, stdout, stderr } = await runScript(["test/support/million-writes.ts", "1000000"]);
  expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
  const { written, heapGrowth } = JSON.parse(stdout) as { written: number; heapGrowth: number };
  expect(written).toBe(1_000_000);
  expect(heapGrowth).toBeLessThan(50_000_000);
}, 180_000);
