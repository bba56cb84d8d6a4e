import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import {
  importReport,
  postgresJournals,
  type JournalEntry,
  type Journals,
  type PostgresPool,
} from "../../src/import/index.ts";
import { JournalError } from "../../src/import/journal/file-journal.ts";
import { collected, entries, sentEntry, startEntry } from "../support/journal.ts";
import { ended } from "../support/run.ts";
import { thrownBy } from "../support/thrown.ts";
import { startPostgres, type Server } from "./servers.ts";

const divided = { name: "patients", partitions: 4 };
const run: JournalEntry = { entry: "run", at: "2026-11-28T10:00:00.000Z" };

let server: Server;
let pool: Pool;
beforeAll(async () => {
  server = await startPostgres();
  pool = poolOf(server.url);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
});
beforeEach(async () => {
  await pool.query("drop table if exists clinia_imports, clinia_import_entries");
});

function poolOf(url: string): Pool {
  const pool = new Pool({ connectionString: url });
  // A pool loses its idle connections at a restart.
  pool.on("error", () => undefined);
  return pool;
}

function temporaryPool(url: string): Pool {
  const pool = poolOf(url);
  onTestFinished(() => pool.end());
  return pool;
}

/** Returns journals that have the import `patients`. */
async function newJournals(options?: { readonly schema?: string }): Promise<Journals> {
  const journals = postgresJournals(pool, options);
  await journals.define(divided);
  return journals;
}

/** The tasks of the first partition. */
async function tasksOf(journals: Journals): Promise<string[]> {
  const stored = await collected(journals.read("patients", 1));
  return stored.flatMap((entry) => (entry.entry === "sent" ? [entry.task] : []));
}

function startProcess(name: string, count: number) {
  const script = [resolve("scripts/run.mjs"), resolve("test/cluster/journal-process.ts")];
  return spawn(process.execPath, [...script, server.url, name, String(count)]);
}

