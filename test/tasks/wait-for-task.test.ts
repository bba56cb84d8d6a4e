import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  ApiError,
  InvalidRequestError,
  MalformedResponseError,
  parseTaskId,
  TaskFailedError,
  TaskTimeoutError,
  waitForTask,
  type Receipt,
  type TaskLook,
  type TaskSource,
  type WaitForTaskOptions,
} from "../../src/index.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { fetchFailed, refusal, type Scripted } from "../support/scripted-fetch.ts";
import { start } from "../support/start.ts";
import { testClock } from "../support/test-clock.ts";
import { receipt, sourceKey, taskId, taskIs } from "../support/task-answers.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

const notFound = () => Response.json({ code: 404, type: "NOT_FOUND", message: "no" }, { status: 404 });

function startWait(script: Scripted[], options: Partial<WaitForTaskOptions> = {}) {
  const { registry, clock, requests } = start(script, { retry: false });
  const looks: TaskLook[] = [];
  const startedAt = clock.now();
  const wait = () =>
    waitForTask(
      registry,
      { sourceKey, taskId },
      { deadlineMs: 60_000, clock, random: () => 1, onPoll: (look) => looks.push(look), ...options },
    );
  return { wait, clock, requests, looks, registry, elapsed: () => clock.now() - startedAt };
}

describe("waitForTask resolves with a task that ends as SUCCESS", () => {
  test("which it is at once, when it has ended already", async () => {
    const { wait, clock, requests, elapsed } = startWait([taskIs("SUCCESS")]);
    expect(await wait()).toStrictEqual({ taskId, status: "SUCCESS" });
    expect(requests.map(({ url }) => new URL(url).pathname + new URL(url).search)).toStrictEqual([
      `/sources/ehr-prod/v1/tasks/${taskId}?withReceipts=false`,
    ]);
    expect(elapsed()).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  test("after waits that grow by a half, from 250 ms to 5 s", async () => {
    const script = [...Array.from({ length: 10 }, () => taskIs("PENDING")), taskIs("SUCCESS")];
    const { wait, clock, looks } = startWait(script);
    await clock.settle(wait());
    const at = looks.map(({ elapsedMs }) => Math.round(elapsedMs));
    expect(at).toStrictEqual([0, 250, 625, 1188, 2031, 3297, 5195, 8043, 12314, 17314, 22314]);
    expect(looks.map(({ look }) => look)).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(clock.pending()).toBe(0);
  });

  test("after waits as it is told, each any time from a half of it", async () => {
    const waits = { backoffMs: 100, backoffFactor: 2, maxBackoffMs: 300, random: () => 0 };
    const { wait, clock, looks } = startWait(
      [...Array.from({ length: 4 }, () => taskIs("PENDING")), taskIs("SUCCESS")],
      waits,
    );
    await clock.settle(wait());
    expect(looks.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0, 50, 150, 300, 450]);
  });

  test("after waits that are never longer than maxBackoffMs, not even the first", async () => {
    const script = [...Array.from({ length: 3 }, () => taskIs("PENDING")), taskIs("SUCCESS")];
    const { wait, clock, looks } = startWait(script, { maxBackoffMs: 100 });
    await clock.settle(wait());
    expect(looks.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0, 100, 200, 300]);
  });

  test("with its receipts, which are asked for once it has ended", async () => {
    const receipts = [receipt("SUCCESS")];
    const { wait, clock, requests } = startWait([taskIs("PENDING"), taskIs("SUCCESS"), taskIs("SUCCESS", receipts)], {
      withReceipts: true,
    });
    expect(await clock.settle(wait())).toStrictEqual({ taskId, status: "SUCCESS", receipts });
    expect(requests.map(({ url }) => new URL(url).searchParams.get("withReceipts"))).toStrictEqual([
      "false",
      "false",
      "true",
    ]);
  });

  test.each([
    { name: "a text", reference: taskId },
    { name: "parsed", reference: parseTaskId(taskId) },
    { name: "parsed, of a form that is not known", reference: { ...parseTaskId("?"), raw: taskId } },
    { name: "a result", reference: { taskId, status: "ACCEPTED", task: parseTaskId(taskId) } },
  ])("given as $name", async ({ reference }) => {
    const { registry } = start([taskIs("SUCCESS")]);
    expect(await waitForTask(registry, { sourceKey, taskId: reference }, { deadlineMs: Infinity })).toMatchObject({
      taskId,
    });
  });

  test("whose id has a colon, which is encoded", async () => {
    const { registry, requests } = start([taskIs("SUCCESS")]);
    await waitForTask(registry, { sourceKey, taskId: "purge:2wil" }, { deadlineMs: 1 });
    expect(requests[0]?.url).toContain("/tasks/purge%3A2wil?");
  });
});

