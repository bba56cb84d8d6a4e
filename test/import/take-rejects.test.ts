import { rmSync } from "node:fs";
import { access, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { importFiles, readRejects, reject, takeRejects } from "../../src/import/index.ts";
import { startOfInput } from "../../src/import/journal/state.ts";
import { importing, patient, patients, source, upsert } from "../support/imports.ts";

describe("takeRejects writes the rejected records as they are", () => {
  test("lines of NDJSON, which only the owner can read, to be fixed and imported", async () => {
    const { run, file, folder, registry, stored } = await importing([patient(1), '{"id":7}', patient(2), "{bad\r"]);
    await run();
    const out = join(folder, "again.ndjson");
    expect(await takeRejects([file], out)).toStrictEqual({ taken: 2, superseded: 0, tooLong: 0 });
    expect(await readFile(out, "utf8")).toBe('{"id":7}\n{bad\r\n');
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    await writeFile(out, '{"id":"7"}\n{"id":"8"}\n');
    expect(await importFiles(registry, source, out, { type: "patient" })).toMatchObject({ written: 2 });
    expect(Object.keys(stored())).toHaveLength(4);
  });

  test.each([
    [
      "CSV, after the header line",
      "p.csv",
      'id,note\n"a/b","two\nlines"\nc,ok\n,last',
      'id,note\n"a/b","two\nlines"\n,last\n',
    ],
    ["a JSON array", "p.json", '[{"id":"a/b"}, {"id":"c"},\n {"id":\n7}]', '{"id":"a/b"}\n{"id":\n7}\n'],
    [
      "a FHIR Bundle",
      "p.json",
      '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}},{"resource":{"resourceType":"Patient","id":"c"}}]}',
      '{"resource":{"resourceType":"Patient"}}\n',
    ],
    [
      "text that is not UTF-8",
      "p.ndjson",
      Buffer.from('{"id":"\xe9"}\n', "latin1"),
      Buffer.from('{"id":"\xe9"}\n', "latin1"),
    ],
    ["compressed lines", "p.ndjson.gz", gzipSync('{"id":"c"}\n{"id":""}\n'), '{"id":""}\n'],
  ])("%s", async (_, name, content, expected) => {
    const { registry, folder } = await importing();
    const [file, out] = [join(folder, name), join(folder, `out.${name}`)];
    await writeFile(file, content);
    await importFiles(registry, source, file, { type: "patient" });
    await takeRejects([file], out);
    expect(await readFile(out)).toStrictEqual(Buffer.from(expected));
  });

  test("which may be longer than what is read at once, or none", async () => {
    const long = `{"family":"${"x".repeat(600_000)}`;
    const { run, write, file, folder } = await importing([patient(1), long, "{"]);
    await run();
    expect(await takeRejects([file], join(folder, "long"))).toStrictEqual({ taken: 2, superseded: 0, tooLong: 0 });
    expect(await readFile(join(folder, "long"), "utf8")).toBe(`${long}\n{\n`);
    await write(patients(2));
    await run({ journal: `${file}.2.import` });
    const none = await takeRejects([file], join(folder, "none"), { journal: `${file}.2.import` });
    expect(none).toStrictEqual({ taken: 0, superseded: 0, tooLong: 0 });
    expect(await readFile(join(folder, "none"), "utf8")).toBe("");
  });

  test("of several files, by the folder of the import", async () => {
    const { registry, folder } = await importing([patient(1), "{1"]);
    await writeFile(join(folder, "second.ndjson"), "{2\n");
    const options = { type: "patient", journal: join(folder, "all.import") };
    await importFiles(registry, source, folder, options);
    const out = join(folder, "again.ndjson");
    expect(await takeRejects([folder], out, options)).toMatchObject({ taken: 2 });
    expect(await readFile(out, "utf8")).toBe("{1\n{2\n");
  });

  test("without those whose id a later record has written, and those over 64 MB", async () => {
    const { run, file, folder, embedded, edit } = await importing([patient(1, "old"), patient(2), patient(1, "new")]);
    embedded.faults.nextOperations(2, { type: "FAILED_PRECONDITION" });
    expect(await run({ batchSize: 2 })).toMatchObject({ rejected: 2 });
    const out = join(folder, "again.ndjson");
    expect(await takeRejects([file], out)).toStrictEqual({ taken: 1, superseded: 1, tooLong: 0 });
    expect(await readFile(out, "utf8")).toBe(`${JSON.stringify(patient(2))}\n`);
    const tooLong = { reason: "longer than 64 MB", record: 1, file: 0, line: 2, offset: 35 };
    await edit((entries) => [...entries, { entry: "bad", ...tooLong }]);
    expect(await takeRejects([file], `${out}.2`)).toStrictEqual({ taken: 0, superseded: 1, tooLong: 1 });
  });

  test("also while a later record is not finished: what counts is what was written", async () => {
    const { run, file, folder, embedded, edit } = await importing([patient(1, "old"), patient(1, "new"), patient(2)]);
    embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION" });
    await run({ batchSize: 1 });
    await edit((entries) =>
      entries.filter((entry) => entry.entry !== "end" && !("spans" in entry && entry.spans[0]?.[0] === 1)),
    );
    const out = join(folder, "again.ndjson");
    expect(await takeRejects([file], out)).toMatchObject({ taken: 0, superseded: 1 });
    // The later record has no outcome yet.
    await edit((entries) => entries.map((entry) => ("upTo" in entry ? { ...entry, upTo: startOfInput } : entry)));
    expect(await takeRejects([file], `${out}.2`)).toMatchObject({ taken: 1, superseded: 0 });
  });
});

describe("takeRejects refuses", () => {
  test("a file that exists, a folder that does not, and leaves nothing behind after an error", async () => {
    const { run, file, folder } = await importing(["{"]);
    await run();
    await expect(takeRejects([file], file)).rejects.toThrow("exists. Pass the name of a new file.");
    await expect(takeRejects([file], join(folder, "none/out"))).rejects.toThrow("can't be written. Check its folder.");
  });

  test("a file that disappears, and leaves nothing behind", async () => {
    const { run, file, folder } = await importing(patients(2));
    await run({ map: () => reject("no date of birth"), mappingVersion: 1 });
    const map = () => {
      rmSync(file, { force: true });
      return reject("no date of birth");
    };
    const out = join(folder, "out");
    await expect(takeRejects([file], out, { map })).rejects.toThrow("can't be read");
    await expect(access(out)).rejects.toThrow("ENOENT");
  });

  test("an import without a journal, or with an empty one", async () => {
    const { file, folder } = await importing(["{"]);
    const out = join(folder, "out");
    await expect(takeRejects([file], out)).rejects.toThrow("does not exist");
    await expect(takeRejects([folder, file], out)).rejects.toThrow("The journal is missing");
    await writeFile(`${file}.import`, "");
    await expect(takeRejects([file], out)).rejects.toThrow("nothing was imported yet");
    await expect(readRejects([file])).resolves.toStrictEqual([]);
  });

  test("other files, a changed one, and a mapping that is missing", async () => {
    const { run, write, file, folder } = await importing(patients(2));
    await run({ map: () => upsert("a/b", 1) });
    const out = join(folder, "out");
    await expect(takeRejects([file], out)).rejects.toThrow("The mapping is missing");
    const map = () => upsert("a/b", 1);
    const options = { map, journal: `${file}.import` };
    await writeFile(`${file}.2.ndjson`, "{}");
    await expect(takeRejects([file, `${file}.2.ndjson`], out, options)).rejects.toThrow("the same files as the import");
    expect(await takeRejects([file], out, options)).toMatchObject({ taken: 2 });
    await write(patients(1));
    await expect(takeRejects([file], `${out}.2`, options)).rejects.toMatchObject({ name: "ImportInputError" });
  });
});
