import { describe, expect, test } from "vitest";
import {
  InvalidRequestError,
  TaskTimeoutError,
  waitForTask,
  type TaskLook,
  type TaskSource,
  type WaitForTaskOptions,
} from "../../src/index.ts";
import { start } from "../support/start.ts";
import { testClock } from "../support/test-clock.ts";
import { sourceKey, taskId, taskIs } from "../support/task-answers.ts";
import { thrownBy } from "../support/thrown.ts";

describe("an onPoll", () => {
  test("is waited for", async () => {
    const { registry, clock } = start([taskIs("PENDING"), taskIs("SUCCESS")]);
    const seen: string[] = [];
    const onPoll = async ({ look }: TaskLook) => {
      seen.push(`look ${look}`);
      await new Promise<void>((done) => clock.setTimeout(done, 1_000));
      seen.push(`told ${look}`);
    };
    await clock.settle(waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000, clock, onPoll }));
    expect(seen).toStrictEqual(["look 1", "told 1", "look 2", "told 2"]);
  });

  test("is told nothing after the end, also by what does not heed the signal", async () => {
    const clock = testClock();
    const looks: TaskLook[] = [];
    const deaf: TaskSource = {
      async getTask() {
        await new Promise<void>((done) => clock.setTimeout(done, 1_000));
        return { taskId, status: "PENDING" };
      },
    };
    const options = { deadlineMs: 500, clock, onPoll: (look: TaskLook) => looks.push(look) };
    await thrownBy(TaskTimeoutError, () => clock.settle(waitForTask(deaf, { sourceKey, taskId }, options)));
    await clock.advance(10_000);
    expect(looks).toStrictEqual([]);
    expect(clock.pending()).toBe(0);
  });
});

describe("input that can't be right is refused before anything is sent", () => {
  test.each<{ options: Record<string, unknown> | undefined; message: string }>([
    {
      options: undefined,
      message:
        "Invalid deadlineMs: it is missing. Expected how long to wait, in milliseconds, or Infinity: a task can wait for a person.",
    },
    {
      options: {},
      message:
        "Invalid deadlineMs: it is missing. Expected how long to wait, in milliseconds, or Infinity: a task can wait for a person.",
    },
    {
      options: { deadlineMs: 0 },
      message: "Invalid deadlineMs: it is not a number over 0. Expected milliseconds, or Infinity for no limit.",
    },
    {
      options: { deadlineMs: -1 },
      message: "Invalid deadlineMs: it is not a number over 0. Expected milliseconds, or Infinity for no limit.",
    },
    {
      options: { deadlineMs: "60000" },
      message: "Invalid deadlineMs: it is not a number over 0. Expected milliseconds, or Infinity for no limit.",
    },
    {
      options: { deadlineMs: NaN },
      message: "Invalid deadlineMs: it is not a number over 0. Expected milliseconds, or Infinity for no limit.",
    },
    {
      options: { deadlineMs: 1, backoffMs: -1 },
      message: "Invalid backoffMs: it is not a number over 0. Expected milliseconds, or Infinity for no limit.",
    },
    {
      options: { deadlineMs: 1, maxBackoffMs: "5" },
      message: "Invalid maxBackoffMs: it is not a number over 0. Expected milliseconds, or Infinity for no limit.",
    },
    {
      options: { deadlineMs: 1, backoffFactor: 0.5 },
      message:
        "Invalid backoffFactor: it is not a number from 1. Expected how much longer each wait is than the one before.",
    },
    {
      options: { deadlineMs: 1, notFoundGraceMs: -1 },
      message: "Invalid notFoundGraceMs: it is not a number from 0. Expected milliseconds, or 0 for not at all.",
    },
    {
      options: { deadlineMs: 1, signal: "stop" },
      message: "Invalid signal: it is not an AbortSignal. Expected the signal of an AbortController.",
    },
    {
      options: { deadlineMs: 1, timeoutMs: -1 },
      message: "Invalid timeoutMs: it is not a number over 0. Expected milliseconds, or Infinity for no limit.",
    },
    {
      options: { deadlineMs: 1, retry: { limit: NaN } },
      message: "Invalid retry.limit: it is not a whole number from 0. Expected how many retries to make at most.",
    },
    {
      options: { deadlineMs: 1, headers: { "x y": "z" } },
      message:
        "Invalid headers: one of them can't be sent. Expected names of letters, digits and hyphens, and values without line breaks " +
        "or characters that a header can't carry.",
    },
    {
      options: { deadlineMs: 1, onPoll: "log" },
      message: "Invalid onPoll: it is not a function. Expected one that takes a look.",
    },
    {
      options: { deadlineMs: 1, random: 0.5 },
      message: "Invalid random: it is not a function. Expected one that gives a number from 0 to 1.",
    },
    {
      options: { deadlineMs: 1, clock: Date },
      message: "Invalid clock: it is no clock. Expected one with now, setTimeout and clearTimeout.",
    },
  ])("$options", async ({ options, message }) => {
    const { registry, requests } = start([taskIs("SUCCESS")]);
    const wait = () => waitForTask(registry, { sourceKey, taskId }, options as unknown as WaitForTaskOptions);
    expect((await thrownBy(InvalidRequestError, wait)).message).toBe(message);
    expect(requests).toHaveLength(0);
  });

  test.each([
    { reference: "", fault: "it is empty" },
    { reference: "a/b", fault: "it has a slash or backslash, which would lead to another path" },
    { reference: "..", fault: "it is a dot segment, which would lead to another path" },
    { reference: { raw: "" }, fault: "it is empty" },
    { reference: null, fault: "it is no taskId" },
    { reference: 5, fault: "it is no taskId" },
    { reference: { id: "x" }, fault: "it is no taskId" },
    { reference: Promise.resolve(taskId), fault: "it is a promise. Put await before the call that gives it." },
  ])("the taskId $reference", async ({ reference, fault }) => {
    const { registry, requests } = start([taskIs("SUCCESS")]);
    const wait = () => waitForTask(registry, { sourceKey, taskId: reference as string }, { deadlineMs: 1_000 });
    const error = await thrownBy(InvalidRequestError, wait);
    expect(error.field).toBe("taskId");
    expect(error.message).toContain(fault);
    expect(requests).toHaveLength(0);
  });
});