describe("what does not end the wait", () => {
  test.each([
    ...[408, 429, 500, 502, 503, 504].map((status) => ({ name: String(status), script: () => refusal(status) })),
    { name: "no connection", script: () => fetchFailed("ECONNREFUSED") },
    { name: "a connection that breaks", script: () => fetchFailed("ECONNRESET") },
    { name: "a look out of time", script: () => "stuck" as const },
  ])("$name", async ({ script }) => {
    const { wait, clock, looks } = startWait([script, taskIs("SUCCESS")], { timeoutMs: 100 });
    expect(await clock.settle(wait())).toMatchObject({ status: "SUCCESS" });
    expect(looks).toHaveLength(2);
    expect(looks[0]).toMatchObject({ taskId, look: 1, task: undefined, error: { operationId: "getTask" } });
    expect(looks[1]).toMatchObject({ look: 2, task: { status: "SUCCESS" }, error: undefined });
  });

  test("404, within 5 s of a submit, or as long as it is told", async () => {
    for (const [options, waited] of [
      [{}, 5_195],
      [{ notFoundGraceMs: 300 }, 625],
      [{ notFoundGraceMs: 0 }, 0],
    ] as const) {
      const { wait, clock, elapsed } = startWait([notFound], options);
      const error = await thrownBy(ApiError, () => clock.settle(wait()));
      expect(error).toMatchObject({ status: 404, type: "NOT_FOUND", operationId: "getTask" });
      expect(Math.round(elapsed())).toBe(waited);
      expect(clock.pending()).toBe(0);
    }
    const { wait, clock } = startWait([notFound, taskIs("SUCCESS")]);
    expect(await clock.settle(wait())).toMatchObject({ status: "SUCCESS" });
  });

  test.each([
    { name: "with a task that is PENDING", script: taskIs("PENDING", undefined, { "retry-after": "3" }) },
    { name: "with an error", script: () => refusal(503, { "retry-after": "3" }) },
  ])("a Retry-After $name is waited for", async ({ script }) => {
    const { wait, clock, looks } = startWait([script, taskIs("SUCCESS")]);
    await clock.settle(wait());
    expect(looks.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0, 3_000]);
  });
});

describe("what ends it", () => {
  test.each([400, 401, 403, 501])("%i", async (status) => {
    const { wait, requests } = startWait([() => refusal(status)]);
    expect(await thrownBy(ApiError, wait)).toMatchObject({ status });
    expect(requests).toHaveLength(1);
  });

  test.each([
    { name: "a status that is not known", answer: { taskId, status: "PAUSED" }, fault: "its status is none of" },
    {
      name: "receipts that are no list",
      answer: { taskId, status: "SUCCESS", receipts: {} },
      fault: "its receipts are",
    },
    { name: "no taskId", answer: { status: "SUCCESS" }, fault: "its body is no task, with a taskId" },
    { name: "no object", answer: [], fault: "its body is no task, with a taskId" },
  ])("$name", async ({ answer, fault }) => {
    const { wait, requests } = startWait([() => Response.json(answer)]);
    const error = await thrownBy(MalformedResponseError, wait);
    expect(error.message).toContain(fault);
    expect(requests).toHaveLength(1);
  });

  test.each([
    { name: "before it begins", after: undefined },
    { name: "between two looks", after: 100 },
  ])("the caller's signal, $name, with its own reason", async ({ after }) => {
    const reason = { not: "an error" };
    const controller = new AbortController();
    const { wait, clock, requests } = startWait([taskIs("PENDING")], { signal: controller.signal });
    if (after === undefined) controller.abort(reason);
    const end = thrown(wait);
    if (after !== undefined) {
      await clock.advance(after);
      controller.abort(reason);
    }
    expect(await end).toBe(reason);
    expect(requests).toHaveLength(after === undefined ? 0 : 1);
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toStrictEqual([]);
  });

  test("the caller's signal, during a look", async () => {
    const controller = new AbortController();
    const { wait, clock } = startWait([() => "stuck"], { signal: controller.signal });
    const end = thrown(wait);
    await clock.advance(10);
    controller.abort("enough");
    expect(await end).toBe("enough");
    await clock.advance(0);
    expect(clock.pending()).toBe(0);
  });

  const failure = new Error("the bar is broken");
  test.each([
    {
      name: "throws",
      onPoll() {
        throw failure;
      },
    },
    { name: "rejects", onPoll: () => Promise.reject(failure) },
  ])("an onPoll that $name", async ({ onPoll }) => {
    const { wait, clock } = startWait([taskIs("PENDING")], { onPoll });
    expect(await thrown(wait)).toBe(failure);
    expect(clock.pending()).toBe(0);
  });

  test("the caller's signal, by its onPoll, also at the look that sees the end", async () => {
    for (const status of ["PENDING", "SUCCESS"] as const) {
      const controller = new AbortController();
      const onPoll = () => {
        controller.abort("enough");
      };
      const { wait, clock, requests } = startWait([taskIs(status)], { signal: controller.signal, onPoll });
      expect(await thrown(wait)).toBe("enough");
      expect(requests).toHaveLength(1);
      expect(clock.pending()).toBe(0);
    }
  });
});

