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
import { sourceKey, taskId, taskIs } from "../support/task-answers.ts";
import { thrownBy } from "../support/thrown.ts";

describe("an onPoll", () => {
  test("is waited for", async () => {
    const { registry, clock } = start([taskIs("PENDING"), taskIs("SUCCESS")]);
    const seen: string[] = [];
    const onPoll = async ({ attempt: look }: TaskPoll) => {
      seen.push(`look ${look}`);
      await new Promise<void>((done) => clock.setTimeout(done, 1_000));
      seen.push(`told ${look}`);
    };
    await clock.settle(waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000, clock, onPoll }));
    expect(seen).toStrictEqual(["look 1", "told 1", "look 2", "told 2"]);
  });

  test("is told nothing after the end, also by what does not heed the signal", async () => {
    const clock = testClock();
    const looks: TaskPoll[] = [];
    const deaf: TaskClient = {
      async getTask() {
        await new Promise<void>((done) => clock.setTimeout(done, 1_000));
        return { taskId, status: "PENDING" };
      },
    };
    const options = { deadlineMs: 500, clock, onPoll: (look: TaskPoll) => looks.push(look) };
    await thrownBy(TaskTimeoutError, () => clock.settle(waitForTask(deaf, { sourceKey, taskId }, options)));
    await clock.advance(10_000);
    expect(looks).toStrictEqual([]);
    expect(clock.pending()).toBe(0);
  });
});

describe("input that can't be right is refused before anything is sent", () => {
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
