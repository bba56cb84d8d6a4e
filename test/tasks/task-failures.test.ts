import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { InvalidRequestError, TaskFailedError, type Receipt, type TaskPoll } from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { refusal } from "../support/scripted-fetch.ts";
import { start } from "../support/start.ts";
import { receipt, sourceKey, taskId, taskIs } from "../support/task-answers.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { startWait } from "../support/start-wait.ts";

describe("a task that has failed is a TaskFailedError", () => {
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
      name: "types that are not known",
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
      name: "none of which it is said",
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

  test.each(["FAILURE", "CANCELLED"] as const)(
    "B2: of a bundle that is %s without such a receipt nothing was",
    async (status) => {
      const bundle = "bd_2wil2zeXT0V0wAw25pb9Xqha5qw";
      const { registry } = start([taskIs(status), taskIs(status)]);
      const wait = () => waitForTask(registry, { sourceKey, taskId: bundle }, { deadlineMs: 1_000 });
      expect(await thrownBy(TaskFailedError, wait)).toMatchObject({ outcome: "not-done" });
    },
  );

  test("B2: of a bundle nothing was written, unless a receipt says that something was, or may be", async () => {
    const bundle = "bd_2wil2zeXT0V0wAw25pb9Xqha5qw";
    const { registry } = start([taskIs("FAILURE"), taskIs("FAILURE", [receipt("SUCCESS"), receipt("FAILURE")])]);
    const wait = () =>
      againstTheContract(() => waitForTask(registry, { sourceKey, taskId: bundle }, { deadlineMs: 1_000 }));
    expect(await thrownBy(TaskFailedError, wait)).toMatchObject({ taskId: bundle, outcome: "unknown" });
  });

  test("with errors that are null, as some write what is not there", async () => {
    const nothing = { error: null } as unknown as Partial<Receipt>;
    const { wait } = startWait([taskIs("FAILURE"), taskIs("FAILURE", [receipt("CANCELLED", undefined, nothing)])]);
    const error = await againstTheContract(() => thrownBy(TaskFailedError, wait));
    expect(error).toMatchObject({ status: "FAILURE", outcome: "not-done" });
    expect(error.receipts).toStrictEqual([receipt("CANCELLED")]);
  });

  test.each([
    { name: "are refused", answer: () => refusal(403), cause: { name: "ApiError", status: 403 } },
    { name: "are no list", answer: () => Response.json([]), cause: { name: "MalformedResponseError" } },
  ])("without receipts, when they $name", async ({ answer, cause }) => {
    const { wait } = startWait([taskIs("CANCELLED"), answer]);
    const error = await againstTheContract(() => thrownBy(TaskFailedError, wait));
    expect(error).toMatchObject({ status: "CANCELLED", receipts: [], outcome: "not-done", cause });
  });

  test("unless its receipts are not waited for: an abort, and what onPoll throws, end it as ever", async () => {
    const controller = new AbortController();
    const aborted = startWait([taskIs("FAILURE"), () => "stuck"], { signal: controller.signal });
    const end = thrown(aborted.wait);
    await aborted.clock.advance(10);
    // Also when the reason is an error of ours.
    const reason = new InvalidRequestError({ field: "page", reason: "it was closed." });
    controller.abort(reason);
    expect(await end).toBe(reason);

    const failure = new Error("the bar is broken");
    const onPoll = ({ attempt: look }: TaskPoll) => (look === 2 ? Promise.reject(failure) : undefined);
    expect(await thrown(startWait([taskIs("FAILURE")], { onPoll }).wait)).toBe(failure);

    // Also when it is an error of ours, such as of a call that the hook makes.
    const refused = ({ attempt: look }: TaskPoll) => (look === 2 ? Promise.reject(reason) : undefined);
    expect(await thrown(startWait([taskIs("FAILURE")], { onPoll: refused }).wait)).toBe(reason);
  });

  test("without receipts, when they do not come in time", async () => {
    const { wait, clock, elapsed } = startWait([taskIs("FAILURE"), () => refusal(503)], { deadlineMs: 3_000 });
    const error = await thrownBy(TaskFailedError, () => clock.settle(wait()));
    const cause = { name: "TaskTimeoutError", cause: { name: "ApiError", status: 503 } };
    expect(error).toMatchObject({ status: "FAILURE", receipts: [], outcome: "unknown", attempts: 7, cause });
    expect(elapsed()).toBe(3_000);
  });
});
