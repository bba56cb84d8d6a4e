import { expect, test } from "vitest";
import { scaled } from "../support/full-counts.ts";
import { runScript } from "../support/run.ts";

const count = scaled(1_000_000);

test(`${count} operations need no more memory than a tenth of them: the heap grows by less than 50 bytes per operation`, async () => {
  const { code, stdout, stderr } = await runScript(["test/support/million-writes.ts", String(count)]);
  expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
  const { written, heapGrowth } = JSON.parse(stdout) as { written: number; heapGrowth: number };
  expect(written).toBe(count);
  expect(heapGrowth).toBeLessThan(50 * count);
});
