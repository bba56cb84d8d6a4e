import { execFileSync } from "node:child_process";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deleteOperation } from "../../src/index.ts";
import {
  importFiles,
  skip,
  type ImportClient,
  type ImportMapping,
  type ImportOptions,
} from "../../src/import/index.ts";
import type { JournalEntry } from "../../src/import/journal/entries.ts";
import { startOfInput } from "../../src/import/journal/state.ts";
import { withFastTimers } from "../support/fast-timers.ts";
import { importing, patient, patients, source, upsert } from "../support/imports.ts";

/** A record with a number that its id repeats. */
const numbered = (id: number, value: number) => ({ id: `made-up-${id}`, value });
const values = (...found: [number, number][]) =>
  Object.fromEntries(found.map(([id, value]) => [`made-up-${id}`, { value }]));

/** Returns the entries without those of the bulk of a record: those named. Nothing counts as finished. */
function withoutEntries(entries: readonly JournalEntry[], record: number, names: readonly string[]): JournalEntry[] {
  const sent = entries.find((entry) => entry.entry === "sent" && entry.spans[0]?.[0] === record);
  const task = sent?.entry === "sent" ? sent.task : undefined;
  return entries.flatMap((entry) => {
    if (entry.entry === "end") return [];
    const isOfBulk = "task" in entry ? entry.task === task : "spans" in entry && entry.spans[0]?.[0] === record;
    if (isOfBulk && names.includes(entry.entry)) return [];
    return [entry.entry === "done" ? { ...entry, upTo: startOfInput } : entry];
  });
}

