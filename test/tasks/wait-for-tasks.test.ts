import { describe, expect, test } from "vitest";
import {
  ApiError,
  InvalidRequestError,
  type Fetch,
  type RegistryEvent,
  type TaskOutcome,
  type TaskReference,
  type WaitForTasksOptions,
} from "../../src/index.ts";
import { waitForTasks } from "../support/client.ts";
import { clientOf } from "../support/start.ts";
import { sourceKey } from "../support/task-responses.ts";
import { testClock } from "../support/test-clock.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

/** A registry whose tasks end as SUCCESS at the given poll, or at the first. The task "lost" does not exist. */
function tasksOf(pollsOf: Readonly<Record<string, number>> = {}) {
  const polls = new Map<string, number>();
  const state = { underWay: 0, most: 0, polls };
  const fetch: Fetch = async (url) => {
    state.underWay += 1;
    state.most = Math.max(state.most, state.underWay);
    await new Promise((done) => setImmediate(done));
    state.underWay -= 1;
    const taskId = new URL(url).pathname.split("/").at(-1) ?? "";
    if (taskId === "lost") return Response.json({ code: 404, type: "NOT_FOUND", message: "no" }, { status: 404 });
    const poll = (polls.get(taskId) ?? 0) + 1;
    polls.set(taskId, poll);
    return Response.json({ taskId, status: poll < (pollsOf[taskId] ?? 1) ? "PENDING" : "SUCCESS" });
  };
  return { state, fetch };
}

function startWait(fetch: Fetch, tasks: Iterable<TaskReference> | AsyncIterable<TaskReference>, options: object = {}) {
  const clock = testClock();
  const registry = clientOf(fetch, { clock, deadlineMs: Infinity });
  const all: WaitForTasksOptions = { deadlineMs: 60_000, clock, random: () => 1, notFoundGraceMs: 0, ...options };
  return { clock, outcomes: () => waitForTasks(registry, { sourceKey }, tasks, all) };
}

