import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { ApiError, MalformedResponseError, parseTaskId } from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { fetchFailed, errorResponse } from "../support/scripted-fetch.ts";
import { start } from "../support/start.ts";
import { receipt, sourceKey, taskId, taskIs } from "../support/task-responses.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { startWait } from "../support/start-wait.ts";

const notFound = () => Response.json({ code: 404, type: "NOT_FOUND", message: "no" }, { status: 404 });

describe("waitForTask resolves with a task that ends as SUCCESS", () => {
  test("at once, if it has ended already", async () => {
    const { wait, clock, requests, elapsed } = startWait([taskIs("SUCCESS")]);
    expect(await wait()).toStrictEqual({ taskId, status: "SUCCESS" });
    expect(requests.map(({ url }) => new URL(url).pathname + new URL(url).search)).toStrictEqual([
      `/sources/ehr-prod/v1/tasks/${taskId}?withReceipts=false`,
    ]);
    expect(elapsed()).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  test("after waits that grow by half, from 250 ms to 5 s", async () => {
    const script = [...Array.from({ length: 10 }, () => taskIs("PENDING")), taskIs("SUCCESS")];
    const { wait, clock, polls } = startWait(script);
    await clock.settle(wait());
    const at = polls.map(({ elapsedMs }) => Math.round(elapsedMs));
    expect(at).toStrictEqual([0, 250, 625, 1188, 2031, 3297, 5195, 8043, 12314, 17314, 22314]);
    expect(polls.map(({ attempt }) => attempt)).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(clock.pending()).toBe(0);
  });

  test("after waits that the options set, each shortened by up to half", async () => {
    const waits = { backoffMs: 100, backoffFactor: 2, maxBackoffMs: 300, random: () => 0 };
    const { wait, clock, polls } = startWait(
      [...Array.from({ length: 4 }, () => taskIs("PENDING")), taskIs("SUCCESS")],
      waits,
    );
    await clock.settle(wait());
    expect(polls.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0, 50, 150, 300, 450]);
  });

  test("after waits of at most maxBackoffMs, including the first", async () => {
    const script = [...Array.from({ length: 3 }, () => taskIs("PENDING")), taskIs("SUCCESS")];
    const { wait, clock, polls } = startWait(script, { maxBackoffMs: 100 });
    await clock.settle(wait());
    expect(polls.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([0, 100, 200, 300]);
  });

  test("with its receipts, which are requested once it has ended", async () => {
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
    { name: "a string", reference: taskId },
    { name: "parsed", reference: parseTaskId(taskId) },
    { name: "parsed, of an unknown form", reference: { ...parseTaskId("?"), raw: taskId } },
    { name: "a result", reference: { taskId, status: "ACCEPTED", task: parseTaskId(taskId) } },
  ])("given as $name", async ({ reference }) => {
    const { registry } = start([taskIs("SUCCESS")]);
    expect(await waitForTask(registry, { sourceKey, taskId: reference }, { deadlineMs: Infinity })).toMatchObject({
      taskId,
    });
  });

  test("and encodes a colon in the taskId", async () => {
    const { registry, requests } = start([() => Response.json({ taskId: "purge:2wil", status: "SUCCESS" })]);
    await waitForTask(registry, { sourceKey, taskId: "purge:2wil" }, { deadlineMs: 1 });
    expect(requests[0]?.url).toContain("/tasks/purge%3A2wil?");
  });
});

describe("the wait continues after", () => {
  test.each([
    ...[408, 429, 500, 502, 503, 504].map((status) => ({ name: String(status), script: () => errorResponse(status) })),
    { name: "no connection", script: () => fetchFailed("ECONNREFUSED") },
    { name: "a connection that is cut off", script: () => fetchFailed("ECONNRESET") },
    { name: "a poll that times out", script: () => "stuck" as const },
  ])("$name", async ({ script }) => {
    const { wait, clock, polls } = startWait([script, taskIs("SUCCESS")], { timeoutMs: 100 });
    expect(await clock.settle(wait())).toMatchObject({ status: "SUCCESS" });
    expect(polls).toHaveLength(2);
    expect(polls[0]).toMatchObject({ taskId, attempt: 1, task: undefined, error: { operationId: "getTask" } });
    expect(polls[1]).toMatchObject({ attempt: 2, task: { status: "SUCCESS" }, error: undefined });
  });

  test("a 404 within 5 s, or within notFoundGraceMs", async () => {
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
    { name: "with an error", script: () => errorResponse(503, { "retry-after": "3" }) },
  ])("a Retry-After $name is waited for", async ({ script }) => {
    const { wait, clock, polls } = startWait([script, taskIs("SUCCESS")]);
    await clock.settle(wait());
    expect(polls[0]?.elapsedMs).toBe(0);
    expect(polls[1]?.elapsedMs).toBeGreaterThanOrEqual(3_000);
    expect(polls[1]?.elapsedMs).toBeLessThanOrEqual(3_600);
  });
});

describe("the wait ends with", () => {
  test.each([400, 401, 403, 501])("%i", async (status) => {
    const { wait, requests } = startWait([() => errorResponse(status)]);
    expect(await thrownBy(ApiError, wait)).toMatchObject({ status });
    expect(requests).toHaveLength(1);
  });

  test.each([
    { name: "no status", response: { taskId } },
    {
      name: "receipts that are not a list",
      response: { taskId, status: "SUCCESS", receipts: {} },
    },
    { name: "not an object", response: [] },
  ])("$name", async ({ response }) => {
    const { wait, requests } = startWait([() => Response.json(response)]);
    const error = await thrownBy(MalformedResponseError, wait);
    expect(error).toMatchObject({ operationId: "getTask", status: 200, outcome: "not-done" });
    expect(requests).toHaveLength(1);
  });

  test.each([
    { name: "before it begins", after: undefined },
    { name: "between two polls", after: 100 },
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

  test("an abort during a poll", async () => {
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

  test("an abort in onPoll, also at the last poll", async () => {
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
