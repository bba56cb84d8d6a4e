import { expected } from "../../client/option-rules.ts";
import { throwIfInvalid } from "../../errors/registry-error.ts";
import { appendQueue } from "./append-queue.ts";
import { parseEntry } from "./check-entry.ts";
import { checkDivided, checkImportName, partitionName, requireStored } from "./divided-imports.ts";
import type { Journal, JournalEntry } from "./entries.ts";
import { invalidLine, JournalError, takenOver } from "./journal-error.ts";
import { entryLine } from "./journal-lines.ts";
import type { DividedImport, Journals } from "./journals.ts";
import { isMissingTable, isTaken, isUndone, postgresFailure } from "./postgres-errors.ts";

/** A pool of connections to PostgreSQL, such as a `Pool` of `pg`. */
export interface PostgresPool {
  /** Runs a query with its values. Without values, `text` can have several statements, which are one transaction. */
  query(text: string, values?: unknown[]): PromiseLike<{ readonly rows: readonly object[] }>;
}

/** Options of {@link postgresJournals}. */
export interface PostgresJournalsOptions {
  /** The schema of the tables. It must exist. Default: `"public"`. */
  readonly schema?: string | undefined;
}

/** A row with these columns. */
type Row<Column extends string> = Readonly<Record<Column, unknown>>;

/** The tables of a schema, and the pool that queries them. */
interface Tables {
  readonly pool: PostgresPool;
  readonly imports: string;
  readonly entries: string;
  readonly place: string;
}

/**
 * Returns journals in PostgreSQL, for workers of several machines. The tables `clinia_imports` and `clinia_import_entries` have no id and no
 * data. `define` creates them; users who can't create tables can use them once they exist.
 *
 * Of two processes that append to one journal, one fails. An entry is on the disk of the server before its append resolves, even if the
 * server has `synchronous_commit = off`.
 *
 * @param pool A pool of `pg`, or another one with the same `query`. It is not ended.
 * @throws `InvalidRequestError` When `schema` is not a simple name.
 */
export function postgresJournals(pool: PostgresPool, { schema = "public" }: PostgresJournalsOptions = {}): Journals {
  throwIfInvalid(
    expected("schema", "lower-case letters, digits and underscores", /^[a-z_][a-z0-9_]{0,62}$/.test(schema)),
  );
  const place = `PostgreSQL (schema ${schema})`;
  const [imports, entries] = [`"${schema}".clinia_imports`, `"${schema}".clinia_import_entries`];
  const tables: Tables = { pool, imports, entries, place };
  const locate = async (importName: string, partition: number): Promise<Location> => {
    checkImportName(importName);
    const name = partitionName(requireStored(await findStored(tables, importName), importName, place), partition);
    return { tables, importName, partition, name: `${name} in ${place}` };
  };
  return {
    place,
    async define(divided) {
      checkDivided(divided);
      const store = async () => {
        await insertImport(tables, divided);
        return requireStored(await findStored(tables, divided.name), divided.name, place);
      };
      return store().catch(async (error: unknown) => {
        if (!(error instanceof JournalError && isMissingTable(error.cause))) throw error;
        await createTables(tables);
        return store();
      });
    },
    async begin(name, files) {
      checkImportName(name);
      await insertFiles(tables, name, files);
      return requireStored(await findStored(tables, name), name, place);
    },
    async list() {
      const rows = await query<StoredColumn>(tables, place, `${storedImports(tables)} order by name collate "C"`, []);
      return rows.map(importOf);
    },
    open: async (importName, partition) => openJournal(await locate(importName, partition)),
    async *read(importName, partition) {
      yield* entriesOf(await locate(importName, partition), Infinity);
    },
  };
}

/** How often a statement is run when the server undoes it each time. */
const maxRuns = 20;

/** Runs a query, and replaces errors of the pool. */
async function query<Column extends string>(
  { pool }: Tables,
  name: string,
  text: string,
  values?: unknown[],
): Promise<readonly Row<Column>[]> {
  for (let run = 1; ; run += 1) {
    try {
      const { rows } = await pool.query(text, values);
      return rows as readonly Row<Column>[];
    } catch (error) {
      if (isUndone(error) && run < maxRuns) continue;
      throw isTaken(error) ? takenOver(name) : postgresFailure(name, error);
    }
  }
}

/** The lock, of an arbitrary number, makes concurrent creators wait: `if not exists` alone fails for one of them. */
async function createTables(tables: Tables): Promise<void> {
  const { imports, entries, place } = tables;
  await query(
    tables,
    place,
    `select pg_advisory_xact_lock(7203716524418901);
     create table if not exists ${imports} (name text primary key, partitions integer not null);
     create table if not exists ${entries} (
       import_name text not null,
       partition integer not null,
       position bigint not null,
       entry text not null,
       primary key (import_name, partition, position)
     );`,
  );
}

/** Makes the commit of its statement wait for the disk. A stronger setting of the server is kept. */
const durable = `durable as (
  select set_config('synchronous_commit', case value when 'off' then 'on' else value end, true)
  from current_setting('synchronous_commit') as value
)`;

