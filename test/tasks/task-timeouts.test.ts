import { describe, expect, test } from "vitest";
import { TaskTimeoutError, type TaskPoll } from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { fetchFailed, refusal } from "../support/scripted-fetch.ts";
import { start } from "../support/start.ts";
import { sourceKey, taskId, taskIs } from "../support/task-answers.ts";
import { thrownBy } from "../support/thrown.ts";
import { startWait } from "../support/start-wait.ts";

const notFound = () => Response.json({ code: 404, type: "NOT_FOUND", message: "no" }, { status: 404 });

describe("a task that does not end in time is a TaskTimeoutError", () => {
  test("which tells that it may still complete, and its id", async () => {
    const { wait, clock, looks, elapsed } = startWait([taskIs("PENDING")], { deadlineMs: 2_000 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 2_000, status: "PENDING", outcome: "unknown" });
    expect(error.cause).toBeUndefined();
    expect(elapsed()).toBe(2_000);
    // The last wait would end at 2,031 ms; it ends a little before the deadline instead.
    expect(looks.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0, 250, 625, 1187.5, 1_750]);
    expect(error.attempts).toBe(5);
    expect(clock.pending()).toBe(0);
  });

  test("after its time also on a clock that is set back, and after no more looks", async () => {
    const { registry, clock } = start([taskIs("PENDING")], { retry: false });
    let setBackMs = 0;
    let looks = 0;
    const options = {
      deadlineMs: 10_000,
      clock: { ...clock, now: () => clock.now() - setBackMs },
      random: () => 1,
      onPoll({ attempt: look, elapsedMs }: TaskPoll) {
        looks = look;
        expect(elapsedMs).toBeGreaterThanOrEqual(0);
        if (look === 3) setBackMs = 3_600_000;
      },
    };
    const startedAt = clock.now();
    await thrownBy(TaskTimeoutError, () => clock.settle(waitForTask(registry, { sourceKey, taskId }, options)));
    expect(clock.now() - startedAt).toBe(10_000);
    expect(looks).toBe(8);
    expect(clock.pending()).toBe(0);
  });

  test("after fewer than a thousand looks an hour, none more than 5 s behind the one before", async () => {
    const { wait, clock, looks } = startWait([taskIs("PENDING")], { deadlineMs: 3_600_000 });
    await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    const waits = looks.map(({ elapsedMs }, index) => elapsedMs - (looks[index - 1]?.elapsedMs ?? 0));
    expect(looks).toHaveLength(727);
    expect(Math.max(...waits)).toBe(5_000);
  });

  test("of which the source has none, which tells what to check", async () => {
    const { wait, clock } = startWait([notFound], { deadlineMs: 800 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 800, status: undefined, outcome: "unknown" });
    expect(error.cause).toMatchObject({ name: "ApiError", status: 404 });
  });

  test("in the middle of a look, and of a task that was never seen", async () => {
    const { wait, clock, elapsed } = startWait([() => "stuck"], { deadlineMs: 500 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 500 });
    expect(error.status).toBeUndefined();
    expect(error.cause).toBeUndefined();
    expect(elapsed()).toBe(500);
    expect(clock.pending()).toBe(0);
  });

  test("with the error of the last look as its cause", async () => {
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
      before: [() => refusal(503)],
      cause: { name: "ApiError", status: 503 },
    },
    {
      name: "no such task",
      before: [notFound],
      cause: { name: "ApiError", status: 404 },
    },
    {
      name: "an error after it was seen",
      before: [taskIs("PENDING"), () => refusal(503)],
      status: "PENDING",
      cause: { name: "ApiError", status: 503 },
    },
    {
      name: "an error before it was seen",
      before: [() => refusal(503), taskIs("PENDING")],
      status: "PENDING",
      cause: undefined,
    },
  ])("in the middle of the look after $name", async ({ before, status, cause }) => {
    const { wait, clock } = startWait([...before, () => "stuck"], { deadlineMs: 1_000 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ taskId, deadlineMs: 1_000, status, outcome: "unknown" });
    if (cause === undefined) expect(error.cause).toBeUndefined();
    else expect(error.cause).toMatchObject(cause);
  });

  test("of a success whose receipts do not come in time", async () => {
    const { wait, clock } = startWait([taskIs("SUCCESS"), () => refusal(503)], {
      deadlineMs: 1_000,
      withReceipts: true,
    });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error).toMatchObject({ status: "SUCCESS", cause: { name: "ApiError" } });
  });
});
