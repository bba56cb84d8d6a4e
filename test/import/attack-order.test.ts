import { expect, test } from "vitest";
import { importFiles, type ImportOptions } from "../../src/import/index.ts";
import { importing, source } from "../support/imports.ts";

test("a rejected record does not replace a later one with its id whose task is still pending", async () => {
  const lines = [1, 2].map((value) => ({ id: "made-up-1", value }));
  const { registry, run, edit, embedded, stored, file } = await importing(lines);
  embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION" });
  await run({ batchSize: 1 });
  await edit((entries) => entries.filter(({ entry }) => entry !== "done" && entry !== "end"));
  let task: string | undefined;
  const slow = {
    ...registry,
    async getTask(...call: Parameters<typeof registry.getTask>) {
      const result = await registry.getTask(...call);
      if (result.receipts?.[0]?.status === "SUCCESS") task ??= result.taskId;
      return result.taskId === task ? { ...result, status: "PENDING" as const } : result;
    },
  };
  const options: ImportOptions = { type: "patient", batchSize: 1, deadlineMs: 1_000, retryRejected: true };
  await expect(importFiles(slow, source, file, options)).rejects.toMatchObject({
    reason: "open",
    summary: { read: 2, written: 1, open: 1 },
  });
  expect(await run({ batchSize: 1 })).toMatchObject({ read: 2, written: 2 });
  expect(stored()).toStrictEqual({ "made-up-1": { value: 2 } });
});
