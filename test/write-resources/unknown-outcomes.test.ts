import { describe, expect, test } from "vitest";
import { patientPath } from "../support/patient.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { lost, startWriting } from "../support/start-writing.ts";
import { create, remove, summarize, upsert, upserts } from "../support/writes.ts";

describe("after an unknown outcome", () => {
  test("resubmits a bulk of upserts and deletes unchanged", async () => {
    const { written, wire, ids } = startWriting(async (bulk, send) => {
      if (bulk < 2) await send();
      return bulk < 2 ? lost() : send();
    });
    const outcomes = await written([upsert("a-1"), remove("a-1"), upsert("a-2")]);
    expect(summarize(outcomes)).toStrictEqual(["ok", "ok", "ok"]);
    expect(wire.bulks).toHaveLength(3);
    expect(new Set(wire.bulks.map((bulk) => bulk.join())).size).toBe(1);
    expect(ids()).toStrictEqual(["a-2"]);
  });

  test("a delete that was applied before fails as NOT_FOUND with the outcome unknown", async () => {
    const { written, embedded, clock, registry } = startWriting(async (bulk, send) => {
      const response = await send();
      await embedded.completeTasks();
      return bulk === 0 ? lost() : response;
    });
    await clock.settle(registry.upsertResource({ ...patientPath, id: "a-1" }, { data: {} }));
    const outcomes = await written([remove("a-1")]);
    expect(summarize(outcomes)).toStrictEqual(["OperationFailedError NOT_FOUND unknown"]);
    expect(outcomes).toMatchObject([{ error: { taskId: expect.stringMatching(/^bk_\w{27}$/) as string } }]);
  });

  test.each([
    { name: "at most twice", operations: upserts(3), options: {}, bulks: 3 },
    { name: "at most retry.limit times", operations: upserts(3), options: { retry: { limit: 1 } }, bulks: 2 },
    { name: "never with retry: false", operations: upserts(3), options: { retry: false as const }, bulks: 1 },
    { name: "never, with a create in it", operations: [...upserts(2), create()], options: {}, bulks: 1 },
  ])(
    "a bulk that timed out is resubmitted $name; then its outcome is unknown",
    async ({ operations, options, bulks }) => {
      const { written, wire } = startWriting(stuck, {}, { timeoutMs: 1_000 });
      const outcomes = await written(operations, options);
      expect(summarize(outcomes)).toStrictEqual(operations.map(() => "TimeoutError unknown"));
      expect(outcomes.map(({ attempts }) => attempts)).toStrictEqual(operations.map(() => bulks));
      expect(wire.bulks).toHaveLength(bulks);
    },
  );

  test.each([
    { name: "with retry: false", operations: upserts(3), options: { retry: false as const } },
    { name: "with a create in it", operations: [...upserts(2), create()], options: {} },
  ])("a bulk that was lost is not resubmitted $name", async ({ operations, options }) => {
    const { written, wire } = startWriting(lost);
    expect(summarize(await written(operations, options))).toStrictEqual(
      operations.map(() => "ConnectionError unknown"),
    );
    expect(wire.bulks).toHaveLength(1);
  });

  test("after 500, resubmits it after Retry-After if that is within deadlineMs", async () => {
    for (const [retryAfter, bulks] of [
      ["30", 2],
      ["60", 1],
    ] as const) {
      const { written, wire, clock } = startWriting((bulk, send) =>
        bulk === 0 ? Promise.resolve(errorResponse(500, { "retry-after": retryAfter })) : send(),
      );
      const startedAt = clock.now();
      await written(upserts(1));
      expect(clock.now() - startedAt >= 30_000).toBe(bulks === 2);
      expect(wire.bulks).toHaveLength(bulks);
    }
  });

  test("it is never split, and a later refusal does not change the outcome", async () => {
    const errorResponse = () =>
      Promise.resolve(Response.json({ code: 400, type: "INVALID_ARGUMENT", message: "no" }, { status: 400 }));
    const { written, wire } = startWriting((bulk) => (bulk === 0 ? lost() : errorResponse()));
    expect(summarize(await written(upserts(2)))).toStrictEqual(["ConnectionError unknown", "ConnectionError unknown"]);
    expect(new Set(wire.bulks.map(({ length }) => length))).toStrictEqual(new Set([2]));
  });

  test.each([
    {
      name: "was cut off after its taskId",
      cut: (text: string) => new Response(partOf(text.slice(0, text.indexOf(",") + 1)), { status: 202 }),
    },
    {
      name: "has an unknown status",
      cut: (text: string) => new Response(text.replace("ACCEPTED", "QUEUED"), { status: 202 }),
    },
  ])("the task of a response that $name is followed", async ({ cut }) => {
    const { written, wire, ids, submitted } = startWriting(async (_, send) => cut(await (await send()).text()));
    expect(summarize(await written([create("a-1"), create("a-2")]))).toStrictEqual(["ok", "ok"]);
    expect(submitted).toMatchObject([{ from: 0, to: 1 }]);
    expect(wire.bulks).toHaveLength(1);
    expect(ids()).toStrictEqual(["a-1", "a-2"]);
  });
});

/** A request that has no response. */
const stuck = () => new Promise<Response>(() => undefined);

/** A body that is cut off. */
function partOf(text: string): ReadableStream {
  let isFirst = true;
  return new ReadableStream({
    pull(stream) {
      if (isFirst) stream.enqueue(new TextEncoder().encode(text));
      else stream.error(new TypeError("terminated"));
      isFirst = false;
    },
  });
}