describe("journals in PostgreSQL", () => {
  test("have the entries that every process appended, in their order", async () => {
    const journals = await newJournals();
    const journal = await journals.open("patients", 2);
    await journal.append(entries);
    await Promise.all(Array.from({ length: 20 }, (_, index) => journal.append([sentEntry(`task-${index}`)])));
    await journal.append([]);
    const stored = [...entries, ...Array.from({ length: 20 }, (_, index) => sentEntry(`task-${index}`))];
    expect(await collected(journal.read())).toStrictEqual(stored);
    await journal.close();
    const reopened = await postgresJournals(temporaryPool(server.url)).open("patients", 2);
    expect(await collected(reopened.read())).toStrictEqual(stored);
    await reopened.append([run], true);
    expect(await collected(journals.read("patients", 2))).toStrictEqual([...stored, run]);
    expect(await collected(journals.read("patients", 1))).toStrictEqual([]);
  });

  test("store ASCII, for databases with another encoding", async () => {
    await pool.query("create database latin with encoding 'LATIN1' template template0 locale 'C'");
    const latin = postgresJournals(temporaryPool(server.url.replace(/postgres$/, "latin")));
    await latin.define(divided);
    const journal = await latin.open("patients", 1);
    const named: JournalEntry = { ...startEntry, files: [{ name: "患者 😀 ö\u0000.ndjson" }] };
    await journal.append([named]);
    expect(await collected(journal.read())).toStrictEqual([named]);
  });

  test("store an import once, also when several processes create the tables at a time", async () => {
    const wanted = Array.from({ length: 8 }, (_, index) => ({ name: "patients", partitions: index + 1 }));
    const places = wanted.map(() => postgresJournals(temporaryPool(server.url)));
    const defined = await Promise.all(places.map((journals, index) => journals.define(wanted[index] ?? divided)));
    expect(defined).toStrictEqual(defined.map(() => defined[0]));
    const [journals = postgresJournals(pool)] = places;
    await journals.define({ name: "B", partitions: 2 });
    expect((await journals.list()).map(({ name }) => name)).toStrictEqual(["B", "patients"]);
    expect(await importReport({ journals, import: "B" })).toMatchObject({ read: 0 });
  });

  test("store what identifies the files of an import once, also when several workers begin at a time", async () => {
    const journals = await newJournals();
    const begun = await Promise.all(["one", "two", "three"].map((files) => journals.begin("patients", files)));
    expect(begun).toStrictEqual(begun.map(() => begun[0]));
    expect(begun[0]).toStrictEqual({ ...divided, files: expect.stringMatching(/^(one|two|three)$/) as string });
    expect(await journals.define(divided)).toStrictEqual(begun[0]);
    expect(await journals.list()).toStrictEqual([begun[0]]);
    expect((await importReport({ journals })).partitions.map(({ state }) => state)).toStrictEqual(
      Array(4).fill("waiting"),
    );
    await expect(journals.begin("others", "one")).rejects.toThrow("There is no import others");
    const others = { name: "others", partitions: 1 };
    expect(await journals.define(others)).toStrictEqual(others);
  });

  test("are in the schema of the options", async () => {
    await pool.query("create schema if not exists clinia_2");
    const journals = await newJournals({ schema: "clinia_2" });
    expect(journals.place).toBe("PostgreSQL (schema clinia_2)");
    await (await journals.open("patients", 1)).append([startEntry]);
    const { rows } = await pool.query("select count(*)::integer as count from clinia_2.clinia_import_entries");
    expect(rows).toStrictEqual([{ count: 1 }]);
    await expect(postgresJournals(pool).list()).rejects.toThrow("do not exist (42P01)");
  });

  test("fail after they are closed", async () => {
    const journals = await newJournals();
    const journal = await journals.open("patients", 1);
    const appended = journal.append([startEntry]);
    await journal.close();
    await appended;
    await expect(journal.append([run])).rejects.toMatchObject({ reason: "journal" });
  });

  test("read 100,000 entries in small pages, and an entry of 5 MB as one", async () => {
    const journals = await newJournals();
    const journal = await journals.open("patients", 1);
    await journal.append([startEntry]);
    const many = Array.from({ length: 100_000 }, (_, index) => sentEntry(`task-${index}`));
    for (let from = 0; from < many.length; from += 10_000) await journal.append(many.slice(from, from + 10_000));
    const large: JournalEntry = { entry: "skipped", records: Array.from({ length: 700_000 }, (_, index) => index) };
    for (let count = 0; count < 3; count += 1) await journal.append([large]);
    const pages: string[][] = [];
    const counting: PostgresPool = {
      async query(text, values) {
        const { rows } = await pool.query<{ entry?: string }>(text, values);
        pages.push(rows.map(({ entry = "" }) => entry));
        return { rows };
      },
    };
    let count = 0;
    for await (const entry of postgresJournals(counting).read("patients", 1)) {
      if (entry.entry !== "start") count += 1;
    }
    expect(count).toBe(100_003);
    expect(Math.max(...pages.map((page) => page.length))).toBe(1_000);
    const sizes = pages.map((page) => page.reduce((sum, { length }) => sum + length, 0));
    expect(Math.max(...sizes)).toBeLessThan(JSON.stringify(large).length + 1_000_000);
  });
});

describe("of two processes that append to a journal in PostgreSQL", () => {
  test("exactly one stores its entries at each position", async () => {
    const journals = await newJournals();
    await (await journals.open("patients", 1)).append([startEntry]);
    const children = ["one", "two", "three"].map((name) => startProcess(name, 20));
    const runs = children.map((child) => ended(child));
    await Promise.all(children.map((child, index) => Promise.race([once(child.stdout, "data"), runs[index]])));
    for (const child of children) child.stdin.end();
    const ends = await Promise.all(runs);
    for (const { code, stdout } of ends)
      expect({ code, lines: stdout.split("\n").length }).toEqual({ code: 0, lines: 22 });
    expect(ends.map(({ stderr }) => stderr).join("")).toContain("taken-over");
    const tasks = await tasksOf(journals);
    expect(tasks).toHaveLength(3 * 20 * 3);
    for (const name of ["one", "two", "three"]) {
      const own = tasks.filter((task) => task.startsWith(`${name}-`));
      const inOrder = Array.from({ length: 20 }, (_, index) =>
        ["a", "b", "c"].map((part) => `${name}-${index}-${part}`),
      );
      expect(own).toStrictEqual(inOrder.flat());
    }
  });

  test("the older one fails at its next append, also of nothing, and stores nothing", async () => {
    const journals = await newJournals();
    const first = await journals.open("patients", 1);
    await first.append([startEntry]);
    const other = await journals.open("patients", 1);
    const second = await journals.open("patients", 1);
    await second.append([run], true);
    for (const [journal, appended] of [
      [first, [sentEntry("task-1"), sentEntry("task-2")]],
      [other, []],
    ] as const) {
      const error = await thrownBy(JournalError, () => journal.append(appended));
      expect(error.reason).toBe("taken-over");
      expect(error.message).toContain("The journal patients.1-of-4.import in PostgreSQL (schema public) was written");
      await expect(journal.append([run])).rejects.toBe(error);
    }
    expect(await collected(journals.read("patients", 1))).toStrictEqual([startEntry, run]);
  });

  test("a killed one has stored whole appends, and each that it knows of", async () => {
    const journals = await newJournals();
    await (await journals.open("patients", 1)).append([startEntry]);
    for (const kill of [3, 20, 41]) {
      const child = startProcess(`kill${kill}`, 10_000);
      child.stdin.end();
      const known: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        if (line !== "ready") known.push(line);
        if (known.length === kill) child.kill("SIGKILL");
      }
      if (child.signalCode === null) await once(child, "exit");
      const tasks = (await tasksOf(journals)).filter((task) => task.startsWith(`kill${kill}-`));
      expect(tasks.length % 3).toBe(0);
      expect(tasks.length / 3 - known.length).toBeOneOf([0, 1]);
    }
  });
});

