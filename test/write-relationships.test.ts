import { describe, expect, test } from "vitest";
import type { EmbeddedRegistryOptions } from "../src/embedded/index.ts";
import {
  InvalidRequestError,
  ReceiptError,
  WriteStoppedError,
  type AnyIterable,
  type Fetch,
  type RelationshipBulkClient,
  type RelationshipOperation,
  type WriteOutcome,
  type WriteRelationshipsOptions,
  type Data,
} from "../src/index.ts";
import { writeRelationships } from "./support/client.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { create, idOf, remove, upsert } from "./support/relationship-writes.ts";
import { errorResponse } from "./support/scripted-fetch.ts";
import { clientOf } from "./support/start.ts";
import { lost, source } from "./support/start-writing.ts";
import { testClock } from "./support/test-clock.ts";
import { thrownBy } from "./support/thrown.ts";

type Outcome = WriteOutcome<Data, RelationshipOperation>;
const collection = { ...source, relationshipType: "treated-by" };

/** An embedded registry whose tasks end by a test clock. `tap` can replace the response to a bulk. */
function start(
  tap: (bulk: number, send: () => Promise<Response>) => Promise<Response> = (_, send) => send(),
  options: EmbeddedRegistryOptions = {},
) {
  const clock = testClock();
  const embedded = createEmbeddedRegistry({ now: () => new Date(clock.now()), taskDurationMs: 100, ...options });
  const bulks: RelationshipOperation[][] = [];
  const fetch: Fetch = (url, init) => {
    const send = () => embedded.fetch(url, init);
    if (!url.endsWith("/relationships/bulk")) return send();
    const { operations } = JSON.parse(init.body as string) as { operations: RelationshipOperation[] };
    return tap(bulks.push(operations) - 1, send);
  };
  const registry = clientOf(fetch, { clock, random: () => 1 });
  const write = (operations: AnyIterable<RelationshipOperation>, more: Partial<WriteRelationshipsOptions> = {}) =>
    collected(
      writeRelationships(registry, source, operations, { deadlineMs: 60_000, clock, random: () => 1, ...more }),
    );
  const written = (...write_: Parameters<typeof write>) => clock.settle(write(...write_));
  const stored = () => embedded.relationships(collection).map(({ id, data }) => [id, data]);
  return { clock, embedded, bulks, write, written, stored };
}

async function collected(outcomes: AsyncIterable<Outcome>): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all.toSorted((one, other) => one.index - other.index);
}

/** Each outcome as "ok", or the error's name, type and outcome. */
function summarize(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((outcome) => {
    if (outcome.ok) return "ok";
    const { error } = outcome;
    return [error.name, "type" in error ? error.type : undefined, error.outcome].filter(Boolean).join(" ");
  });
}