describe("a further run after a crash", () => {
  test("sends what no task knows, and counts what a task applied", async () => {
    const { run, edit, sent, stored } = await importing(patients(40));
    await run({ batchSize: 10 });
    await edit((entries) => withoutEntries(entries, 0, ["sent", "done"]));
    await edit((entries) => withoutEntries(entries, 10, ["done"]));
    sent.length = 0;
    expect(await run({ batchSize: 10 })).toMatchObject({ read: 40, written: 40, rejected: 0, open: 0 });
    expect(sent.flat()).toStrictEqual(patients(10).map(({ id }) => `UPSERT ${id}`));
    expect(Object.keys(stored())).toHaveLength(40);
  });

  test("sends the bulk of a task that failed in part again", async () => {
    const { run, edit, embedded, stored } = await importing(patients(4));
    embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION" });
    expect(await run({ batchSize: 2 })).toMatchObject({ written: 3, rejected: 1 });
    await edit((entries) => entries.filter(({ entry }) => entry !== "done" && entry !== "end"));
    expect(await run({ batchSize: 2 })).toMatchObject({ read: 4, written: 4, rejected: 0 });
    expect(Object.keys(stored())).toHaveLength(4);
  });

  test("sends the bulk of a task that the registry lost again, and does not ask for that task any more", async () => {
    const { run, edit, embedded, journal } = await importing(patients(4));
    await run({ batchSize: 2 });
    await edit((entries) => entries.filter(({ entry }) => entry !== "done" && entry !== "end"));
    embedded.reset();
    expect(await withFastTimers(() => run({ batchSize: 2 }))).toMatchObject({ read: 4, written: 4 });
    expect((await journal()).filter(({ entry }) => entry === "resend")).toHaveLength(2);
    await edit((entries) => entries.filter(({ entry }) => entry !== "end"));
    embedded.reset();
    expect(await run({ batchSize: 2 })).toMatchObject({ read: 4, written: 4 });
  });

  test("stops, and keeps its tasks, when the registry refuses to return one", async () => {
    const { run, stopped, edit, sent, embedded } = await importing(patients(4));
    await run({ batchSize: 2 });
    await edit((entries) => entries.filter(({ entry }) => entry !== "done" && entry !== "end"));
    sent.length = 0;
    embedded.faults.nextRequests(1, { kind: "status", status: 403 });
    expect(await stopped()).toMatchObject({ reason: "refused" });
    expect(await run()).toMatchObject({ read: 4, written: 4, rejected: 0 });
    expect(sent).toStrictEqual([]);
  });

  test("sends later records of an id again after an earlier one, also if a crash comes between", async () => {
    const lines = [numbered(1, 1), numbered(2, 1), numbered(1, 2), numbered(3, 1), numbered(1, 3), numbered(2, 2)];
    const { run, edit, stored, sent, journal } = await importing(lines);
    await run({ batchSize: 1 });
    await edit((entries) => withoutEntries(entries, 0, ["sent", "done"]));
    sent.length = 0;
    expect(await run({ batchSize: 1 })).toMatchObject({ read: 6, written: 6 });
    expect(sent.flat()).toStrictEqual(["UPSERT made-up-1", "UPSERT made-up-1", "UPSERT made-up-1"]);
    expect(stored()).toStrictEqual(values([1, 3], [2, 2], [3, 1]));
    // The first record was resent, and the others were not yet.
    const entries = await journal();
    const redone = entries.findIndex(({ entry }) => entry === "redo");
    const isDone = (entry: JournalEntry) => entry.entry === "done";
    const next = redone + 1 + entries.slice(redone + 1).findIndex(isDone);
    await edit(() => withoutEntries(entries.slice(0, next + 1), -1, []));
    sent.length = 0;
    expect(await run({ batchSize: 1 })).toMatchObject({ read: 6, written: 6 });
    expect(sent.flat()).toStrictEqual(["UPSERT made-up-1", "UPSERT made-up-1"]);
    expect(stored()).toStrictEqual(values([1, 3], [2, 2], [3, 1]));
  });

  test("sends an operation in the middle of a bulk again, and not the others of the bulk", async () => {
    const ids = [[1], [7], [8], [9], [3], [11, 1], [4], [5], [7], [6], [10]];
    const map: ImportMapping = ({ ids }) => (ids as number[]).map((id) => upsert(`made-up-${id}`, 1));
    const { run, edit, sent } = await importing(ids.map((ids) => ({ ids })));
    await run({ map, batchSize: 4 });
    expect(sent).toHaveLength(3);
    await edit((entries) => withoutEntries(entries, 0, ["sent", "done"]));
    sent.length = 0;
    expect(await run({ map, batchSize: 4 })).toMatchObject({ read: 11, written: 11 });
    expect(sent.flat()).toStrictEqual([1, 7, 8, 9, 1, 7].map((id) => `UPSERT made-up-${id}`));
  });

  test("sends only the operations of its shard again", async () => {
    const { run, edit, sent, file } = await importing(patients(40));
    const options = { shard: "1/2", batchSize: 5, journal: `${file}.import` } as const;
    const first = await run(options);
    const [lost = []] = sent.splice(0);
    await edit((entries) => {
      const start = entries.find((entry) => entry.entry === "sent")?.spans[0]?.[0] ?? 0;
      return withoutEntries(entries, start, ["sent", "done"]);
    });
    expect(await run(options)).toMatchObject({ read: first.read, written: first.read });
    expect(sent.flat()).toStrictEqual(lost);
  });

  test("sends a bulk again of which one receipt was missing, and whose other record was rejected", async () => {
    const { run, registry, embedded, file, rejects } = await importing(patients(2));
    embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION" });
    const incomplete: ImportClient = {
      browse: (...call) => registry.browse(...call),
      bulkResources: (...call) => registry.bulkResources(...call),
      async getTask(...call) {
        const task = await registry.getTask(...call);
        return { ...task, receipts: task.receipts?.slice(0, 1) } as typeof task;
      },
    };
    const call = withFastTimers(() => importFiles(incomplete, source, file, { type: "patient" }));
    await expect(call).rejects.toMatchObject({ reason: "open", summary: { rejected: 1, open: 1 } });
    expect(await rejects()).toMatchObject([{ line: 1 }]);
    expect(await run()).toMatchObject({ read: 2, written: 1, rejected: 1 });
  });

  test("counts a delete as written that an earlier run may have sent, and that finds nothing", async () => {
    const map = ({ id }: { id?: unknown }) => deleteOperation("patient", String(id));
    const { run, edit, registry } = await importing([patient(1), patient(2)]);
    const upserted = await importing([patient(1)]);
    await upserted.run();
    await registry.upsertResource({ ...source, resourceType: "patient", id: "made-up-1" }, { data: {} });
    expect(await run({ map, batchSize: 1 })).toMatchObject({ written: 1, rejected: 1 });
    await edit((entries) => withoutEntries(entries, 0, ["sent", "done"]));
    expect(await run({ map, batchSize: 1 })).toMatchObject({ read: 2, written: 1, rejected: 1 });
  });

  test("sends the missing operation of a record with several, and rejects a record of which one was rejected", async () => {
    const { run, edit, sent, stored } = await importing([numbered(1, 1), numbered(2, 2)]);
    const map = ({ id, value }: { id?: unknown; value?: unknown }) => [
      upsert(`${String(id)}-a`, value),
      upsert(`${String(id)}-b`, value === 2 ? undefined : value),
      ...(value === 2 ? [upsert("a/b", value)] : []),
    ];
    expect(await run({ map, batchSize: 1 })).toMatchObject({ read: 2, written: 1, rejected: 1 });
    const onlyB = (entries: JournalEntry[]) =>
      entries.filter((entry) => entry.entry !== "end" && !JSON.stringify(entry).includes("[[0,1,0,1]]"));
    await edit((entries) => withoutEntries(onlyB(entries), 1, ["sent"]));
    sent.length = 0;
    expect(await run({ map, batchSize: 1 })).toMatchObject({ read: 2, written: 1, rejected: 1 });
    expect(sent.flat()).toContain("UPSERT made-up-1-b");
    expect(sent.flat()).not.toContain("UPSERT made-up-1-a");
    expect(Object.keys(stored())).toHaveLength(4);
  });
});