describe("a task that has failed is a TaskFailedError", () => {
  const many = (count: number, of: Receipt) => Array.from({ length: count }, () => of);

  test.each<{ name: string; status: "FAILURE" | "CANCELLED"; receipts: Receipt[]; said: string; outcome: string }>([
    {
      name: "some of many",
      status: "FAILURE",
      receipts: [
        ...many(117, receipt("SUCCESS")),
        receipt("FAILURE", "INVALID_ARGUMENT"),
        ...many(2, receipt("FAILURE", "ALREADY_EXISTS")),
      ],
      said:
        "ended as FAILURE: 3 of 120 operations failed: 2 ALREADY_EXISTS, 1 INVALID_ARGUMENT. " +
        "The others were carried out: mend what failed, and send only that again.",
      outcome: "unknown",
    },
    {
      name: "all",
      status: "FAILURE",
      receipts: [receipt("FAILURE", "NOT_FOUND"), receipt("CANCELLED"), receipt("FAILURE")],
      said:
        "ended as FAILURE: 3 of 3 operations failed: 1 NOT_FOUND, 1 CANCELLED, 1 without a reason. " +
        "Nothing was written: mend what failed, and send it again.",
      outcome: "not-done",
    },
    {
      name: "types that are not known",
      status: "FAILURE",
      receipts: [receipt("FAILURE", "TREA80010112")],
      said: "ended as FAILURE: 1 of 1 operations failed: 1 of another type. Nothing was written: mend what failed, and send it again.",
      outcome: "not-done",
    },
    {
      name: "cancelled",
      status: "CANCELLED",
      receipts: [],
      said: "ended as CANCELLED: 0 of 0 operations failed. Nothing was written: mend what failed, and send it again.",
      outcome: "not-done",
    },
    {
      name: "none of which it is said",
      status: "FAILURE",
      receipts: [],
      said: "ended as FAILURE, and its receipts do not tell what failed. Look for what was carried out before you send it again.",
      outcome: "unknown",
    },
  ])("$name", async ({ status, receipts, said, outcome }) => {
    const { wait, clock } = startWait([taskIs("PENDING"), taskIs(status), taskIs(status, receipts)]);
    const error = await thrownBy(TaskFailedError, () => clock.settle(wait()));
    expect(error.message).toBe(`The task ${taskId} ${said}`);
    expect(error).toMatchObject({
      name: "TaskFailedError",
      taskId,
      status,
      outcome,
      operationId: "getTask",
      attempts: 3,
    });
    expect(error.receipts).toStrictEqual(receipts.filter((each) => each.status !== "SUCCESS"));
    for (const text of [inspect(error, { showHidden: true, depth: 9 }), JSON.stringify(error), String(error.stack)]) {
      expect(text).not.toContain("TREA80010112");
    }
    expect(clock.pending()).toBe(0);
  });

  test("of a bundle nothing was written, whatever its receipts say", async () => {
    const { registry } = start([taskIs("FAILURE"), taskIs("FAILURE", [receipt("SUCCESS"), receipt("FAILURE")])]);
    const wait = () =>
      againstTheContract(() => waitForTask(registry, { sourceKey, taskId: "bd_2wil" }, { deadlineMs: 1_000 }));
    expect(await thrownBy(TaskFailedError, wait)).toMatchObject({ taskId: "bd_2wil", outcome: "not-done" });
  });

  test("with errors that are null, as some write what is not there", async () => {
    const nothing = { error: null } as unknown as Partial<Receipt>;
    const { wait } = startWait([taskIs("FAILURE"), taskIs("FAILURE", [receipt("CANCELLED", undefined, nothing)])]);
    const error = await againstTheContract(() => thrownBy(TaskFailedError, wait));
    expect(error.message).toContain("1 of 1 operations failed: 1 CANCELLED.");
  });

  test.each([
    { name: "are refused", answer: () => refusal(403), cause: { name: "ApiError", status: 403 } },
    { name: "are no list", answer: () => Response.json([]), cause: { name: "MalformedResponseError" } },
  ])("without receipts, when they $name", async ({ answer, cause }) => {
    const { wait } = startWait([taskIs("CANCELLED"), answer]);
    const error = await againstTheContract(() => thrownBy(TaskFailedError, wait));
    expect(error.message).toBe(
      `The task ${taskId} ended as CANCELLED, and its receipts could not be read. Read them with getTask to see what was carried out.`,
    );
    expect(error).toMatchObject({ status: "CANCELLED", receipts: [], outcome: "not-done", cause });
  });

  test("unless its receipts are not waited for: an abort, and what onPoll throws, end it as ever", async () => {
    const controller = new AbortController();
    const aborted = startWait([taskIs("FAILURE"), () => "stuck"], { signal: controller.signal });
    const end = thrown(aborted.wait);
    await aborted.clock.advance(10);
    // Also when the reason is an error of ours.
    const reason = new InvalidRequestError("page", "it was closed.");
    controller.abort(reason);
    expect(await end).toBe(reason);

    const failure = new Error("the bar is broken");
    const onPoll = ({ look }: TaskLook) => (look === 2 ? Promise.reject(failure) : undefined);
    expect(await thrown(startWait([taskIs("FAILURE")], { onPoll }).wait)).toBe(failure);
  });

  test("without receipts, when they do not come in time", async () => {
    const { wait, clock, elapsed } = startWait([taskIs("FAILURE"), () => refusal(503)], { deadlineMs: 3_000 });
    const error = await thrownBy(TaskFailedError, () => clock.settle(wait()));
    expect(error.message).toBe(
      `The task ${taskId} ended as FAILURE, and its receipts could not be read. Read them with getTask to see what was carried out.`,
    );
    const cause = { name: "TaskTimeoutError", cause: { name: "ApiError", status: 503 } };
    expect(error).toMatchObject({ status: "FAILURE", receipts: [], outcome: "unknown", attempts: 7, cause });
    expect(elapsed()).toBe(3_000);
  });
});

