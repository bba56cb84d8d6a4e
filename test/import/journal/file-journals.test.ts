import { appendFile, mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fileJournals, JournalError, type Journals } from "../../../src/import/index.ts";
import { collected, sentEntry, startEntry } from "../../support/journal.ts";
import { thrownBy } from "../../support/thrown.ts";

const divided = { name: "patients", partitions: 4 };

async function newJournals(): Promise<{ folder: string; journals: Journals }> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-journals-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { folder, journals: fileJournals(folder) };
}

describe("journals in a folder", () => {
  test("store an import once, also when several processes do so at a time", async () => {
    const { folder, journals } = await newJournals();
    const wanted = Array.from({ length: 8 }, (_, index) => ({ name: "patients", partitions: index + 1 }));
    const [first, ...others] = await Promise.all(wanted.map((each) => journals.define(each)));
    expect(others).toStrictEqual(others.map(() => first));
    expect(await journals.list()).toStrictEqual([first]);
    expect(await readdir(folder)).toStrictEqual(["patients.partitions"]);
    expect((await stat(join(folder, "patients.partitions"))).mode & 0o777).toBe(0o600);
  });

  test("store what identifies the files of an import once, also when several workers begin at a time", async () => {
    const { journals } = await newJournals();
    await journals.define(divided);
    const begun = await Promise.all(["one", "two", "three"].map((files) => journals.begin("patients", files)));
    expect(begun).toStrictEqual(begun.map(() => begun[0]));
    expect(begun[0]).toStrictEqual({ ...divided, files: expect.stringMatching(/^(one|two|three)$/) as string });
    expect(await journals.define(divided)).toStrictEqual(begun[0]);
    expect(await journals.list()).toStrictEqual([begun[0]]);
    await expect(journals.begin("others", "one")).rejects.toThrow("There is no import others");
    const others = { name: "others", partitions: 1 };
    expect(await journals.define(others)).toStrictEqual(others);
  });

  test("list imports by name", async () => {
    const { journals } = await newJournals();
    for (const name of ["b", "A.1", "a_2-c"]) await journals.define({ name, partitions: 2 });
    expect((await journals.list()).map(({ name }) => name)).toStrictEqual(["A.1", "a_2-c", "b"]);
  });

  test("have a file for each partition, which is read while it is written", async () => {
    const { folder, journals } = await newJournals();
    await journals.define(divided);
    expect(await collected(journals.read("patients", 2))).toStrictEqual([]);
    const journal = await journals.open("patients", 2);
    await journal.append([startEntry]);
    await journal.append([sentEntry("task-1")], true);
    expect(journal.name).toBe(join(folder, "patients.2-of-4.import"));
    expect(await collected(journals.read("patients", 2))).toStrictEqual([startEntry, sentEntry("task-1")]);
    expect(await collected(journals.read("patients", 3))).toStrictEqual([]);
    await journal.close();
    expect((await readdir(folder)).sort()).toStrictEqual(["patients.2-of-4.import", "patients.partitions"]);
    expect((await stat(journal.name)).mode & 0o777).toBe(0o600);
  });

  test("let a second process open a partition, and fail the first one at its next append", async () => {
    const { journals } = await newJournals();
    await journals.define(divided);
    const first = await journals.open("patients", 1);
    await first.append([startEntry]);
    const second = await journals.open("patients", 1);
    await second.append([{ entry: "run", at: "2026-11-28T10:00:00.000Z" }], true);
    expect(await thrownBy(JournalError, () => first.append([sentEntry("task-1")]))).toMatchObject({
      reason: "taken-over",
    });
    await Promise.all([first.close(), second.close()]);
    expect((await collected(journals.read("patients", 1))).map(({ entry }) => entry)).toStrictEqual(["start", "run"]);
  });
});

test("a journal that is opened while another process writes a line keeps the line", async () => {
  const { folder, journals } = await newJournals();
  await journals.define(divided);
  const file = join(folder, "patients.1-of-4.import");
  const line = `${JSON.stringify(startEntry)}\n`;
  await writeFile(file, line.slice(0, 40));
  const writeRest = async () => {
    for (const character of line.slice(40)) await appendFile(file, character);
  };
  const [journal] = await Promise.all([journals.open("patients", 1), writeRest()]);
  expect(await collected(journal.read())).toStrictEqual([startEntry]);
  await journal.close();
});

