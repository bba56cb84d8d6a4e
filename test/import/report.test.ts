import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fileJournals, importReport, skip, type ImportMapping, type Journals } from "../../src/import/index.ts";
import { importing, patients, upsert } from "../support/imports.ts";

async function newJournals(): Promise<Journals> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-journals-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return fileJournals(folder);
}

const zero = { read: 0, written: 0, rejected: 0, skipped: 0, open: 0 };

/** An import of 40 records in two partitions: 30 patients, 5 lines that are no JSON, and 5 that are skipped. */
async function divided() {
  const journals = await newJournals();
  await journals.define({ name: "patients", partitions: 2 });
  const bad = Array.from({ length: 5 }, () => "no JSON");
  const skipped = Array.from({ length: 5 }, () => ({}));
  const importer = await importing([...patients(15), ...bad, ...skipped, ...patients(30).slice(15)]);
  const map: ImportMapping = ({ id }) => (typeof id === "string" ? upsert(id, 1) : skip());
  return {
    journals,
    importer,
    run: async (partition: 1 | 2, options: object = {}) => {
      const journal = await journals.open("patients", partition);
      try {
        await importer.run({ map, mappingVersion: 1, journal, shard: `${partition}/2`, ...options });
      } finally {
        await journal.close();
      }
    },
  };
}

describe("the report of a divided import", () => {
  test("has the state of each partition, the sums, and each reject once, by line", async () => {
    const { journals, run, importer } = await divided();
    expect(await importReport({ journals })).toStrictEqual({
      name: "patients",
      partitions: [
        { partition: 1, state: "waiting", ...zero },
        { partition: 2, state: "waiting", ...zero },
      ],
      ...zero,
      rejects: [],
    });
    await run(2);
    const { partitions } = await importReport({ journals });
    expect(partitions.map(({ state }) => state)).toStrictEqual(["waiting", "finished"]);
    await run(1);
    const report = await importReport({ journals, import: "patients" });
    expect(report).toMatchObject({ read: 40, written: 30, rejected: 5, skipped: 5, open: 0 });
    expect(report.partitions.map(({ read, state }) => ({ hasRead: read > 0, state }))).toStrictEqual([
      { hasRead: true, state: "finished" },
      { hasRead: true, state: "finished" },
    ]);
    expect(report.rejects.map(({ file, line, reason }) => ({ file, line, reason }))).toStrictEqual(
      [16, 17, 18, 19, 20].map((line) => ({ file: importer.file, line, reason: "not JSON" })),
    );
  });

  test("counts an open partition up to its first record without an outcome, and all its rejects", async () => {
    const { journals, run } = await divided();
    const stopped = run(1, { rejectLimit: 0 });
    await expect(stopped).rejects.toMatchObject({ reason: "reject-limit" });
    const { partitions, rejects } = await importReport({ journals });
    const [{ state, read, written, rejected, skipped, open } = { state: "", ...zero }] = partitions;
    expect(state).toBe("open");
    expect(rejected).toBe(rejects.length);
    expect(rejected).toBeGreaterThan(0);
    expect(read).toBe(written + rejected + skipped + open);
  });

  test("has a record with ids of several partitions once among the rejects, and in the counts of each", async () => {
    const { journals, run } = await divided();
    const twins: ImportMapping = ({ id }) =>
      typeof id === "string" ? ["a", "b", "c"].map((end) => upsert(id + end, 1)) : skip();
    const profiles = { check: () => [{ path: "data.value", message: "must be another one" }] };
    for (const partition of [1, 2] as const) await run(partition, { map: twins, profiles });
    const { rejects, rejected } = await importReport({ journals });
    expect(new Set(rejects.map(({ line }) => line)).size).toBe(35);
    expect(rejects).toHaveLength(35);
    expect(rejected).toBeGreaterThan(35);
  });

  test("needs the name of the import if there are several", async () => {
    const journals = await newJournals();
    const none = `There is no import in ${journals.place}.`;
    await expect(importReport({ journals })).rejects.toThrow(none);
    for (const name of ["a", "b"]) await journals.define({ name, partitions: 1 });
    await expect(importReport({ journals })).rejects.toThrow("Name one of them (import): a, b.");
    await expect(importReport({ journals, import: "c" })).rejects.toThrow("There is no import c in");
    expect(await importReport({ journals, import: "b" })).toMatchObject({ name: "b", read: 0 });
  });
});