describe("retryRejected", () => {
  const failOnce = { type: "FAILED_PRECONDITION" } as const;

  test("imports only the rejected records again", async () => {
    const { run, embedded, sent, stored, rejects, file } = await importing([...patients(3), "{"]);
    embedded.faults.nextOperations(2, failOnce);
    expect(await run()).toMatchObject({ written: 1, rejected: 3 });
    expect(await rejects()).toMatchObject([
      { file, line: 1, offset: 0, reason: "the registry could not apply it", code: "FAILED_PRECONDITION" },
      { line: 2 },
      { line: 4, reason: "not JSON" },
    ]);
    expect(await run()).toMatchObject({ written: 1, rejected: 3 });
    sent.length = 0;
    expect(await run({ retryRejected: true })).toMatchObject({ read: 4, written: 3, rejected: 1, resumed: 1 });
    expect(sent.flat()).toStrictEqual(["UPSERT made-up-1", "UPSERT made-up-2"]);
    expect(await rejects()).toMatchObject([{ line: 4 }]);
    expect(Object.keys(stored())).toHaveLength(3);
  });

  test("leaves out a record if a later one with its id was written: it is skipped", async () => {
    const { run, embedded, sent, stored, rejects } = await importing([
      ...[numbered(1, 1), numbered(2, 1), numbered(1, 2), numbered(3, 1)],
    ]);
    embedded.faults.nextOperations(2, failOnce);
    expect(await run({ batchSize: 1 })).toMatchObject({ written: 2, rejected: 2 });
    sent.length = 0;
    expect(await run({ retryRejected: true })).toMatchObject({ read: 4, written: 3, rejected: 0, skipped: 1 });
    expect(sent.flat()).toStrictEqual(["UPSERT made-up-2"]);
    expect(stored()).toStrictEqual(values([1, 2], [2, 1], [3, 1]));
    await expect(rejects()).rejects.toThrow("ENOENT");
    expect(await run()).toMatchObject({ read: 4, written: 3, skipped: 1 });
  });

  test("leaves out only the operations of which a later one was written", async () => {
    const map = ({ id, value }: { id?: unknown; value?: unknown }) =>
      value === 1 ? [upsert("shared", value), upsert(String(id), value)] : [upsert("shared", value)];
    const { run, embedded, stored, sent } = await importing([numbered(1, 1), numbered(2, 2)]);
    embedded.faults.nextOperations(1, failOnce);
    expect(await run({ map, batchSize: 3 })).toMatchObject({ written: 1, rejected: 1 });
    sent.length = 0;
    expect(await run({ map, retryRejected: true })).toMatchObject({ written: 2, rejected: 0 });
    expect(sent.flat()).toStrictEqual(["UPSERT made-up-1"]);
    expect(stored()).toMatchObject({ shared: { value: 2 } });
  });

  test("takes another mapping, which may skip them", async () => {
    const bad = { map: () => upsert("a/b", 1) };
    const { run } = await importing(patients(3));
    expect(await run(bad)).toMatchObject({ rejected: 3 });
    const other = ({ id }: { id?: unknown }) => (id === "made-up-2" ? skip() : upsert(String(id), 1));
    await expect(run({ map: other })).rejects.toThrow("another mapping");
    expect(await run({ map: other, retryRejected: true })).toMatchObject({
      read: 3,
      written: 2,
      skipped: 1,
      rejected: 0,
    });
    expect(await run({ map: other })).toMatchObject({ read: 3, written: 2, skipped: 1, rejected: 0 });
  });

  test("continues after a crash, without the option", async () => {
    const { run, embedded, edit, sent } = await importing(patients(4));
    embedded.faults.nextOperations(4, failOnce);
    await run();
    await run({ retryRejected: true, batchSize: 1 });
    await edit((entries) => {
      const retry = entries.findIndex((entry) => entry.entry === "start" && entry.retry === true);
      const first = retry + entries.slice(retry).findIndex(({ entry }) => entry === "done");
      return entries.slice(0, first + 1);
    });
    sent.length = 0;
    expect(await run()).toMatchObject({ read: 4, written: 4, rejected: 0 });
    expect(sent.flat()).toHaveLength(3);
  });

  test("continues after a crash, and keeps what was rejected again", async () => {
    const map: ImportMapping = ({ id, family }) => upsert(id === "made-up-2" ? "a/b" : String(id), family);
    const { run, embedded, edit, sent } = await importing(patients(3));
    embedded.faults.nextOperations(1, failOnce);
    expect(await run({ map, batchSize: 1 })).toMatchObject({ written: 1, rejected: 2 });
    await run({ map, batchSize: 1, retryRejected: true });
    await edit((entries) => {
      const retry = entries.findIndex((entry) => entry.entry === "start" && entry.retry === true);
      return entries.filter(
        ({ entry }, index) => index <= retry || (entry !== "done" && entry !== "sent" && entry !== "end"),
      );
    });
    sent.length = 0;
    expect(await run({ map, batchSize: 1 })).toMatchObject({ read: 3, written: 2, rejected: 1 });
    expect(sent.flat()).toStrictEqual(["UPSERT made-up-1"]);
  });

  test("before the end of the input: rejected records that are read again count once", async () => {
    const lines = [numbered(1, 1), numbered(1, 2), numbered(2, 1), "{"];
    const { run, embedded, edit, stored } = await importing(lines);
    embedded.faults.nextOperations(1, failOnce);
    await run({ batchSize: 1 });
    await edit((entries) => withoutEntries(entries, 2, ["sent", "done"]));
    expect(await run({ batchSize: 1, retryRejected: true })).toMatchObject({ read: 4, written: 3, rejected: 1 });
    expect(stored()).toStrictEqual(values([1, 2], [2, 1]));
  });
});