describe("a journal in PostgreSQL", () => {
  test("fails for good when the server ends in the middle, and has what was stored after the restart", async () => {
    const own = await startPostgres();
    onTestFinished(() => own.stop());
    const journals = postgresJournals(temporaryPool(own.url));
    await journals.define(divided);
    const journal = await journals.open("patients", 1);
    await journal.append([startEntry]);
    let stored = 0;
    let restarting = Promise.resolve();
    const appending = (async () => {
      for (;;) {
        await journal.append([sentEntry(`task-${stored}`)]);
        stored += 1;
        if (stored === 20) restarting = own.restart();
      }
    })();
    const error = await thrownBy(JournalError, () => appending);
    expect(error.reason).toBe("journal");
    await restarting;
    await expect(journal.append([run])).rejects.toBe(error);
    const tasks = await tasksOf(journals);
    expect(tasks.length - stored).toBeOneOf([0, 1]);
    const again = await journals.open("patients", 1);
    await again.append([run]);
  });

  test("is on the disk once its append resolves, although the server has synchronous_commit = off", async () => {
    const lazy = await startPostgres("synchronous_commit=off", "wal_writer_delay=10s");
    onTestFinished(() => lazy.stop());
    const lazyPool = temporaryPool(lazy.url);
    const journals = postgresJournals(lazyPool);
    await journals.define(divided);
    const journal = await journals.open("patients", 1);
    for (let count = 0; count < 20; count += 1) {
      const { rows: before } = await lazyPool.query<{ end: string }>("select pg_current_wal_insert_lsn() as end");
      await journal.append([count === 0 ? startEntry : sentEntry(`task-${count}`)]);
      const { rows } = await lazyPool.query<object>(
        "select pg_current_wal_flush_lsn() > $1::pg_lsn as stored, current_setting('synchronous_commit') as setting",
        [before[0]?.end],
      );
      expect(rows).toStrictEqual([{ stored: true, setting: "off" }]);
    }
    await lazy.restart();
    expect(await journals.list()).toStrictEqual([divided]);
    expect(await tasksOf(journals)).toHaveLength(19);
  });

  test.each(["on", "local", "remote_write", "remote_apply"])("keeps synchronous_commit = %s", async (setting) => {
    const journals = await newJournals();
    const settings: unknown[] = [];
    const own = temporaryPool(`${server.url}?options=-c%20synchronous_commit%3D${setting}`);
    const watching: PostgresPool = {
      async query(text, values) {
        const client = await own.connect();
        try {
          await client.query("begin");
          const { rows } = await client.query<object>(text, values);
          const { rows: shown } = await client.query<object>("show synchronous_commit");
          settings.push(...shown);
          await client.query("commit");
          return { rows };
        } finally {
          client.release();
        }
      },
    };
    const journal = await postgresJournals(watching).open("patients", 1);
    settings.length = 0;
    await journal.append([startEntry]);
    expect(settings).toStrictEqual([{ synchronous_commit: setting }]);
    expect(await collected(journals.read("patients", 1))).toHaveLength(1);
  });

  test.each([
    ["the last entry", "position = 1"],
    ["all entries", "true"],
  ])("fails when %s was deleted, such as by a server that is an old copy", async (_, which) => {
    const journals = await newJournals();
    const journal = await journals.open("patients", 1);
    await journal.append([startEntry, run]);
    await pool.query(`delete from clinia_import_entries where ${which}`);
    expect(await thrownBy(JournalError, () => collected(journal.read()))).toMatchObject({ reason: "taken-over" });
    await expect(journal.append([])).rejects.toMatchObject({ reason: "taken-over" });
    const other = await journals.open("patients", 2);
    await other.append([startEntry, run]);
    await pool.query(`delete from clinia_import_entries where partition = 2 and ${which}`);
    await expect(other.append([run])).rejects.toMatchObject({ reason: "taken-over" });
  });

  test.each([
    ["a missing entry", "delete from clinia_import_entries where position = 1", 2],
    ["an entry that is no entry", "update clinia_import_entries set entry = '{}' where position = 2", 3],
  ])("with %s is damaged", async (_, change, line) => {
    const journals = await newJournals();
    await (await journals.open("patients", 1)).append([startEntry, run, run]);
    await pool.query(change);
    const error = await thrownBy(JournalError, () => collected(journals.read("patients", 1)));
    expect(error.reason).toBe("invalid");
    expect(error.message).toContain(`is damaged: line ${line} is not a valid entry`);
  });
});

