import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  describeFiles,
  fileJournals,
  ImportInputError,
  type ImportMapping,
  type Journal,
} from "../../src/import/index.ts";
import { importing, patients, upsert } from "../support/imports.ts";
import { thrownBy } from "../support/thrown.ts";

/** Opens the journal of the only partition of an import. */
async function opened(folder: string): Promise<Journal> {
  const journals = fileJournals(folder);
  await journals.define({ name: "patients", partitions: 1 });
  const journal = await journals.open("patients", 1);
  onTestFinished(() => journal.close());
  return journal;
}

describe("an import with an open journal", () => {
  test("resumes from it, leaves it open, and writes no file", async () => {
    const { run, folder, sent } = await importing([...patients(3), "no JSON"]);
    const before = await readdir(folder);
    const journal = await opened(await newFolder());
    expect(await run({ journal })).toMatchObject({ written: 3, rejected: 1, resumed: 0 });
    expect(await run({ journal })).toMatchObject({ written: 3, rejected: 1, resumed: 4 });
    expect(sent).toHaveLength(1);
    expect(await readdir(folder)).toStrictEqual(before);
    await journal.append([]);
  });

  test("writes the rejected records if a file is given", async () => {
    const { run, folder } = await importing(["no JSON"]);
    await run({ journal: await opened(await newFolder()), rejects: "rejects.ndjson", cwd: folder });
    expect(await readFile(join(folder, "rejects.ndjson"), "utf8")).toContain('"reason":"not JSON"');
  });

  test("stops when another process took it over", async () => {
    const { stopped, sent } = await importing(patients(3));
    const folder = await newFolder();
    const journal = await opened(folder);
    await (await opened(folder)).append([]);
    await appendFile(journal.name, '{"entry":"start"}');
    expect(await stopped({ journal })).toMatchObject({ reason: "taken-over" });
    expect(sent).toStrictEqual([]);
  });

  test("stops when another process takes it over in the middle", async () => {
    const { stopped, sent } = await importing(patients(3));
    const journal = await opened(await newFolder());
    const map: ImportMapping = ({ id }) => {
      if (id === "made-up-3") appendFileSync(journal.name, '{"entry":"run","at":""}\n');
      return upsert(String(id), 1);
    };
    expect(await stopped({ journal, map })).toMatchObject({ reason: "taken-over" });
    expect(sent).toStrictEqual([]);
  });

  test.each([{}, { name: "a" }, { name: "", read: Object, append: Object, close: Object }, ""])(
    "refuses %j as its journal",
    async (journal) => {
      const { run } = await importing(patients(1));
      await expect(run({ journal: journal as Journal })).rejects.toMatchObject({
        name: "InvalidRequestError",
        field: "journal",
      });
    },
  );
});

describe("a worker that has another file than the one that was described", () => {
  test("imports it if its content is the same, also with another name", async () => {
    const { run, file } = await importing(patients(2));
    const [described] = await describeFiles(file);
    expect(await run({ expectedFiles: [{ ...described, name: "/mnt/other.ndjson" }] })).toMatchObject({ written: 2 });
    expect(await describeFiles("patients.ndjson", { cwd: join(file, "..") })).toStrictEqual([
      { ...described, name: "patients.ndjson" },
    ]);
  });

  test.each([
    ["content", '{"id":"made-up-9","family":"Made Up 1"}\n'],
    ["length", "{}\n"],
  ])("refuses it, writes nothing, and names it: other %s", async (_, content) => {
    const { run, file, folder, sent } = await importing(patients(1));
    const expectedFiles = await describeFiles([file]);
    await writeFile(file, content);
    const error = await thrownBy(ImportInputError, () => run({ expectedFiles }));
    expect(error.message).toBe(
      `${file} is not the file that was expected: its size or its content differs. ` +
        "Check the path, and that every machine sees the same file.",
    );
    expect(sent).toStrictEqual([]);
    expect(await readdir(folder)).toStrictEqual(["patients.ndjson"]);
  });

  test("refuses another number of files", async () => {
    const { run } = await importing(patients(1));
    await expect(run({ expectedFiles: [] })).rejects.toThrow("0 files were expected, and 1 were found.");
  });

  test("can't describe a stream", async () => {
    const { folder } = await importing();
    const fifo = join(folder, "pipe");
    execFileSync("mkfifo", [fifo]);
    const writing = writeFile(fifo, "{}\n");
    await expect(describeFiles(fifo, { format: "ndjson" })).rejects.toThrow(
      `${fifo} is a stream, which can be read once. Use a file.`,
    );
    await writing.catch(() => undefined);
  });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-journals-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
