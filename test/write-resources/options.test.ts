import { describe, expect, test } from "vitest";
import { InvalidRequestError, type ResourceOperation } from "../../src/index.ts";
import { startWriting } from "../support/start-writing.ts";
import { thrownBy } from "../support/thrown.ts";
import { upserts } from "../support/writes.ts";

describe("refuses invalid options at once", () => {
  test.each([
    {
      options: { deadlineMs: undefined },
      field: "deadlineMs",
    },
    { options: { concurrency: 0 }, field: "concurrency" },
    { options: { concurrency: NaN }, field: "concurrency" },
    { options: { concurrency: 1.5 }, field: "concurrency" },
    { options: { concurrency: "4" }, field: "concurrency" },
    { options: { batchSize: -1 }, field: "batchSize" },
    { options: { batchBytes: 0 }, field: "batchBytes" },
    { options: { batchBytes: 99 }, field: "batchBytes" },
    {
      options: { batchBytes: 5_000_000_001 },
      field: "batchBytes",
    },
    {
      options: { batchBytes: Infinity },
      field: "batchBytes",
    },
    {
      options: { onSubmit: "log" },
      field: "onSubmit",
    },
    {
      options: { retry: { limit: -1 } },
      field: "retry.limit",
    },
  ])("$options", async ({ options, field }) => {
    const { write, wire } = startWriting();
    const error = await thrownBy(InvalidRequestError, () => write(upserts(1), options as object));
    expect(error).toMatchObject({ field, operationId: undefined, attempts: 0, outcome: "not-done" });
    expect(wire.bulks).toHaveLength(0);
  });

  test("and operations that are not iterable", async () => {
    const { write } = startWriting();
    const error = await thrownBy(InvalidRequestError, () => write({} as ResourceOperation[]));
    expect(error.field).toBe("operations");
  });
});
