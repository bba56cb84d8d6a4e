import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { JournalError, openFileJournal, readFileJournal } from "../../../src/import/journal/file-journal.ts";
import { collected, entries, journalPath, reopened, startEntry, writtenJournal } from "../../support/journal.ts";
import { thrownBy } from "../../support/thrown.ts";

const record = '{"id":"1","name":"Tremblay-Made-Up"}';
const startLine = JSON.stringify(startEntry);

describe("a file that is not a journal is refused, and not changed:", () => {
  test.each<[string, string | Buffer]>([
    ["NDJSON of data", `${record}\n${record}\n`],
    ["data without a line feed", record],
    ["data in UTF-16", Buffer.from(`${record}\n${record}\n`, "utf16le")],
    ["a JSON array", `[\n${record}\n]\n`],
    ["CSV", "id;name\n1;Tremblay-Made-Up\n"],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])],
    ["line feeds", "\n\n"],
    ["NUL bytes and then something else", Buffer.concat([Buffer.alloc(70_000), Buffer.from(record)])],
    ["an entry that is not the start", `${JSON.stringify(entries[2])}\n${startLine}\n`],
  ])("%s", async (_, content) => {
    const path = await journalPath();
    await writeFile(path, content);
    const { mtimeMs } = await stat(path);
    const error = await thrownBy(JournalError, () => openFileJournal(path, "given name"));
    expect(error.reason).toBe("invalid");
    expect(error.message).toMatch(/^given name is not the journal of an import/);
    expect(error.message).not.toContain("Tremblay");
    expect((await readFile(path)).equals(Buffer.from(content))).toBe(true);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
    expect(await readdir(dirname(path))).toStrictEqual(["patients.import"]);
  });

  test("a device", async () => {
    const path = await journalPath();
    await symlink("/dev/null", path);
    expect((await thrownBy(JournalError, () => openFileJournal(path))).reason).toBe("invalid");
  });
});

test("a journal of a later format is refused, and not changed", async () => {
  const path = await journalPath();
  const content = '{"entry":"start","version":2,"records":{}}\n{"entry":"torn';
  await writeFile(path, content);
  const { reason, message } = await thrownBy(JournalError, () => openFileJournal(path));
  expect(reason).toBe("invalid");
  expect(message).toContain("has format 2");
  expect(await readFile(path, "utf8")).toBe(content);
});

test("a journal that a later version continued is refused", async () => {
  const { path, bytes } = await writtenJournal();
  await writeFile(path, `${bytes.toString()}{"entry":"start","version":7}\n`);
  const { message } = await thrownBy(JournalError, () => reopened(path));
  expect(message).toContain("has format 7");
});

const upTo = { record: 10, file: 0, offset: 315, line: 11, read: 10, skipped: 1, unusualIds: 2 };

describe("a damaged line is refused with its number:", () => {
  test.each<[string, string]>([
    ["text", "Tremblay-Made-Up"],
    ["an empty line", ""],
    ["a value that is not an object", "null"],
    ["an object without a name", "{}"],
    ["an unknown name", '{"entry":"created"}'],
    ["a name of every object", '{"entry":"toString"}'],
    ["a start of version 0", startLine.replace('"version":1', '"version":0')],
    ["a start without files", '{"entry":"start","version":1,"at":"","options":{"sourceKey":"ehr","formats":[]}}'],
    ["a start without a source", '{"entry":"start","version":1,"at":"","files":[],"options":{"formats":[]}}'],
    ["a sending without spans", '{"entry":"sending"}'],
    ["a span of three numbers", '{"entry":"sending","spans":[[1,2,3]]}'],
    ["a negative number", '{"entry":"sending","spans":[[-1,0,3,0]]}'],
    ["a fraction", '{"entry":"skipped","records":[1.5]}'],
    ["a number over 2^53", '{"entry":"skipped","records":[9007199254740993]}'],
    ["a sent without a task", '{"entry":"sent","spans":[],"operations":0}'],
    ["a task that is a number", '{"entry":"sent","task":1,"spans":[],"operations":0}'],
    ["a done without its place", '{"entry":"done","task":"1"}'],
    ["a done with a place cut short", '{"entry":"done","task":"1","upTo":{"record":1}}'],
    ["a failed record without a reason", JSON.stringify({ entry: "done", task: "1", upTo, failed: [{ record: 1 }] })],
    ["two entries in a line", `${JSON.stringify({ entry: "end", upTo })}${JSON.stringify({ entry: "end", upTo })}`],
  ])("%s", async (_, line) => {
    const { path } = await writtenJournal();
    const lines = [...entries.slice(0, 3).map((entry) => JSON.stringify(entry)), line, JSON.stringify(entries[3]), ""];
    await writeFile(path, lines.join("\n"));
    const { reason, message } = await thrownBy(JournalError, () => reopened(path));
    expect(reason).toBe("invalid");
    expect(message).toContain("line 4 is not a valid entry");
    expect(message).not.toContain("Tremblay");
  });

  test("the first line", async () => {
    const path = await journalPath();
    await writeFile(path, '{"entry":"start","version":1}\n');
    const { message } = await thrownBy(JournalError, () => openFileJournal(path));
    expect(message).toContain("line 1 is not a valid entry");
  });
});

test("a field of a later version is accepted", async () => {
  const { path } = await writtenJournal();
  const entry = { ...startEntry, note: true };
  await writeFile(path, `${JSON.stringify(entry)}\n`);
  expect(await reopened(path)).toStrictEqual([entry]);
});

describe("a journal can't be written", () => {
  test.each([
    ["below a file", "file/patients.import", "its folder is a file (ENOTDIR)"],
    ["in a folder that does not exist", "none/patients.import", "its folder does not exist (ENOENT)"],
    ["to a folder", "folder", "it is a folder (EISDIR)"],
    ["with a name that is too long", "x".repeat(300), "its name is too long (ENAMETOOLONG)"],
  ])("%s", async (_, name, found) => {
    const folder = dirname(await journalPath());
    await writeFile(`${folder}/file`, "");
    await mkdir(`${folder}/folder`);
    const { reason, message } = await thrownBy(JournalError, () => openFileJournal(`${folder}/${name}`, name));
    expect(reason).toBe("journal");
    expect(message).toContain(`The journal ${name} can't be written: ${found}.`);
    await rm(`${folder}/file`);
    expect(await readdir(folder)).toStrictEqual(["folder"]);
  });
});

describe("a journal can't be read", () => {
  test.each([
    ["that does not exist", "none", "it does not exist (ENOENT)"],
    ["below a file", "patients.import/none", "its folder is a file (ENOTDIR)"],
    ["with a name that is too long", "x".repeat(300), "its name is too long (ENAMETOOLONG)"],
  ])("%s", async (_, name, found) => {
    const { path } = await writtenJournal();
    const { reason, message } = await thrownBy(JournalError, () =>
      collected(readFileJournal(`${dirname(path)}/${name}`, name)),
    );
    expect(reason).toBe("journal");
    expect(message).toContain(`The journal ${name} can't be read: ${found}.`);
  });
});