describe("journals in PostgreSQL refuse, and say what to do:", () => {
  test("a schema that is not a simple name", () => {
    for (const schema of ["", "A", 'a"', "a.b", "a".repeat(64)]) {
      expect(() => postgresJournals(pool, { schema })).toThrow("expected lower-case letters, digits and underscores");
    }
  });

  test("a schema that does not exist", async () => {
    await expect(newJournals({ schema: "missing" })).rejects.toThrow(
      "PostgreSQL (schema missing) can't be used: the schema does not exist (3F000). Create the schema",
    );
  });

  test("a database without the tables", async () => {
    const journals = postgresJournals(pool);
    await expect(journals.open("patients", 1)).rejects.toThrow(
      "the tables of the journals do not exist (42P01). Enqueue the import first",
    );
    await expect(importReport({ journals })).rejects.toThrow("Enqueue the import first");
  });

  test("an import or a partition that does not exist", async () => {
    const journals = await newJournals();
    await expect(journals.open("others", 1)).rejects.toThrow("There is no import others in PostgreSQL");
    await expect(journals.open("patients", 5)).rejects.toThrow("expected an integer from 1 to 4");
    await expect(journals.define({ name: "..", partitions: 1 })).rejects.toThrow("1 to 100 letters");
  });

  test("a user without rights, until the tables exist and it may use them", async () => {
    await pool.query("drop owned by worker; drop role worker").catch(() => undefined);
    await pool.query("create role worker login");
    const journals = postgresJournals(temporaryPool(server.url.replace("postgres@", "worker:made-up-password@")));
    const denied = await thrownBy(JournalError, () => journals.define(divided));
    expect(denied.message).toContain("permission was denied (42501). Grant this user select and insert");
    expect(denied.message).not.toContain("made-up-password");
    await newJournals();
    await expect(journals.define(divided)).rejects.toThrow("permission was denied");
    await pool.query("grant select, insert on clinia_imports, clinia_import_entries to worker");
    expect(await journals.define(divided)).toStrictEqual(divided);
    expect(await journals.begin("patients", "one")).toStrictEqual({ ...divided, files: "one" });
    await (await journals.open("patients", 1)).append([startEntry, run]);
    expect(await collected(journals.read("patients", 1))).toStrictEqual([startEntry, run]);
  });

  test("a user or a database that does not exist", async () => {
    const other = postgresJournals(temporaryPool(server.url.replace("postgres@", "nobody:made-up-password@")));
    await expect(other.list()).rejects.toThrow("the server refused this user (28000)");
    const missing = postgresJournals(temporaryPool(server.url.replace(/postgres$/, "missing")));
    await expect(missing.list()).rejects.toThrow("the database does not exist (3D000)");
  });

  test("a read-only server", async () => {
    await newJournals();
    const standby = temporaryPool(`${server.url}?options=-c%20default_transaction_read_only%3Don`);
    const journal = await postgresJournals(standby).open("patients", 1);
    await expect(journal.append([startEntry])).rejects.toThrow("the server is read-only, such as a standby (25006)");
  });

  test("a server that can't be reached", async () => {
    const gone = postgresJournals(temporaryPool("postgres://postgres:made-up-password@127.0.0.1:1/postgres"));
    const error = await thrownBy(JournalError, () => gone.define(divided));
    expect(error.message).toBe(
      "PostgreSQL (schema public) can't be used: the server can't be reached (ECONNREFUSED). " +
        "Check that it runs, and the connection string. Then try again: an import resumes.",
    );
  });
});
