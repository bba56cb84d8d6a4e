import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { InvalidRequestError, TaskFailedError, type Receipt, type TaskPoll } from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { start } from "../support/start.ts";
import { receipt, sourceKey, taskId, taskIs } from "../support/task-responses.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { startWait } from "../support/start-wait.ts";

describe("a failed task is a TaskFailedError", () => {
  const many = (count: number, of: Receipt) => Array.from({ length: count }, () => of);

  test.each<{ name: string; status: "FAILURE" | "CANCELLED"; receipts: Receipt[]; outcome: string }>([
    {
      name: "some of many",
      status: "FAILURE",
      receipts: [
        ...many(117, receipt("SUCCESS")),
        receipt("FAILURE", "INVALID_ARGUMENT"),
        ...many(2, receipt("FAILURE", "ALREADY_EXISTS")),
      ],
      outcome: "unknown",
    },
    {
      name: "all",
      status: "FAILURE",
      receipts: [receipt("FAILURE", "NOT_FOUND"), receipt("CANCELLED"), receipt("FAILURE")],
      outcome: "not-done",
    },
    {
      name: "unknown types",
      status: "FAILURE",
      receipts: [receipt("FAILURE", "TREA80010112")],
      outcome: "not-done",
    },
    {
      name: "cancelled",
      status: "CANCELLED",
      receipts: [],
      outcome: "not-done",
    },
    {
      name: "no receipts",
      status: "FAILURE",
      receipts: [],
      outcome: "unknown",
    },
  ])("$name", async ({ status, receipts, outcome }) => {
    const { wait, clock } = startWait([taskIs("PENDING"), taskIs(status), taskIs(status, receipts)]);
    const error = await thrownBy(TaskFailedError, () => clock.settle(wait()));
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

  test.each(["FAILURE", "CANCELLED"] as const)("B2: the outcome of a bundle that is %s is not-done", async (status) => {
    const bundle = "bd_2wil2zeXT0V0wAw25pb9Xqha5qw";
    const { registry } = start([taskIs(status), taskIs(status)]);
    const wait = () => waitForTask(registry, { sourceKey, taskId: bundle }, { deadlineMs: 1_000 });
    expect(await thrownBy(TaskFailedError, wait)).toMatchObject({ outcome: "not-done" });
  });

  test("B2: the outcome of a bundle is unknown if a receipt says that something was or may be written", async () => {
    const bundle = "bd_2wil2zeXT0V0wAw25pb9Xqha5qw";
    const { registry } = start([taskIs("FAILURE"), taskIs("FAILURE", [receipt("SUCCESS"), receipt("FAILURE")])]);
    const wait = () =>
      againstTheContract(() => waitForTask(registry, { sourceKey, taskId: bundle }, { deadlineMs: 1_000 }));
    expect(await thrownBy(TaskFailedError, wait)).toMatchObject({ taskId: bundle, outcome: "unknown" });
  });

  test("with null instead of an absent error", async () => {
    const nothing = { error: null } as unknown as Partial<Receipt>;
    const { wait } = startWait([taskIs("FAILURE"), taskIs("FAILURE", [receipt("CANCELLED", undefined, nothing)])]);
    const error = await againstTheContract(() => thrownBy(TaskFailedError, wait));
    expect(error).toMatchObject({ status: "FAILURE", outcome: "not-done" });
    expect(error.receipts).toStrictEqual([receipt("CANCELLED")]);
  });

  test.each([
    { name: "can't be read", response: () => errorResponse(403), cause: { name: "ApiError", status: 403 } },
    { name: "are not a list", response: () => Response.json([]), cause: { name: "MalformedResponseError" } },
  ])("without receipts, if they $name", async ({ response, cause }) => {
    const { wait } = startWait([taskIs("CANCELLED"), response]);
    const error = await againstTheContract(() => thrownBy(TaskFailedError, wait));
    expect(error).toMatchObject({ status: "CANCELLED", receipts: [], outcome: "not-done", cause });
  });

  test("an abort, or an error of onPoll, ends the wait for the receipts", async () => {
    const controller = new AbortController();
    const aborted = startWait([taskIs("FAILURE"), () => "stuck"], { signal: controller.signal });
    const end = thrown(aborted.wait);
    await aborted.clock.advance(10);
    // Also if the reason is an error of this client.
    const reason = new InvalidRequestError({ field: "page", reason: "it was closed." });
    controller.abort(reason);
    expect(await end).toBe(reason);

    const failure = new Error("the bar is broken");
    const onPoll = ({ attempt }: TaskPoll) => (attempt === 2 ? Promise.reject(failure) : undefined);
    expect(await thrown(startWait([taskIs("FAILURE")], { onPoll }).wait)).toBe(failure);

    // Also if it is an error of this client, such as of a call that the hook makes.
    const refused = ({ attempt }: TaskPoll) => (attempt === 2 ? Promise.reject(reason) : undefined);
    expect(await thrown(startWait([taskIs("FAILURE")], { onPoll: refused }).wait)).toBe(reason);
  });

  test("without receipts, if they do not arrive in time", async () => {
    const { wait, clock, elapsed } = startWait([taskIs("FAILURE"), () => errorResponse(503)], { deadlineMs: 3_000 });
    const error = await thrownBy(TaskFailedError, () => clock.settle(wait()));
    const cause = { name: "TaskTimeoutError", cause: { name: "ApiError", status: 503 } };
    expect(error).toMatchObject({ status: "FAILURE", receipts: [], outcome: "unknown", attempts: 7, cause });
    expect(elapsed()).toBe(3_000);
  });
});