async function collected(outcomes: AsyncIterable<TaskOutcome>): Promise<TaskOutcome[]> {
  const all: TaskOutcome[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
}

describe("waitForTasks", () => {
  test("yields each task once, when it ends, also one that fails", async () => {
    const { fetch } = tasksOf({ slow: 3, middle: 2 });
    const { clock, outcomes } = startWait(fetch, ["slow", "lost", "middle", "quick"]);
    const all = await clock.settle(collected(outcomes()));
    expect(all.map(({ taskId, ok }) => `${taskId} ${String(ok)}`)).toStrictEqual([
      "lost false",
      "quick true",
      "middle true",
      "slow true",
    ]);
    expect(all[0]).toMatchObject({ error: { name: "ApiError", status: 404 } });
    expect(all[3]).toMatchObject({ task: { taskId: "slow", status: "SUCCESS" } });
    expect(clock.pending()).toBe(0);
  });

  test.each([
    { options: {}, most: 16 },
    { options: { concurrency: 3 }, most: 3 },
  ])("polls a thousand tasks, $most at a time, and none delays the others", async ({ options, most }) => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `bk_${index}`);
    const { fetch, state } = tasksOf({ bk_0: 10 });
    // The clock runs during polls, and no task may reach its deadline.
    const patient = { deadlineMs: Infinity, timeoutMs: Infinity };
    const { clock, outcomes } = startWait(fetch, ids, { ...options, ...patient });
    const all = await clock.settle(collected(outcomes()));
    expect(new Set(all.map(({ taskId }) => taskId)).size).toBe(1_000);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1_000);
    expect(all.at(-1)?.taskId).toBe("bk_0");
    expect(state.most).toBe(most);
    expect(clock.pending()).toBe(0);
  });

  test("accepts an async iterable", async () => {
    async function* ids() {
      yield "a";
      await new Promise((done) => setImmediate(done));
      yield { taskId: "b" };
    }
    const { clock, outcomes } = startWait(tasksOf().fetch, ids());
    expect((await clock.settle(collected(outcomes()))).map(({ taskId }) => taskId)).toStrictEqual(["a", "b"]);
  });

  test("if the iterable throws, yields the tasks in progress, then throws its error", async () => {
    const failure = new Error("the file ends here");
    function* ids() {
      yield "slow";
      throw failure;
    }
    const { clock, outcomes } = startWait(tasksOf({ slow: 3 }).fetch, ids());
    const seen: string[] = [];
    const read = async () => {
      for await (const { taskId } of outcomes()) seen.push(taskId);
    };
    expect(await thrown(() => clock.settle(read()))).toBe(failure);
    expect(seen).toStrictEqual(["slow"]);
  });

  test("if the iterable throws at once, throws its error", async () => {
    const failure = new Error("there is no file");
    function* ids(): Generator<string> {
      throw failure;
    }
    const { outcomes } = startWait(tasksOf().fetch, ids());
    expect(await thrown(() => collected(outcomes()))).toBe(failure);
  });

  test("exiting the loop early ends every wait, and closes the iterable", async () => {
    let isLeft = false;
    function* ids() {
      try {
        for (;;) yield "quick";
      } finally {
        isLeft = true;
      }
    }
    const { clock, outcomes } = startWait(tasksOf({ quick: 2 }).fetch, ids());
    const read = async () => {
      for await (const outcome of outcomes()) return outcome;
      return undefined;
    };
    expect(await clock.settle(read())).toMatchObject({ ok: true });
    await clock.advance(0);
    expect(isLeft).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  test("exiting the loop early ends every wait, and waiting tasks are never polled", async () => {
    const { fetch } = tasksOf({ slow: 1_000 });
    const events: RegistryEvent[] = [];
    const clock = testClock();
    const registry = clientOf(fetch, { clock, onEvent: (event) => events.push(event) });
    const read = async () => {
      const ids = ["quick", ...Array.from({ length: 1_000 }, () => "slow")];
      for await (const { taskId } of waitForTasks(registry, { sourceKey }, ids, { deadlineMs: 60_000, clock }))
        return taskId;
      return undefined;
    };
    expect(await clock.settle(read())).toBe("quick");
    await clock.advance(60_000);
    const told = events.filter(({ attempt }) => attempt === 0);
    expect(told).toStrictEqual([]);
    expect(clock.pending()).toBe(0);
  });

  test("an abort ends it at once with the signal's reason, also while the iterable waits", async () => {
    const controller = new AbortController();
    async function* ids() {
      yield "slow";
      await new Promise(() => undefined);
    }
    const { clock, outcomes } = startWait(tasksOf({ slow: 1_000 }).fetch, ids(), { signal: controller.signal });
    const end = thrown(() => collected(outcomes()));
    await clock.advance(1_000);
    controller.abort("enough");
    expect(await end).toBe("enough");
    await clock.advance(0);
    expect(clock.pending()).toBe(0);
    expect(await thrown(() => collected(outcomes()))).toBe("enough");
  });

  test("an abort ends every wait, also while the consumer is busy", async () => {
    const controller = new AbortController();
    const { fetch, state } = tasksOf({ slow: 1_000 });
    const { clock, outcomes } = startWait(fetch, ["quick", "slow"], { signal: controller.signal });
    const waits = outcomes();
    expect(await clock.settle(waits.next())).toMatchObject({ value: { taskId: "quick" } });
    await clock.advance(1_000);
    const polls = state.polls.get("slow");
    controller.abort("enough");
    await clock.advance(10_000);
    expect(state.polls.get("slow")).toBe(polls);
    expect(clock.pending()).toBe(0);
    expect(await thrown(() => waits.next())).toBe("enough");
  });

  test.each([5, null, undefined, {}, "a/b", ""])("the invalid taskId %o does not stop the others", async (given) => {
    const { outcomes } = startWait(tasksOf().fetch, [given as string, "s_1"]);
    const ended = await collected(outcomes());
    expect(ended.find(({ ok }) => ok)).toMatchObject({ taskId: "s_1" });
    expect(ended.find(({ ok }) => !ok)).toMatchObject({
      taskId: typeof given === "string" ? given : "",
      error: { name: "InvalidRequestError", field: "taskId" },
    });
  });

  test.each([
    { options: { deadlineMs: undefined }, field: "deadlineMs" },
    { options: { concurrency: 0 }, field: "concurrency" },
    { options: { concurrency: NaN }, field: "concurrency" },
    { options: { concurrency: -1 }, field: "concurrency" },
    { options: { concurrency: 1.5 }, field: "concurrency" },
  ])("refuses $options at once", async ({ options, field }) => {
    const { outcomes } = startWait(tasksOf().fetch, [], options);
    expect((await thrownBy(InvalidRequestError, outcomes)).field).toBe(field);
  });

  test.each([undefined, null, 5, {}])("refuses %o for the taskIds at once", async (ids) => {
    const { outcomes } = startWait(tasksOf().fetch, ids as string[]);
    expect((await thrownBy(InvalidRequestError, outcomes)).field).toBe("taskIds");
  });

  test("ends with an error of this client that onPoll throws", async () => {
    const failure = new InvalidRequestError({ field: "page", reason: "it was closed." });
    const { outcomes, clock } = startWait(tasksOf().fetch, ["s_1"], { onPoll: () => Promise.reject(failure) });
    expect(await thrown(() => clock.settle(collected(outcomes())))).toBe(failure);
  });

  test("a task of another source fails with 404", async () => {
    const { outcomes, clock } = startWait(tasksOf().fetch, ["lost"]);
    const [outcome] = await clock.settle(collected(outcomes()));
    expect(outcome?.ok === false && outcome.error).toBeInstanceOf(ApiError);
  });
});