describe("journals in a folder refuse", () => {
  test.each(["", ".", "..", "a/b", "a b", "ä", "a".repeat(101)])("the name %j", async (name) => {
    const { journals } = await newJournals();
    const error = { name: "InvalidRequestError" };
    await expect(journals.define({ name, partitions: 1 })).rejects.toMatchObject(error);
    await expect(journals.open(name, 1)).rejects.toMatchObject(error);
    await expect(journals.begin(name, "one")).rejects.toMatchObject(error);
    await expect(collected(journals.read(name, 1))).rejects.toMatchObject(error);
  });

  test.each([0, -1, 1.5, 1_000_000])("%d partitions", async (partitions) => {
    const { journals } = await newJournals();
    await expect(journals.define({ name: "patients", partitions })).rejects.toMatchObject({
      name: "InvalidRequestError",
      field: "partitions",
    });
  });

  test.each([0, 5])("partition %d of 4", async (partition) => {
    const { journals } = await newJournals();
    await journals.define(divided);
    await expect(journals.open("patients", partition)).rejects.toMatchObject({ field: "partition" });
  });

  test("an import that was not stored", async () => {
    const { folder, journals } = await newJournals();
    await expect(journals.open("patients", 1)).rejects.toThrow(`There is no import patients in ${folder}.`);
    expect(await readdir(folder)).toStrictEqual([]);
  });

  test("a folder that does not exist", async () => {
    const { folder } = await newJournals();
    const journals = fileJournals(join(folder, "missing"));
    await expect(journals.define(divided)).rejects.toThrow("The folder of the journals does not exist: ");
    await expect(journals.list()).rejects.toThrow("Create it, or choose another one (--journals).");
  });

  test("a folder that is a file", async () => {
    const { folder } = await newJournals();
    await writeFile(join(folder, "file"), "");
    const journals = fileJournals(join(folder, "file"));
    const message = `The folder of the journals is a file, or below one: ${folder}/file. Choose a folder (--journals).`;
    await expect(journals.define(divided)).rejects.toMatchObject({ reason: "invalid", message });
    await expect(journals.list()).rejects.toMatchObject({ reason: "invalid", message });
    expect(await readdir(folder)).toStrictEqual(["file"]);
  });

  test.each([
    ["to nothing", "missing", "is a symbolic link to nothing"],
    ["to itself", "link", "is a loop of symbolic links"],
  ])("a folder that is a symbolic link %s", async (_, target, found) => {
    const { folder } = await newJournals();
    const link = join(folder, "link");
    await symlink(join(folder, target), link);
    const journals = fileJournals(link);
    const message = expect.stringContaining(`The folder of the journals ${found}: ${link}. `) as string;
    await expect(journals.define(divided)).rejects.toMatchObject({ reason: "invalid", message });
    await expect(journals.list()).rejects.toMatchObject({ reason: "invalid", message });
  });

  test("an import whose file is a symbolic link to nothing", async () => {
    const { folder, journals } = await newJournals();
    await symlink(join(folder, "missing"), join(folder, "patients.partitions"));
    await expect(journals.define(divided)).rejects.toThrow("patients.partitions is a symbolic link to nothing");
    expect(await journals.list()).toStrictEqual([]);
  });

  test("a folder whose path is too long", async () => {
    const { folder } = await newJournals();
    const journals = fileJournals(join(folder, "x".repeat(300)));
    const found = "its name is too long (ENAMETOOLONG)";
    await expect(journals.define(divided)).rejects.toThrow(`can't be written: ${found}`);
    await expect(journals.list()).rejects.toThrow(`can't be read: ${found}`);
  });

  test("a damaged number of partitions", async () => {
    const { folder, journals } = await newJournals();
    const file = join(folder, "patients.partitions");
    for (const text of ["{}", "4", "{"]) {
      await writeFile(file, text);
      expect(await thrownBy(JournalError, () => journals.list())).toMatchObject({ reason: "invalid" });
    }
  });

  test("a number of partitions, and a journal, that can't be read", async () => {
    const { folder, journals } = await newJournals();
    await journals.define(divided);
    await writeFile(join(folder, "patients.1-of-4.import"), "id,name\n");
    await expect(collected(journals.read("patients", 1))).rejects.toThrow("is not the journal of an import");
    await rm(join(folder, "patients.partitions"));
    await expect(fileJournals("/dev/null").open("patients", 1)).rejects.toThrow("can't be read");
  });
});