describe("an onPoll", () => {
  test("is waited for", async () => {
    const { registry, clock } = start([taskIs("PENDING"), taskIs("SUCCESS")]);
    const seen: string[] = [];
    const onPoll = async ({ look }: TaskLook) => {
      seen.push(`look ${String(look)}`);
      await new Promise<void>((done) => clock.setTimeout(done, 1_000));
      seen.push(`told ${String(look)}`);
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

describe("a task that does not end in time is a TaskTimeoutError", () => {
  test("which tells that it may still complete, and its id", async () => {
    const { wait, clock, looks, elapsed } = startWait([taskIs("PENDING")], { deadlineMs: 2_000 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error.message).toBe(
      `The task ${taskId} did not end within 2000 ms (deadlineMs): it was last seen as PENDING. ` +
        "It may still complete: wait for it again by its taskId.",
    );
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
      onPoll({ look, elapsedMs }: TaskLook) {
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

  test("in the middle of a look, and of a task that was never seen", async () => {
    const { wait, clock, elapsed } = startWait([() => "stuck"], { deadlineMs: 500 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error.message).toContain("within 500 ms (deadlineMs): it could not be looked at. It may still complete");
    expect(error.status).toBeUndefined();
    expect(error.cause).toBeUndefined();
    expect(elapsed()).toBe(500);
    expect(clock.pending()).toBe(0);
  });

  test("with the error of the last look as its cause", async () => {
    const { wait, clock } = startWait([() => fetchFailed("ECONNREFUSED")], { deadlineMs: 1_000 });
    const error = await thrownBy(TaskTimeoutError, () => clock.settle(wait()));
    expect(error.cause).toMatchObject({ name: "ConnectionError", operationId: "getTask" });
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
      message: "Invalid backoffFactor: it is not a number from 1. Expected one.",
    },
    {
      options: { deadlineMs: 1, notFoundGraceMs: -1 },
      message: "Invalid notFoundGraceMs: it is not a number from 0. Expected one.",
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
    { reference: "a/b", fault: "it has a slash, which would lead to another path" },
    { reference: "..", fault: "it is a dot segment, which would lead to another path" },
    { reference: { raw: "" }, fault: "it is empty" },
    { reference: null, fault: "it is no taskId" },
    { reference: 5, fault: "it is no taskId" },
    { reference: { id: "x" }, fault: "it is no taskId" },
  ])("the taskId $reference", async ({ reference, fault }) => {
    const { registry, requests } = start([taskIs("SUCCESS")]);
    const wait = () => waitForTask(registry, { sourceKey, taskId: reference as string }, { deadlineMs: 1_000 });
    const error = await thrownBy(InvalidRequestError, wait);
    expect(error.field).toBe("taskId");
    expect(error.message).toContain(fault);
    expect(requests).toHaveLength(0);
  });
});