describe("writeRelationships", () => {
  test("yields one outcome for each operation, with its receipt, and passes each bulk to the hooks", async () => {
    const { written, bulks, stored, clock } = start();
    const operations = [create("p-1", { n: 1 }), upsert("p-2"), remove("p-2"), remove("nobody"), create("p-1")];
    const hooks: [string, readonly RelationshipOperation[]][] = [];
    const outcomes = await written(operations, {
      batchSize: 3,
      beforeSubmit: (bulk) => hooks.push(["before", bulk.operations]),
      onSubmit: (bulk) => hooks.push([bulk.taskId.slice(0, 3), bulk.operations]),
    });
    expect(summarize(outcomes)).toStrictEqual([
      "ok",
      "ok",
      "ok",
      "OperationFailedError NOT_FOUND not-done",
      "OperationFailedError ALREADY_EXISTS not-done",
    ]);
    expect(outcomes.map(({ receipt }) => [receipt?.action, receipt?.targetType, receipt?.id])).toStrictEqual([
      ["CREATE", "RELATIONSHIP", idOf("p-1")],
      ["UPSERT", "RELATIONSHIP", idOf("p-2")],
      ["DELETE", "RELATIONSHIP", idOf("p-2")],
      ["DELETE", "RELATIONSHIP", idOf("nobody")],
      ["CREATE", "RELATIONSHIP", idOf("p-1")],
    ]);
    expect(outcomes.map(({ operation }) => operation)).toStrictEqual(operations);
    expect(bulks).toStrictEqual([operations.slice(0, 3), operations.slice(3)]);
    expect(hooks.toSorted()).toStrictEqual(
      bulks.flatMap((bulk) => [["before", bulk] as const, ["bk_", bulk] as const]).toSorted(),
    );
    expect(stored()).toStrictEqual([[idOf("p-1"), { n: 1 }]]);
    expect(clock.pending()).toBe(0);
  });

  test("says in the error of an operation that it is on a relationship", async () => {
    const { written, embedded } = start(async (bulk, send) => {
      const response = await send();
      await embedded.completeTasks();
      return bulk === 1 ? lost() : response;
    });
    const outcomes = await written([upsert("p-1"), remove("p-1")], { batchSize: 1 });
    expect(summarize(outcomes)).toStrictEqual(["ok", "OperationFailedError NOT_FOUND unknown"]);
    const [, failed] = outcomes;
    if (failed?.ok !== false) throw new Error("The delete succeeded.");
    expect(failed.error.operationId).toBe("bulkRelationships");
    expect(failed.error.message).toContain("read the relationship before you retry");
  });

  test("keeps the order of the operations on a relationship, whose id consists of both ends", async () => {
    const { write, clock, bulks, stored } = start(undefined, { taskDurationMs: 5_000 });
    const other: RelationshipOperation = {
      action: "UPSERT",
      upsert: { type: "parent-of", from: { id: "p-1", type: "patient" }, to: { id: "d-1", type: "practitioner" } },
    };
    const outcomes = write(
      [upsert("p-1", { n: 1 }), upsert("p-2"), other, upsert("p-3"), remove("p-1"), upsert("p-1", { n: 2 })],
      {
        batchSize: 2,
      },
    );
    await clock.advance(4_000);
    expect(bulks).toHaveLength(2);
    expect(summarize(await clock.settle(outcomes))).toStrictEqual(Array.from({ length: 6 }, () => "ok"));
    expect(bulks[2]).toStrictEqual([remove("p-1"), upsert("p-1", { n: 2 })]);
    expect(stored()).toContainEqual([idOf("p-1"), { n: 2 }]);
  });

  test("resubmits a lost bulk of upserts and deletes, but not one with a create", async () => {
    const repeatable = start((bulk, send) => (bulk === 0 ? send().then(lost) : send()));
    expect(summarize(await repeatable.written([upsert("p-1"), upsert("p-2"), remove("p-1")]))).toStrictEqual([
      "ok",
      "ok",
      "ok",
    ]);
    expect(repeatable.bulks).toHaveLength(2);
    expect(repeatable.stored()).toStrictEqual([[idOf("p-2"), {}]]);
    const once = start((bulk, send) => (bulk === 0 ? lost() : send()));
    const outcomes = await once.written([create("p-1"), create("p-2"), remove("p-1"), upsert("p-3")], { batchSize: 2 });
    expect(summarize(outcomes)).toStrictEqual([
      "ConnectionError unknown",
      "ConnectionError unknown",
      "OperationNotSentError not-done",
      "ok",
    ]);
    expect(outcomes.map(({ attempts }) => attempts)).toStrictEqual([1, 1, 0, 1]);
  });

  test("refuses an invalid operation alone, and names its field", async () => {
    const { written, bulks } = start();
    const dotted = upsert("p.1");
    const outcomes = await written([upsert("p-1"), dotted, { action: "DELETE" } as never, upsert("p-2")]);
    expect(summarize(outcomes)).toStrictEqual([
      "ok",
      "InvalidRequestError not-done",
      "InvalidRequestError not-done",
      "ok",
    ]);
    expect(
      outcomes.flatMap((outcome) =>
        "error" in outcome && outcome.error instanceof InvalidRequestError ? [outcome.error.field] : [],
      ),
    ).toStrictEqual(["operations[1].upsert.from.id", "operations[2].delete"]);
    expect(bulks).toStrictEqual([[upsert("p-1"), upsert("p-2")]]);
  });

  test("splits a bulk that is refused as a whole, until the invalid operation is alone", async () => {
    const { written, stored } = start();
    const meta = { createdAt: "2999-01-01T00:00:00Z" };
    const early = upsert("p-2") as Extract<RelationshipOperation, { action: "UPSERT" }>;
    const invalid: RelationshipOperation = { ...early, upsert: { ...early.upsert, meta } };
    const outcomes = await written([upsert("p-1"), invalid, upsert("p-3")]);
    expect(summarize(outcomes)).toStrictEqual(["ok", "ApiError INVALID_ARGUMENT not-done", "ok"]);
    expect(stored().map(([id]) => id)).toStrictEqual([idOf("p-1"), idOf("p-3")]);
  });

  test("matches receipts that are out of order by their target, and reports a missing one", async () => {
    const receipt = (patient: string) => ({
      ...{ receivedAt: "2025-05-13T14:00:00.000Z", taskId: "bk_1", action: "UPSERT", status: "SUCCESS" },
      ...{ targetType: "RELATIONSHIP", id: idOf(patient), type: "treated-by" },
    });
    const task = { taskId: "bk_1", status: "SUCCESS", receipts: [receipt("p-2"), receipt("p-1")] };
    const registry = clientOf((url) =>
      Promise.resolve(Response.json(url.includes("/tasks/") ? task : { taskId: "bk_1", status: "ACCEPTED" })),
    );
    const outcomes = await collected(
      writeRelationships(registry, source, [upsert("p-1"), upsert("p-2"), upsert("p-3")], { deadlineMs: 1_000 }),
    );
    expect(summarize(outcomes)).toStrictEqual(["ok", "ok", "ReceiptError unknown"]);
    expect(outcomes.map(({ receipt }) => receipt?.id)).toStrictEqual([idOf("p-1"), idOf("p-2"), undefined]);
    const [, , missing] = outcomes;
    if (missing?.ok !== false || !(missing.error instanceof ReceiptError)) throw new Error("It has a receipt.");
    expect(missing.error.operationId).toBe("bulkRelationships");
    expect(missing.error.message).toContain("Read the relationship before you retry.");
  });

  test("pauses while the registry is overloaded, and stops when it refuses every bulk", async () => {
    const overloaded = start((bulk, send) =>
      bulk === 0 ? Promise.resolve(errorResponse(503, { "retry-after": "2" })) : send(),
    );
    expect(summarize(await overloaded.written([upsert("p-1")]))).toStrictEqual(["ok"]);
    const refused = start(() => Promise.resolve(errorResponse(403)));
    const error = await thrownBy(WriteStoppedError, () =>
      refused.written([upsert("p-1"), upsert("p-2")], { batchSize: 1 }),
    );
    expect(error).toMatchObject({ operationId: "bulkRelationships", outcome: "not-done" });
  });

  test("checks its arguments at once", async () => {
    const { embedded } = start();
    const registry = clientOf(embedded.fetch);
    const options = { deadlineMs: 1_000 };
    for (const [field, call] of [
      ["registry", () => writeRelationships({} as RelationshipBulkClient, source, [], options)],
      ["path", () => writeRelationships(registry, "ehr-prod" as never, [], options)],
      ["operations", () => writeRelationships(registry, source, {} as never, options)],
      ["batchBytes", () => writeRelationships(registry, source, [], { ...options, batchBytes: 5_000_000_001 })],
    ] as const) {
      expect((await thrownBy(InvalidRequestError, call)).field).toBe(field);
    }
  });

  test("can be given a stub, which reads the operations of each bulk", async () => {
    const seen: (readonly RelationshipOperation[])[] = [];
    const stub: RelationshipBulkClient = {
      bulkRelationships(_, { operations }) {
        seen.push(operations);
        const task = { kind: "bulk", id: "1", deprecated: false, raw: "bk_1" } as const;
        return Promise.resolve({ taskId: "bk_1", status: "ACCEPTED", task });
      },
      getTask: () => Promise.resolve({ taskId: "bk_1", status: "SUCCESS", receipts: [] }),
    };
    await collected(writeRelationships(stub, source, [upsert("p-1")], { deadlineMs: 1_000 }));
    expect(seen).toStrictEqual([[upsert("p-1")]]);
  });
});
