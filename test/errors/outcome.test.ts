import { describe, expect, test } from "vitest";
import { ApiError } from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { operations } from "../support/operations.ts";
import { persisted } from "../support/patient.ts";
import { clientOf, start } from "../support/start.ts";
import { sourceKey, taskId, taskIs } from "../support/task-answers.ts";
import { thrownBy } from "../support/thrown.ts";

const statuses = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
const answer = (status: number, body: unknown = { code: status, type: "FAILED_PRECONDITION", message: "no" }) =>
  Response.json(body, { status });
const created = () => Response.json(persisted, { status: 201 });

const refusals = [400, 401, 403, 404, 405, 406, 407, ...statuses(409, 417), 421, 422, 426, 428, 429, 431, 451];

describe("A3: only a status with which servers refuse a request says that nothing was written", () => {
  test("every 4xx", async () => {
    const notDone: number[] = [];
    for (const status of statuses(400, 499)) {
      const error = await thrownBy(ApiError, () => operations.create(clientOf(() => Promise.resolve(answer(status)))));
      if (error.outcome === "not-done") notDone.push(status);
    }
    expect(notDone).toStrictEqual(refusals);
  });

  test.each(["CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN"])(
    "with the type %s not even these do, and nothing is retried",
    async (type) => {
      for (const status of refusals) {
        const { registry, requests, events } = start([() => answer(status, { code: status, type, message: "no" })]);
        const error = await thrownBy(ApiError, () => operations.create(registry));
        expect(error).toMatchObject({ status, outcome: "unknown", attempts: 1 });
        expect(error.message).toContain("The write may have happened.");
        expect(events.at(-1)).toMatchObject({ type: "error", outcome: "unknown" });
        expect(requests).toHaveLength(1);
      }
    },
  );

  test("a response that is not the registry's does not count as one of these types", async () => {
    for (const body of ["INTERNAL", null, ["INTERNAL"], { error: { type: "INTERNAL" } }, { type: 13 }]) {
      const error = await thrownBy(ApiError, () =>
        operations.create(clientOf(() => Promise.resolve(answer(403, body)))),
      );
      expect(error.outcome).toBe("not-done");
    }
  });
});

describe("A4: 520 to 530 are treated as 5xx", () => {
  test.each(statuses(520, 530))("%i is retried where a retry is safe", async (status) => {
    const { registry, clock, requests } = start([() => answer(status), created]);
    expect(await clock.settle(operations.upsert(registry))).toMatchObject({ status: "PERSISTED" });
    expect(requests).toHaveLength(2);
    const error = await thrownBy(ApiError, () => operations.create(start([() => answer(status)]).registry));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
  });

  test.each(statuses(520, 530))("%i does not end a wait", async (status) => {
    const { registry, clock } = start([() => answer(status), taskIs("SUCCESS")], { retry: false });
    const waiting = waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000, clock });
    expect(await clock.settle(waiting)).toMatchObject({ status: "SUCCESS" });
  });

  test.each([519, 531])("%i is not one of them", async (status) => {
    const { registry } = start([() => answer(status), created]);
    const error = await thrownBy(ApiError, () => operations.upsert(registry));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
  });
});
