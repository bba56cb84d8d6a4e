import { describe, expect, test } from "vitest";
import { InvalidRequestError, type ResourceOperation } from "../../src/index.ts";
import { startWriting } from "../support/start-writing.ts";
import { thrownBy } from "../support/thrown.ts";
import { upserts } from "../support/writes.ts";

describe("options that can't be right are refused at once", () => {
  const count = "it is not a whole number over 0. Expected how many";
  test.each([
    {
      options: { deadlineMs: undefined },
      message:
        "Invalid deadlineMs: it is missing. Expected how long to wait, in milliseconds, or Infinity: a task can wait for a person.",
    },
    { options: { concurrency: 0 }, message: `Invalid concurrency: ${count} bulks are under way at a time, at most.` },
    { options: { concurrency: NaN }, message: `Invalid concurrency: ${count} bulks are under way at a time, at most.` },
    { options: { concurrency: 1.5 }, message: `Invalid concurrency: ${count} bulks are under way at a time, at most.` },
    { options: { concurrency: "4" }, message: `Invalid concurrency: ${count} bulks are under way at a time, at most.` },
    { options: { batchSize: -1 }, message: `Invalid batchSize: ${count} operations are in a bulk, at most.` },
    { options: { batchBytes: 0 }, message: `Invalid batchBytes: ${count} bytes a bulk has as JSON, at most.` },
    {
      options: { batchBytes: 5_000_000_001 },
      message: "Invalid batchBytes: it is over 5000000000 bytes, the registry's limit of a bulk. Expected no more.",
    },
    {
      options: { batchBytes: Infinity },
      message: "Invalid batchBytes: it is over 5000000000 bytes, the registry's limit of a bulk. Expected no more.",
    },
    {
      options: { onSubmit: "log" },
      message: "Invalid onSubmit: it is not a function. Expected one that takes a bulk.",
    },
    {
      options: { retry: { limit: -1 } },
      message: "Invalid retry.limit: it is not a whole number from 0. Expected how many retries to make at most.",
    },
  ])("$options", async ({ options, message }) => {
    const { write, wire } = startWriting();
    const error = await thrownBy(InvalidRequestError, () => write(upserts(1), options as object));
    expect(error.message).toBe(message);
    expect(wire.bulks).toHaveLength(0);
  });

  test("and so is what can't be iterated over", async () => {
    const { write } = startWriting();
    const error = await thrownBy(InvalidRequestError, () => write({} as ResourceOperation[]));
    expect(error.message).toBe(
      "Invalid operations: it can't be iterated over. Expected an array, a generator or a stream.",
    );
  });
});
