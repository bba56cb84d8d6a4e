import { describe, expect, test } from "vitest";
import { ApiError } from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { operations } from "../support/operations.ts";
import { persisted } from "../support/patient.ts";
import { clientOf, start } from "../support/start.ts";
import { sourceKey, taskId, taskIs } from "../support/task-responses.ts";
import { thrownBy } from "../support/thrown.ts";

const statuses = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
const respond = (status: number, body: unknown = { code: status, type: "FAILED_PRECONDITION", message: "no" }) =>
  Response.json(body, { status });
const created = () => Response.json(persisted, { status: 201 });

const refusals = [400, 401, 403, 404, 405, 406, 407, ...statuses(409, 417), 421, 422, 426, 428, 429, 431, 451];

describe("A3: the outcome is not-done only for statuses of refused requests", () => {
  test("of all 4xx statuses", async () => {
    const notDone: number[] = [];
    for (const status of statuses(400, 499)) {
      const error = await thrownBy(ApiError, () => operations.create(clientOf(() => Promise.resolve(respond(status)))));
      if (error.outcome === "not-done") notDone.push(status);
    }
    expect(notDone).toStrictEqual(refusals);
  });

  test.each(["CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN"])(
    "with the type %s the outcome is unknown even for these, and nothing is retried",
    async (type) => {
      for (const status of refusals) {
        const { registry, requests, events } = start([() => respond(status, { code: status, type, message: "no" })]);
        const error = await thrownBy(ApiError, () => operations.create(registry));
        expect(error).toMatchObject({ status, outcome: "unknown", attempts: 1 });
        expect(error.message).toContain("The write may have happened.");
        expect(events.at(-1)).toMatchObject({ type: "error", outcome: "unknown" });
        expect(requests).toHaveLength(1);
      }
    },
  );

  test("ignores these types in a response that is not from the registry", async () => {
    for (const body of ["INTERNAL", null, ["INTERNAL"], { error: { type: "INTERNAL" } }, { type: 13 }]) {
      const error = await thrownBy(ApiError, () =>
        operations.create(clientOf(() => Promise.resolve(respond(403, body)))),
      );
      expect(error.outcome).toBe("not-done");
    }
  });
});

describe("A4: 520 to 530 are treated as 5xx", () => {
  test.each(statuses(520, 530))("%i is retried where a retry is safe", async (status) => {
    const { registry, clock, requests } = start([() => respond(status), created]);
    expect(await clock.settle(operations.upsert(registry))).toMatchObject({ status: "PERSISTED" });
    expect(requests).toHaveLength(2);
    const error = await thrownBy(ApiError, () => operations.create(start([() => respond(status)]).registry));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
  });

  test.each(statuses(520, 530))("%i does not end a wait", async (status) => {
    const { registry, clock } = start([() => respond(status), taskIs("SUCCESS")], { retry: false });
    const waiting = waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000, clock });
    expect(await clock.settle(waiting)).toMatchObject({ status: "SUCCESS" });
  });

  test.each([519, 531])("%i is not retried", async (status) => {
    const { registry } = start([() => respond(status), created]);
    const error = await thrownBy(ApiError, () => operations.upsert(registry));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
  });
});
