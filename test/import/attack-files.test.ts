import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { importFiles, takeRejects } from "../../src/import/index.ts";
import { importing, patients, source } from "../support/imports.ts";

describe("an import does not replace a file of the user", () => {
  test("with the rejected records: the extract", async () => {
    const { run, file, sent } = await importing(patients(3));
    const before = await readFile(file, "utf8");
    await expect(run({ rejects: file })).rejects.toMatchObject({ name: "ImportInputError" });
    expect(await readFile(file, "utf8")).toBe(before);
    expect(sent).toStrictEqual([]);
  });

  test("with the rejected records: the journal", async () => {
    const { run, file, sent } = await importing([...patients(3), "{"]);
    await expect(run({ rejects: `${file}.import` })).rejects.toThrow("are the same");
    expect(sent).toStrictEqual([]);
    await run();
    await expect(run({ rejects: `${file}.import`, journal: `${file}.other` })).rejects.toThrow(
      "has no list of records",
    );
    expect(await run()).toMatchObject({ read: 4, written: 3, rejected: 1 });
  });

  test("but the rejected records of an earlier run, and an empty file", async () => {
    const { run, file, rejects } = await importing(["{"]);
    await writeFile(`${file}.rejects.ndjson`, "");
    await run();
    await run({ retryRejected: true });
    expect(await rejects()).toHaveLength(1);
  });
});

test("the rejected lines of stdin can't be taken, instead of a file without them", async () => {
  const { registry, file } = await importing();
  let stdin = new PassThrough();
  const spy = vi.spyOn(process, "stdin", "get").mockImplementation(() => stdin as unknown as typeof process.stdin);
  onTestFinished(() => {
    spy.mockRestore();
  });
  stdin.end("{\n");
  const journal = `${file}.import`;
  expect(await importFiles(registry, source, "-", { type: "patient", format: "ndjson", journal })).toMatchObject({
    rejected: 1,
  });
  stdin = new PassThrough();
  stdin.end("{\n");
  await expect(takeRejects(["-"], `${file}.taken`, { journal })).rejects.toThrow(
    "The lines of a stream can't be taken",
  );
});

test("a rejected deletion of a FHIR export can't be taken: an import of its line would store the resource", async () => {
  const { registry, folder } = await importing();
  const deleted = [{ type: "Patient", url: "http://localhost/gone.ndjson" }];
  await writeFile(join(folder, "manifest.json"), JSON.stringify({ output: [], deleted }));
  await writeFile(join(folder, "gone.ndjson"), '{"resourceType":"Patient","id":"made-up"}\n');
  const journal = join(folder, "export.import");
  expect(await importFiles(registry, source, folder, { journal })).toMatchObject({ rejected: 1 });
  await expect(takeRejects([folder], join(folder, "taken.ndjson"), { journal })).rejects.toThrow(
    "A deletion was rejected",
  );
});
