import { describe, expect, test } from "vitest";
import type { TaskOutcome } from "../../src/index.ts";
import { waitForTask, waitForTasks } from "../support/client.ts";
import { start } from "../support/start.ts";
import { sourceKey, taskId, taskIs } from "../support/task-responses.ts";
import { testClock } from "../support/test-clock.ts";
import { clientOf } from "../support/start.ts";

describe("B1: waitForTasks", () => {
  test("polls each of 3,000 finished tasks, even if the others take long", async () => {
    const clock = testClock();
    const polled = new Set<string>();
    const registry = clientOf(
      async (url) => {
        const id = decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
        polled.add(id);
        await new Promise<void>((done) => clock.setTimeout(done, 50));
        return Response.json({ taskId: id, status: "SUCCESS" });
      },
      { clock },
    );
    const ids = Array.from({ length: 300 }, (_, n) => `bk_${n}`);
    const outcomes: TaskOutcome[] = [];
    const consume = async () => {
      const waits = waitForTasks(registry, { sourceKey }, ids, { deadlineMs: 400, concurrency: 4, clock });
      for await (const outcome of waits) outcomes.push(outcome);
    };
    await clock.settle(consume());
    expect(outcomes.filter(({ ok }) => !ok)).toStrictEqual([]);
    expect(polled.size).toBe(300);
  });

  test("counts deadlineMs from the first poll, and only the polls that were made", async () => {
    const clock = testClock();
    const registry = clientOf(
      async (url) => {
        const id = new URL(url).pathname.split("/").at(-1) ?? "";
        await new Promise<void>((done) => clock.setTimeout(done, 100));
        return Response.json({ taskId: id, status: "PENDING" });
      },
      { clock },
    );
    const outcomes: TaskOutcome[] = [];
    const consume = async () => {
      const options = { deadlineMs: 150, backoffMs: 1_000, concurrency: 1, clock };
      for await (const outcome of waitForTasks(registry, { sourceKey }, ["bk_1", "bk_2", "bk_3"], options))
        outcomes.push(outcome);
    };
    await clock.settle(consume());
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ ok: false, error: { name: "TaskTimeoutError", attempts: 1, status: "PENDING" } });
    }
  });
});

test("B3: ignores a retryAfterMs in the body of a task: only the header counts", async () => {
  for (const retryAfterMs of ["soon", 3_600_000]) {
    const { registry, clock } = start([
      () => Response.json({ taskId, status: "PENDING", retryAfterMs }),
      taskIs("SUCCESS"),
    ]);
    const before = clock.now();
    await clock.settle(waitForTask(registry, { sourceKey, taskId }, { deadlineMs: Infinity, clock }));
    expect(clock.now() - before).toBeLessThan(1_000);
    const task = await start([() => Response.json({ taskId, status: "PENDING", retryAfterMs })]).registry.getTask({
      sourceKey,
      taskId,
    });
    expect(task).not.toHaveProperty("retryAfterMs");
  }
});
