import { describe, expect, test } from "vitest";
import type { ImportOptions } from "../../src/import/index.ts";
import { upsertOperation } from "../../src/index.ts";
import { patient, patients } from "../support/imports.ts";
import { refreshing, remove, stored, twoGone } from "../support/refreshes.ts";

describe("a full refresh", () => {
  test("removes the resources that the extract no longer has", async () => {
    const { run, ids } = await refreshing(twoGone);
    const summary = await run(remove);
    expect(summary).toMatchObject({ read: 38, written: 38 });
    expect(summary.removal).toEqual({ before: 40, obsolete: 2, removed: 2, failed: 0, kept: 0 });
    expect(ids()).toEqual(patients(38).map(({ id }) => id));
  });

  test("lists them only, with list", async () => {
    const { run, ids } = await refreshing(twoGone);
    const { removal } = await run({ fullRefresh: "list" });
    expect(removal).toEqual({ before: 40, obsolete: 2, removed: 0, failed: 0, kept: 0 });
    expect(ids()).toHaveLength(40);
  });

  test("lists them only, in a dry run, even of an extract that is not imported", async () => {
    const { run, ids } = await refreshing({ stored: stored(40), lines: [...patients(38), patient(50)] });
    const { removal } = await run({ ...remove, dryRun: true });
    expect(removal).toEqual({ before: 40, obsolete: 2, removed: 0, failed: 0, kept: 0 });
    expect(ids()).toHaveLength(40);
  });

  test("removes nothing without the option", async () => {
    const { run, ids } = await refreshing(twoGone);
    expect(await run()).not.toHaveProperty("removal");
    expect(ids()).toHaveLength(40);
  });

  test("works after an import that has ended, and again", async () => {
    const { run, ids } = await refreshing(twoGone);
    await run();
    expect((await run(remove)).removal).toMatchObject({ obsolete: 2, removed: 2 });
    expect((await run(remove)).removal).toEqual({ before: 38, obsolete: 0, removed: 0, failed: 0, kept: 0 });
    expect(ids()).toHaveLength(38);
  });

  test("knows the whole extract in a run that was resumed", async () => {
    // Longer than what is read at once.
    const lines = patients(38).map((record) => ({ ...record, note: "x".repeat(20_000) }));
    const { run, stopped, ids } = await refreshing({ ...twoGone, lines });
    const controller = new AbortController();
    const map: ImportOptions["map"] = ({ id }) => {
      if (id === "made-up-25") controller.abort();
      return upsertOperation("patient", String(id), {});
    };
    await stopped({ batchSize: 10, concurrency: 1, signal: controller.signal, map });
    const { resumed, removal } = await run({ ...remove, map });
    expect(resumed).toBeGreaterThan(0);
    expect(removal).toMatchObject({ removed: 2 });
    expect(ids()).toHaveLength(38);
  });

  test("reports a resource that can't be removed, and removes it in the next run", async () => {
    const { run, stopped, embedded, ids } = await refreshing(twoGone);
    await run();
    embedded.faults.nextOperations(1, { type: "INTERNAL" });
    const { reason, summary } = await stopped(remove);
    expect({ reason, ...summary?.removal }).toMatchObject({
      reason: "full-refresh",
      obsolete: 2,
      removed: 1,
      failed: 1,
    });
    await run(remove);
    expect(ids()).toHaveLength(38);
  });

  test("reports its progress", async () => {
    const { run } = await refreshing(twoGone);
    const waits = new Set<unknown>();
    await run({ ...remove, onProgress: ({ waitingFor }) => waits.add(waitingFor) });
    expect(waits).toContain("refresh");
  });

  test("ignores an exception of onProgress", async () => {
    const { run } = await refreshing(twoGone);
    const onProgress = () => {
      throw new Error("a hook");
    };
    expect((await run({ ...remove, onProgress })).removal).toMatchObject({ removed: 2 });
  });
});