async function insertImport(tables: Tables, { name, partitions }: DividedImport): Promise<void> {
  await query(
    tables,
    tables.place,
    `with ${durable} insert into ${tables.imports} (name, partitions)
     select $1, $2::integer from durable on conflict (name) do nothing`,
    [name, partitions],
  );
}

/**
 * The hash of the files is at position 0 of partition 0, which no journal has: the tables need no further column, and the users no
 * right to update.
 */
async function insertFiles(tables: Tables, name: string, files: string): Promise<void> {
  await query(
    tables,
    tables.place,
    `with ${durable} insert into ${tables.entries} (import_name, partition, position, entry)
     select name, 0, 0, $2 from durable, ${tables.imports} where name = $1 on conflict do nothing`,
    [name, files],
  );
}

type StoredColumn = "name" | "partitions" | "files";

function storedImports({ imports, entries }: Tables): string {
  return `select name, partitions, entry as files from ${imports}
    left join ${entries} on import_name = name and partition = 0 and position = 0`;
}

function importOf({ name, partitions, files }: Row<StoredColumn>): DividedImport {
  return { name: String(name), partitions: Number(partitions), ...(typeof files === "string" && { files }) };
}

async function findStored(tables: Tables, name: string): Promise<DividedImport | undefined> {
  const [row] = await query<StoredColumn>(tables, tables.place, `${storedImports(tables)} where name = $1`, [name]);
  return row && importOf(row);
}

/** The place of a journal. */
interface Location {
  readonly tables: Tables;
  readonly importName: string;
  readonly partition: number;
  /** The journal as it is printed. */
  readonly name: string;
}

async function openJournal(location: Location): Promise<Journal> {
  let length = await lengthOf(location);
  const { append, idle } = appendQueue(async (entries) => {
    await appendTo(location, length, entries);
    length += entries.length;
  });
  let isClosed = false;
  return {
    name: location.name,
    read: () => entriesOf(location, length),
    async append(entries) {
      if (isClosed) throw new JournalError(`The journal ${location.name} is closed.`, "journal");
      return append(entries);
    },
    async close() {
      isClosed = true;
      await idle();
    },
  };
}

async function lengthOf({ tables, importName, partition, name }: Location): Promise<number> {
  const [row] = await query<"length">(
    tables,
    name,
    `select coalesce(max(position) + 1, 0) as length from ${tables.entries} where import_name = $1 and partition = $2`,
    [importName, partition],
  );
  return Number(row?.length);
}

/**
 * Appends entries after the length that this process knows, all or none. Another process that has appended there makes the primary key refuse
 * them. The entry before them must exist: a server that was replaced by a copy may have lost it.
 *
 * Every append waits for the disk, also one that need not be durable. Otherwise a crash of the server could lose entries that this process
 * knows of. Another process could then append as many, and the check would accept its entry as this one's: both would send.
 */
async function appendTo(location: Location, length: number, entries: readonly JournalEntry[]): Promise<void> {
  const { tables, importName, partition, name } = location;
  if (entries.length === 0) {
    if ((await lengthOf(location)) !== length) throw takenOver(name);
    return;
  }
  const rows = await query(
    tables,
    name,
    `with ${durable} insert into ${tables.entries} (import_name, partition, position, entry)
     select $1, $2::integer, $3::bigint + number - 1, entry
     from durable, unnest($4::text[]) with ordinality as appended (entry, number)
     where $3::bigint = 0 or exists (
       select from ${tables.entries} where import_name = $1 and partition = $2::integer and position = $3::bigint - 1
     )
     returning position`,
    [importName, partition, length, entries.map(asciiLine)],
  );
  if (rows.length !== entries.length) throw takenOver(name);
}

/** Databases with another encoding than UTF-8 store ASCII alone as it is. */
function asciiLine(entry: JournalEntry): string {
  return entryLine(entry)
    .trimEnd()
    .replaceAll(/[\u007f-\uffff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The most rows, and about the most bytes, that are read at a time. */
const pageRows = 1_000;
const pageBytes = 1_000_000;

/** Yields the entries of a journal up to a length. */
async function* entriesOf(location: Location, length: number): AsyncGenerator<JournalEntry, void, undefined> {
  const { tables, importName, partition, name } = location;
  for (let position = 0; position < length;) {
    const rows = await query<"position" | "entry">(
      tables,
      name,
      `select position, entry from (
         select position, entry, sum(octet_length(entry)) over (order by position) - octet_length(entry) as before
         from (
           select position, entry from ${tables.entries}
           where import_name = $1 and partition = $2 and position >= $3 order by position limit ${pageRows}
         ) as rows
       ) as page where before < ${pageBytes} order by position`,
      [importName, partition, position],
    );
    if (rows.length === 0 && length === Infinity) return;
    if (rows.length === 0) throw takenOver(name);
    for (const row of rows) {
      if (Number(row.position) !== position) throw invalidLine(name, position + 1);
      position += 1;
      yield parseEntry(String(row.entry), name, position);
      if (position === length) return;
    }
  }
}
