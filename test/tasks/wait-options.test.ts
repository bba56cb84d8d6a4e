import { describe, expect, test } from "vitest";
import {
  InvalidRequestError,
  TaskTimeoutError,
  type TaskPoll,
  type TaskClient,
  type WaitForTaskOptions,
} from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { start } from "../support/start.ts";
import { testClock } from "../support/test-clock.ts";
import { sourceKey, taskId, taskIs } from "../support/task-responses.ts";
import { thrownBy } from "../support/thrown.ts";

describe("onPoll", () => {
  test("is awaited", async () => {
    const { registry, clock } = start([taskIs("PENDING"), taskIs("SUCCESS")]);
    const seen: string[] = [];
    const onPoll = async ({ attempt }: TaskPoll) => {
      seen.push(`poll ${attempt}`);
      await new Promise<void>((done) => clock.setTimeout(done, 1_000));
      seen.push(`done ${attempt}`);
    };
    await clock.settle(waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000, clock, onPoll }));
    expect(seen).toStrictEqual(["poll 1", "done 1", "poll 2", "done 2"]);
  });

  test("is not called after the end, even if a stub ignores the signal", async () => {
    const clock = testClock();
    const polls: TaskPoll[] = [];
    const deaf: TaskClient = {
      async getTask() {
        await new Promise<void>((done) => clock.setTimeout(done, 1_000));
        return { taskId, status: "PENDING" };
      },
    };
    const options = { deadlineMs: 500, clock, onPoll: (poll: TaskPoll) => polls.push(poll) };
    await thrownBy(TaskTimeoutError, () => clock.settle(waitForTask(deaf, { sourceKey, taskId }, options)));
    await clock.advance(10_000);
    expect(polls).toStrictEqual([]);
    expect(clock.pending()).toBe(0);
  });
});

describe("refuses invalid input before anything is sent", () => {
  test.each<{ options: Record<string, unknown> | undefined; field: string }>([
    {
      options: undefined,
      field: "deadlineMs",
    },
    {
      options: {},
      field: "deadlineMs",
    },
    {
      options: { deadlineMs: 0 },
      field: "deadlineMs",
    },
    {
      options: { deadlineMs: -1 },
      field: "deadlineMs",
    },
    {
      options: { deadlineMs: "60000" },
      field: "deadlineMs",
    },
    {
      options: { deadlineMs: NaN },
      field: "deadlineMs",
    },
    {
      options: { deadlineMs: 1, backoffMs: -1 },
      field: "backoffMs",
    },
    {
      options: { deadlineMs: 1, maxBackoffMs: "5" },
      field: "maxBackoffMs",
    },
    {
      options: { deadlineMs: 1, backoffFactor: 0.5 },
      field: "backoffFactor",
    },
    {
      options: { deadlineMs: 1, notFoundGraceMs: -1 },
      field: "notFoundGraceMs",
    },
    {
      options: { deadlineMs: 1, signal: "stop" },
      field: "signal",
    },
    {
      options: { deadlineMs: 1, timeoutMs: -1 },
      field: "timeoutMs",
    },
    {
      options: { deadlineMs: 1, retry: { limit: NaN } },
      field: "retry.limit",
    },
    {
      options: { deadlineMs: 1, headers: { "x y": "z" } },
      field: "headers",
    },
    {
      options: { deadlineMs: 1, onPoll: "log" },
      field: "onPoll",
    },
    {
      options: { deadlineMs: 1, random: 0.5 },
      field: "random",
    },
    {
      options: { deadlineMs: 1, clock: Date },
      field: "clock",
    },
  ])("$options", async ({ options, field }) => {
    const { registry, requests } = start([taskIs("SUCCESS")]);
    const wait = () => waitForTask(registry, { sourceKey, taskId }, options as unknown as WaitForTaskOptions);
    expect((await thrownBy(InvalidRequestError, wait)).field).toBe(field);
    expect(requests).toHaveLength(0);
  });

  test.each([
    { reference: "", operationId: "getTask" },
    { reference: "a/b", operationId: "getTask" },
    { reference: "..", operationId: "getTask" },
    { reference: { raw: "" }, operationId: "getTask" },
    { reference: null, operationId: undefined },
    { reference: 5, operationId: undefined },
    { reference: { id: "x" }, operationId: undefined },
    { reference: Promise.resolve(taskId), operationId: undefined },
  ])("the taskId $reference", async ({ reference, operationId }) => {
    const { registry, requests } = start([taskIs("SUCCESS")]);
    const wait = () => waitForTask(registry, { sourceKey, taskId: reference as string }, { deadlineMs: 1_000 });
    const error = await thrownBy(InvalidRequestError, wait);
    expect(error).toMatchObject({ field: "taskId", operationId, attempts: 0, outcome: "not-done" });
    expect(requests).toHaveLength(0);
  });
});
