import { describe, expect, test } from "vitest";
import { TaskTimeoutError, type TaskPoll } from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { fetchFailed, errorResponse } from "../support/scripted-fetch.ts";
import { start } from "../support/start.ts";
import { sourceKey, taskId, taskIs } from "../support/task-responses.ts";
import { thrownBy } from "../support/thrown.ts";
import { startWait } from "../support/start-wait.ts";

const notFound = () => Response.json({ code: 404, type: "NOT_FOUND", message: "no" }, { status: 404 });

describe("a task that does not end within deadlineMs is a TaskTimeoutError", () => {
  test("it has the taskId, and says that the task may still complete", async () => {
    const { wait, clock, polls, elapsed } = startWait([taskIs("PENDING")], { deadlineMs: 2_000 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 2_000, status: "PENDING", outcome: "unknown" });
    expect(error.cause).toBeUndefined();
    expect(elapsed()).toBe(2_000);
    // The last wait would end at 2,031 ms; it ends a little before the deadline instead.
    expect(polls.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0, 250, 625, 1187.5, 1_750]);
    expect(error.attempts).toBe(5);
    expect(clock.pending()).toBe(0);
  });

  test("also on a clock that is set back, after the same number of polls", async () => {
    const { registry, clock } = start([taskIs("PENDING")], { retry: false });
    let setBackMs = 0;
    let polls = 0;
    const options = {
      deadlineMs: 10_000,
      clock: { ...clock, now: () => clock.now() - setBackMs },
      random: () => 1,
      onPoll({ attempt, elapsedMs }: TaskPoll) {
        polls = attempt;
        expect(elapsedMs).toBeGreaterThanOrEqual(0);
        if (attempt === 3) setBackMs = 3_600_000;
      },
    };
    const startedAt = clock.now();
    await thrownBy(TaskTimeoutError, () => clock.settle(waitForTask(registry, { sourceKey, taskId }, options)));
    expect(clock.now() - startedAt).toBe(10_000);
    expect(polls).toBe(8);
    expect(clock.pending()).toBe(0);
  });

  test("after fewer than 1,000 polls an hour, at most 5 s apart", async () => {
    const { wait, clock, polls } = startWait([taskIs("PENDING")], { deadlineMs: 3_600_000 });
    await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    const waits = polls.map(({ elapsedMs }, index) => elapsedMs - (polls[index - 1]?.elapsedMs ?? 0));
    expect(polls).toHaveLength(727);
    expect(Math.max(...waits)).toBe(5_000);
  });

  test("if the source has no such task, it says what to check", async () => {
    const { wait, clock } = startWait([notFound], { deadlineMs: 800 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 800, status: undefined, outcome: "unknown" });
    expect(error.cause).toMatchObject({ name: "ApiError", status: 404 });
  });

  test("in the middle of the first poll", async () => {
    const { wait, clock, elapsed } = startWait([() => "stuck"], { deadlineMs: 500 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 500 });
    expect(error.status).toBeUndefined();
    expect(error.cause).toBeUndefined();
    expect(elapsed()).toBe(500);
    expect(clock.pending()).toBe(0);
  });

  test("with the error of the last poll as the cause", async () => {
    const { wait, clock } = startWait([() => fetchFailed("ECONNREFUSED")], { deadlineMs: 1_000 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error.cause).toMatchObject({
      name: "ConnectionError",
      operationId: "getTask",
      cause: { code: "ECONNREFUSED" },
    });
  });

  test.each([
    {
      name: "a failed connection",
      before: [() => fetchFailed("ECONNREFUSED")],
      cause: { name: "ConnectionError" },
    },
    {
      name: "an error of the registry",
      before: [() => errorResponse(503)],
      cause: { name: "ApiError", status: 503 },
    },
    {
      name: "no such task",
      before: [notFound],
      cause: { name: "ApiError", status: 404 },
    },
    {
      name: "an error after it was seen",
      before: [taskIs("PENDING"), () => errorResponse(503)],
      status: "PENDING",
      cause: { name: "ApiError", status: 503 },
    },
    {
      name: "an error before it was seen",
      before: [() => errorResponse(503), taskIs("PENDING")],
      status: "PENDING",
      cause: undefined,
    },
  ])("in the middle of the poll after $name", async ({ before, status, cause }) => {
    const { wait, clock } = startWait([...before, () => "stuck"], { deadlineMs: 1_000 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 1_000, status, outcome: "unknown" });
    if (cause === undefined) expect(error.cause).toBeUndefined();
    else expect(error.cause).toMatchObject(cause);
  });

  test("if the receipts of a success do not arrive in time", async () => {
    const { wait, clock } = startWait([taskIs("SUCCESS"), () => errorResponse(503)], {
      deadlineMs: 1_000,
      withReceipts: true,
    });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ status: "SUCCESS", cause: { name: "ApiError" } });
  });
});
