import { execFile } from "node:child_process";
import { appendFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { importFiles, ImportInputError, skip, type ImportOptions } from "../../src/import/index.ts";
import { deleteOperation, InvalidRequestError, upsertOperation } from "../../src/index.ts";
import { patient, patients, source } from "../support/imports.ts";
import { refreshing, remove, store, stored, twoGone, type Setup } from "../support/refreshes.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

/** What refuses a full refresh, so that nothing is removed. */
interface Refusal extends Setup {
  readonly options?: ImportOptions;
}

const withoutTwo = patients(38);

describe("a full refresh removes nothing", () => {
  test.each<[what: string, reason: RegExp, setup: Refusal]>([
    ["if the extract is empty", /has no records/, { stored: stored(40), lines: [], options: { maxDeletes: "100%" } }],
    ["if a record is rejected", /1 were rejected/, { stored: stored(40), lines: [...withoutTwo, "{"] }],
    [
      "if a record is skipped",
      /1 skipped/,
      {
        stored: stored(40),
        lines: [...withoutTwo, { id: "skip-me" }],
        options: {
          map: (record) =>
            record.id === "skip-me" ? skip() : upsertOperation("patient", String(record.id), { ...record }),
        },
      },
    ],
    [
      "if more than 5% would go",
      /no longer has 3 of the 40 resources .* allows 5%/,
      { stored: stored(40), lines: patients(37) },
    ],
    [
      "if more than a number would go",
      /no longer has 2 of the 40 resources .* allows 1\./,
      { ...twoGone, options: { maxDeletes: 1 } },
    ],
    [
      "if the extract is a part of the resources",
      /no longer has 39 of the 40 resources/,
      { stored: stored(40), lines: patients(1) },
    ],
    [
      "if most resources are those that it has created itself, as in another source",
      /no longer has 2 of the 2 resources/,
      {
        stored: [
          ["patient", "of-others-1"],
          ["patient", "of-others-2"],
        ],
        lines: patients(100),
      },
    ],
    [
      "if the ids of the extract are new ones",
      /no longer has 40 of the 40 resources/,
      { stored: stored(40), lines: patients(40), options: { idFrom: ["family"], type: "patient" } },
    ],
    [
      "if one of two types loses more than its share",
      /no longer has 2 of the 3 resources of the type practitioner/,
      {
        stored: [...stored(100), ...stored(3, "practitioner")],
        lines: [...patients(100), { ...patient(1), type: "practitioner" }],
        options: {
          map: (record) =>
            upsertOperation(record.type === undefined ? "patient" : "practitioner", String(record.id), {}),
        },
      },
    ],
    [
      "if the extract has deletes, as a list of changes has",
      /has deletes/,
      {
        stored: stored(40),
        lines: [...patients(39), { ...patient(40), deleted: true }],
        options: {
          map: ({ id, deleted }) =>
            deleted === true ? deleteOperation("patient", String(id)) : upsertOperation("patient", String(id), {}),
        },
      },
    ],
  ])("%s", async (_, reason, { options, ...setup }) => {
    const { stopped, ids } = await refreshing(setup);
    const before = setup.stored.filter(([type]) => type === "patient").map(([, id]) => id);
    const error = await stopped({ ...remove, ...options });
    expect(error.message).toMatch(reason);
    expect(error.reason).toBe("full-refresh");
    expect(error.message).not.toMatch(/made-up|Made Up|of-others/);
    const removed = before.filter((id) => !ids().includes(id));
    // The one that the extract itself deletes.
    expect(removed.length).toBe(reason.source === "has deletes" ? 1 : 0);
    expect(error.summary?.removal?.removed ?? 0).toBe(0);
  });

  test("of FHIR with deletions", async () => {
    const { registry, folder, ids } = await refreshing({ stored: stored(40, "Patient"), lines: [] });
    const resources = patients(39).map(({ id }) => JSON.stringify({ resourceType: "Patient", id, active: true }));
    const request = { method: "DELETE", url: "Patient/made-up-40" };
    const deletions = { resourceType: "Bundle", type: "transaction", entry: [{ request }] };
    await writeFile(join(folder, "patient.ndjson"), resources.join("\n"));
    await writeFile(join(folder, "gone.ndjson"), JSON.stringify(deletions));
    const manifest = {
      transactionTime: "2026-01-01T00:00:00Z",
      output: [{ type: "Patient", url: "https://ehr/patient.ndjson" }],
      deleted: [{ type: "Bundle", url: "https://ehr/gone.ndjson" }],
    };
    await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
    const journal = join(folder, "fhir.import");
    const refresh = () => importFiles(registry, source, join(folder, "manifest.json"), { ...remove, journal });
    expect(await thrown(refresh)).toMatchObject({ reason: "full-refresh" });
    expect(ids("Patient")).toHaveLength(39);
  });

  test.each<[what: string, options: ImportOptions]>([
    ["a shard", { shard: "1/2" }],
    ["a file that grows", { grown: true }],
  ])("of %s: nothing is imported", async (_, options) => {
    const { run, sent } = await refreshing({ stored: [], lines: withoutTwo });
    await thrownBy(InvalidRequestError, () => run({ ...remove, ...options }));
    expect(sent).toEqual([]);
  });

  test("of a client that can't browse", async () => {
    const { registry, file } = await refreshing({ stored: [], lines: withoutTwo });
    const client = { ...registry, browse: undefined };
    const refresh = () => importFiles(client as never, source, file, { type: "patient", ...remove });
    await thrownBy(InvalidRequestError, refresh);
  });

  test("of a stream: nothing is imported", async () => {
    const { registry, folder, sent } = await refreshing({ stored: [], lines: withoutTwo });
    const pipe = join(folder, "pipe");
    await promisify(execFile)("mkfifo", [pipe]);
    const feed = appendFile(pipe, `${JSON.stringify(patient(1))}\n`);
    const options: ImportOptions = { type: "patient", journal: join(folder, "pipe.import"), ...remove };
    await thrownBy(ImportInputError, () => importFiles(registry, source, pipe, options));
    await feed.catch(() => undefined);
    expect(sent).toEqual([]);
  });

  test("of another source or another type", async () => {
    const { run, embedded, registry, ids } = await refreshing({
      ...twoGone,
      stored: [...stored(40), ...stored(2, "practitioner")],
    });
    await store(registry, [["patient", "made-up-90"]], { sourceKey: "pharmacy" });
    expect((await run(remove)).removal).toMatchObject({ removed: 2 });
    expect(ids("practitioner")).toHaveLength(2);
    expect(embedded.resources({ sourceKey: "pharmacy", resourceType: "patient" })).toHaveLength(1);
  });

  test("that was created after the extract, or changed, such as by another program", async () => {
    const { run, file, registry, ids } = await refreshing({ stored: stored(40), lines: withoutTwo });
    await utimes(file, new Date("2026-01-01"), new Date("2026-01-01"));
    await store(registry, [
      ["patient", "made-up-39"],
      ["patient", "made-up-90"],
    ]);
    const { removal } = await run(remove);
    expect(removal).toEqual({ before: 40, obsolete: 1, removed: 1, failed: 0, kept: 2 });
    expect(ids()).toContain("made-up-39");
    expect(ids()).toContain("made-up-90");
  });

  test("whose id differs only in case, in spaces or in the form of an accent", async () => {
    const names = ["MADE-UP-1", " made-up-2", "é-made-up"];
    const lines = [...withoutTwo, { id: "e\u0301-made-up" }];
    const { run, ids } = await refreshing({
      stored: [...stored(38), ...names.map((id): [string, string] => ["patient", id])],
      lines,
    });
    expect((await run(remove)).removal).toMatchObject({ obsolete: 0, removed: 0 });
    for (const name of names) expect(ids()).toContain(name);
  });
});
