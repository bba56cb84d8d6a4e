import { mkdirSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importFiles, ImportInputError, type ImportMapping } from "../../src/import/index.ts";
import { importing, patient, patients, source, upsert } from "../support/imports.ts";

const none = { read: 0, written: 0, rejected: 0, skipped: 0, open: 0, resumed: 0, unusualIds: 0 };

describe("importFiles writes the records of a file", () => {
  test("as upserts, in bulks, and counts them", async () => {
    const { run, write, stored, sent, journal } = await importing();
    await write(patients(250));
    expect(await run({ batchSize: 100 })).toStrictEqual({ ...none, read: 250, written: 250 });
    expect(sent.map(({ length }) => length)).toStrictEqual([100, 100, 50]);
    expect(Object.keys(stored())).toHaveLength(250);
    expect(stored()["made-up-7"]).toStrictEqual({ family: "Made Up 7" });
    const entries = await journal();
    expect(entries.map(({ entry }) => entry)).toContain("end");
    expect(entries.at(-1)).toMatchObject({ entry: "end", upTo: { record: 250, read: 250, line: 251 } });
  });

  test("in the order of the file for each id", async () => {
    const { run, stored } = await importing([
      patient(1, "first"),
      patient(2),
      patient(1, "second"),
      patient(1, "last"),
    ]);
    expect(await run({ batchSize: 1 })).toMatchObject({ read: 4, written: 4 });
    expect(stored()).toStrictEqual({ "made-up-1": { family: "last" }, "made-up-2": { family: "Made Up 2" } });
  });

  test("with a journal and a file of the rejected records that only the owner can read, without an id or data", async () => {
    const { run, rejects, file } = await importing([patient(1), "{bad", patient(2), '"text"']);
    expect(await run()).toStrictEqual({ ...none, read: 4, written: 2, rejected: 2 });
    expect(await rejects()).toStrictEqual([
      { file, line: 2, offset: 40, reason: "not JSON" },
      { file, line: 4, offset: 85, reason: "not an object" },
    ]);
    for (const name of [`${file}.import`, `${file}.rejects.ndjson`]) {
      expect((await stat(name)).mode & 0o777).toBe(0o600);
      expect(await readFile(name, "utf8")).not.toMatch(/made-up-\d|Made Up|{bad/);
    }
  });

  test("and rejects a record that the registry refuses", async () => {
    const { run, embedded, rejects } = await importing(patients(1));
    embedded.faults.nextRequests(1, { kind: "status", status: 400 });
    expect(await run()).toMatchObject({ read: 1, rejected: 1 });
    const refused = { reason: "the registry refused it" };
    expect(await rejects()).toMatchObject([{ ...refused, code: expect.stringMatching(/^[A-Z_]+$/) as string }]);
    embedded.faults.nextRequests(1, { kind: "empty", status: 413 });
    await run({ retryRejected: true });
    expect(await rejects()).toMatchObject([{ ...refused, code: "413" }]);
  });

  test("and rejects a record once, though several of its operations fail", async () => {
    const map: ImportMapping = ({ id }) => [upsert(String(id), 1), upsert(`${String(id)}-b`, 1)];
    const { run, embedded, rejects } = await importing(patients(2));
    embedded.faults.nextOperations(2, { type: "FAILED_PRECONDITION" });
    expect(await run({ map })).toMatchObject({ read: 2, written: 1, rejected: 1 });
    expect(await rejects()).toMatchObject([{ line: 1 }]);
    const invalid: ImportMapping = () => [upsert("a/b", 1), upsert("c/d", 1)];
    expect(await run({ map: invalid, dryRun: true })).toMatchObject({ read: 2, rejected: 2 });
  });

  test("and reads nothing again once it has ended", async () => {
    const { run, sent, write } = await importing();
    await write([...patients(3), "{bad"]);
    await run();
    expect(await run()).toStrictEqual({ ...none, read: 4, written: 3, rejected: 1, resumed: 4 });
    expect(sent).toHaveLength(1);
  });

  test("and reports its progress and the rejected records; errors of the functions do not matter", async () => {
    const { run, file } = await importing([patient(1), "{bad"]);
    const reported: unknown[] = [];
    const throws = (value: unknown) => {
      reported.push(value);
      throw new Error("An error of a hook.");
    };
    await run({ onProgress: throws, onReject: throws });
    expect(reported).toContainEqual({ file, line: 2, offset: 40, reason: "not JSON" });
    expect(reported.at(-1)).toMatchObject({ read: 2, written: 1, rejected: 1, totalBytes: 45, pausedMs: 0 });
  });

  test("and leaves no other file behind when the rejected records can't be written", async () => {
    const { run, folder } = await importing(["{"]);
    const rejects = join(folder, "rejects");
    const onReject = () => mkdirSync(join(rejects, "folder"), { recursive: true });
    await expect(run({ rejects, onReject })).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toStrictEqual([]);
  });

  test("without sending anything in a dry run, with the same counts and checks", async () => {
    const { run, sent, file } = await importing([patient(1), "{bad", { id: "a/b" }, { id: "x", family: 1 }]);
    const rejected: unknown[] = [];
    const options = { dryRun: true, onReject: (each: unknown) => rejected.push(each) };
    expect(await run(options)).toStrictEqual({ ...none, read: 4, written: 2, rejected: 2, unusualIds: 2 });
    expect(rejected).toMatchObject([{ reason: "not JSON" }, { line: 3, path: "id" }]);
    expect(sent).toStrictEqual([]);
    await expect(stat(`${file}.import`)).rejects.toThrow("ENOENT");
  });
});

describe("importFiles stops, rejects nothing for it, and resumes", () => {
  test("when its signal is aborted: the bulks in progress are finished", async () => {
    const { run, stopped, write, stored, sent } = await importing();
    // Longer than what is read at once.
    await write(patients(500).map(({ id }) => ({ id, family: "x".repeat(3_000) })));
    const controller = new AbortController();
    const map: ImportMapping = ({ id, family }) => {
      if (id === "made-up-300") controller.abort();
      return upsert(String(id), family);
    };
    const options = { map, batchSize: 10, concurrency: 2 };
    const error = await stopped({ ...options, signal: controller.signal });
    expect(error).toMatchObject({ reason: "aborted", summary: { rejected: 0 } });
    const { written = 0 } = error.summary ?? {};
    expect(Object.keys(stored())).toHaveLength(written);
    expect(written).toBeGreaterThan(0);
    expect(await run(options)).toMatchObject({ read: 500, written: 500, resumed: written });
    expect(sent.flat()).toHaveLength(500);
  });

  test.each([
    ["401", { apiKey: "another-made-up-key" }, "refused", / 401 /],
    ["an unknown source", { sources: ["another"] }, "refused", / 404 /],
  ])("at %s", async (_, settings, reason, message) => {
    const { stopped } = await importing(patients(3), settings);
    const error = await stopped();
    expect(error).toMatchObject({ reason, summary: { read: 3, rejected: 0, open: 3 } });
    expect(error.message).toMatch(message);
  });

  test("at a status that all bulks would get", async () => {
    const { stopped, run, embedded } = await importing(patients(3));
    embedded.faults.nextRequests(1, { kind: "status", status: 409 });
    expect(await stopped()).toMatchObject({ reason: "refused", summary: { open: 3, rejected: 0 } });
    expect(await run()).toMatchObject({ written: 3 });
  });

  test("when it can't connect: it waits for giveUpAfterMs", async () => {
    const { stopped, run, embedded } = await importing(patients(3));
    await embedded.faults.refuseConnections();
    expect(await stopped({ giveUpAfterMs: 100 })).toMatchObject({ reason: "unavailable", summary: { rejected: 0 } });
    const waits: unknown[] = [];
    const onProgress = ({ waitingFor }: { waitingFor: unknown }) => {
      waits.push(waitingFor);
      if (waitingFor === "registry") void embedded.faults.acceptConnections();
    };
    expect(await run({ onProgress })).toMatchObject({ written: 3 });
    expect(waits).toContain("registry");
  });

  test("when tasks are pending at their deadline: they are open, and so are later records with their ids", async () => {
    const lines = [patient(1, "first"), patient(2), patient(1, "last"), patient(3)];
    const { stopped, run, embedded, stored } = await importing(lines, { taskDurationMs: Infinity });
    const error = await stopped({ deadlineMs: 20, batchSize: 2 });
    expect(error).toMatchObject({ reason: "open", summary: { read: 4, written: 0, open: 4, rejected: 0 } });
    expect(await stopped({ deadlineMs: 20, batchSize: 2 })).toMatchObject({ reason: "open", summary: { open: 4 } });
    await embedded.completeTasks();
    const running = run({ batchSize: 2 });
    const timer = setInterval(() => void embedded.completeTasks(), 5);
    expect(
      await running.finally(() => {
        clearInterval(timer);
      }),
    ).toMatchObject({ read: 4, written: 4, open: 0 });
    expect(stored()["made-up-1"]).toStrictEqual({ family: "last" });
  });
});

const brokenLines = Array.from({ length: 20 }, () => "{");

describe("importFiles stops when too many records are rejected", () => {
  test("more than a number, of all runs", async () => {
    const { stopped, run } = await importing(["{", "[", ...patients(2), "{"]);
    const error = await stopped({ rejectLimit: 1, batchSize: 1 });
    expect(error).toMatchObject({ reason: "reject-limit", summary: { rejected: 2 } });
    expect(await run({ rejectLimit: 3 })).toMatchObject({ read: 5, rejected: 3, written: 2 });
  });

  test("more than a share, judged from 1,000 records on", async () => {
    const { stopped, write } = await importing();
    await write([...brokenLines, ...patients(1_980)]);
    expect(await stopped({ rejectLimit: "0.9%" })).toMatchObject({ reason: "reject-limit", summary: { read: 2_000 } });
    await write([...patients(1_980), ...brokenLines]);
    const early = await stopped({ rejectLimit: "0.5%", journal: `${(await importing()).folder}/other` });
    expect(early.summary?.read).toBeLessThan(2_000);
  });

  test("at the end of a small file", async () => {
    const { stopped } = await importing([...patients(9), "{"]);
    expect(await stopped({ rejectLimit: "5%" })).toMatchObject({ reason: "reject-limit", summary: { written: 9 } });
  });

  test("in a dry run", async () => {
    const { stopped, sent } = await importing([...patients(9), "{"]);
    const error = await stopped({ dryRun: true, rejectLimit: 0 });
    expect(error).toMatchObject({ reason: "reject-limit", summary: { read: 10, rejected: 1 } });
    expect(sent).toStrictEqual([]);
  });
});

describe("importFiles refuses", () => {
  test.each([
    ["an unknown option", { journl: "x" }, "Did you mean journal?"],
    ["an invalid share", { rejectLimit: "1" }, "rejectLimit"],
    ["an invalid shard", { shard: "3/2" }, "shard"],
    ["a shard that is no part", { shard: "half" }, "shard"],
    ["id and idFrom", { id: "mrn", idFrom: ["mrn"] }, "either id or idFrom"],
    ["a secret without idFrom", { idSecret: "secret" }, "only with idFrom"],
    ["an unknown format", { format: "xml" }, "ndjson, csv, json or fhir"],
    ["a dry run of rejected records", { dryRun: true, retryRejected: true }, "without dryRun"],
    ["a format that is text", { idFrom: [] }, "array of strings"],
    ["a type that is no text", { type: "" }, "a string that is not empty"],
    ["a rate of 0", { rate: 0 }, "records per second"],
    ["a flag that is text", { grown: "yes" }, "true or false"],
    ["an invalid signal", { signal: {} }, "AbortSignal"],
  ])("%s", async (_, options, message) => {
    const { registry, file } = await importing();
    const call = importFiles(registry, source, file, { type: "patient", ...(options as object) });
    await expect(call).rejects.toThrow(message);
  });

  test("records without a type", async () => {
    const { registry, file } = await importing(patients(1));
    await expect(importFiles(registry, source, file)).rejects.toThrow(ImportInputError);
  });

  test("a journal that is another file, which it does not change", async () => {
    const { run, file } = await importing(patients(1));
    const before = await readFile(file, "utf8");
    await expect(run({ journal: file })).rejects.toMatchObject({ name: "ImportInputError" });
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("several files without a journal", async () => {
    const { registry, file } = await importing(patients(1));
    await writeFile(`${file}.2`, "");
    await expect(importFiles(registry, source, [file, `${file}.2`], { type: "patient" })).rejects.toThrow("journal");
  });
});

test("a file of the rejected records that can't be written stops the import, and the next run writes it", async () => {
  const { stopped, run, folder, file, rejects } = await importing([patient(1), "{bad"]);
  expect(await stopped({ rejects: join(file, "rejects.ndjson") })).toMatchObject({ reason: "journal" });
  const error = await stopped({ rejects: join(folder, "none/rejects.ndjson") });
  expect(error).toMatchObject({ reason: "journal" });
  expect(error.message).toMatch(/can't be written to .*none\/rejects\.ndjson \(ENOENT\)\. Choose another file/);
  expect(await run()).toMatchObject({ written: 1, rejected: 1 });
  expect(await rejects()).toHaveLength(1);
});