describe("a journal fits only its input and options", () => {
  test.each<[string, ImportOptions & { sourceKey?: string }, RegExp]>([
    ["source", { sourceKey: "another" }, /another source: "ehr-prod", and now "another"/],
    ["registry", { destination: "production" }, /another registry: none, and now "production"/],
    ["type", { type: "practitioner" }, /another type: "patient", and now "practitioner"/],
    ["id field", { id: "family" }, /another id: "id", and now "family"/],
    ["derived ids", { idFrom: ["id"] }, /another id: "id", and now none/],
    ["shard", { shard: "1/2", journal: undefined }, /another shard: none, and now "1\/2"/],
    ["encoding", { encoding: "latin1" }, /another encoding/],
    ["mapping", { map: () => [] }, /another mapping.*--retry-rejected/],
  ])("not another %s", async (_, { sourceKey = "ehr-prod", ...options }, message) => {
    const { registry, file, run } = await importing(patients(2));
    await run();
    const call = importFiles(registry, { sourceKey }, file, { type: "patient", ...options, journal: `${file}.import` });
    await expect(call).rejects.toThrow(message);
    await expect(call).rejects.toMatchObject({ name: "ImportInputError" });
  });

  test("not another secret of derived ids, which the journal does not contain", async () => {
    const { run } = await importing(patients(2));
    await run({ idFrom: ["id"], idSecret: "a first made-up secret" });
    const call = run({ idFrom: ["id"], idSecret: "another made-up secret" });
    await expect(call).rejects.toThrow("another idSecret (--id-secret-file). Use");
  });

  test("a version of the mapping in the place of its text", async () => {
    const { run } = await importing(patients(2));
    await run({ map: ({ id }) => upsert(String(id), 1), mappingVersion: 3 });
    expect(await run({ map: (record) => upsert(String(record.id), 1), mappingVersion: 3 })).toMatchObject({
      written: 2,
    });
    await expect(run({ map: () => [], mappingVersion: 4 })).rejects.toThrow("another mapping");
  });

  test("not a stream, which can't be resumed", async () => {
    const { folder, registry } = await importing();
    const pipe = join(folder, "pipe.ndjson");
    execFileSync("mkfifo", [pipe]);
    const run = async () => {
      const options = { type: "patient", journal: join(folder, "pipe.import") };
      const [summary] = await Promise.all([
        importFiles(registry, source, pipe, options),
        writeFile(pipe, `${JSON.stringify(patient(1))}\n`),
      ]);
      return summary;
    };
    expect(await run()).toMatchObject({ written: 1 });
    await expect(run()).rejects.toThrow("a stream can't be resumed");
  });

  test("a changed file is refused; one that grew needs grown", async () => {
    const { run, write, file, sent } = await importing(patients(2));
    await run();
    await appendFile(file, `${JSON.stringify(patient(3))}\n`);
    await expect(run()).rejects.toThrow("--grown");
    expect(await run({ grown: true })).toMatchObject({ read: 3, written: 3, resumed: 2 });
    expect(sent.at(-1)).toStrictEqual(["UPSERT made-up-3"]);
    expect(await run()).toMatchObject({ read: 3, written: 3 });
    await write([patient(4), ...patients(2)]);
    await expect(run({ grown: true })).rejects.toMatchObject({ name: "ImportInputError" });
  });

  test("files may be added at the end with grown, and not be removed", async () => {
    const { registry, folder, write, file } = await importing(patients(2));
    const second = join(folder, "second.ndjson");
    await writeFile(second, `${JSON.stringify(patient(3))}\n`);
    await write(patients(2));
    const run = (files: string[], options: ImportOptions = {}) =>
      importFiles(registry, source, files, { type: "patient", journal: join(folder, "all.import"), ...options });
    await run([file]);
    await expect(run([file, second])).rejects.toThrow("1 then, and 2 now. If files were added");
    expect(await run([file, second], { grown: true })).toMatchObject({ read: 3, written: 3, resumed: 2 });
    await expect(run([file], { grown: true })).rejects.toThrow("2 then, and 1 now. Use the same files");
  });
});
