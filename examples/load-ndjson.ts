/**
 * Loads a file of NDJSON, a patient in each line, without ever holding all of it: a line that is broken is told by its number,
 * never by its words, which are a patient's. What was sent is kept in a journal beside the file: the next run sends what is not in
 * the registry yet, such as lines that you have fixed since. Fix them in place, for the journal knows lines by their numbers, and
 * does not look again at one that was written. Each id must stand in one line alone.
 *
 * Run: npm run build, then npx jiti examples/load-ndjson.ts
 *
 * Or, with a file of yours, whose lines are like {"id":"made-up-1","family":"Made Up 1"}: npx jiti examples/load-ndjson.ts FILE.
 * It then loads into a registry in memory, which ends with the process: for another one, change the client on the last lines.
 *
 * Prints:
 *   first run:
 *     line 3: not JSON
 *     line 5: no id
 *     stopped: The process ends here.
 *   second run:
 *     line 3: not JSON
 *     line 5: no id
 *     line 4003: The operation failed in the bulk bk_…: FAILED_PRECONDITION. It was not applied: fix it and retry.
 *     5997 of 6000 lines are in the registry, some of them by an earlier run
 *   third run, with lines 3 and 5 fixed:
 *     6000 of 6000 lines are in the registry, some of them by an earlier run
 */
import { Buffer, isUtf8 } from "node:buffer";
import { appendFile, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createRegistryClient,
  waitForTasks,
  writeResources,
  type RegistryClient,
  type ResourceOperation,
} from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

interface Patient {
  name: { family: string }[];
}

/** Lines that follow one another, from the first to the last. */
interface Run {
  from: number;
  to: number;
}

/** The lines that were sent with one task. As runs, because a million single lines would make a large journal. */
interface Entry {
  taskId: string;
  runs: Run[];
}

interface Journal {
  read(): Promise<Entry[]>;
  add(entry: Entry): Promise<void>;
}

const source = { sourceKey: "ehr-prod" };

export async function load(registry: RegistryClient, file: string, journal = journalBeside(file)): Promise<void> {
  const isWritten = await writtenBefore(registry, journal);
  /** The line of each operation that is under way. */
  const lines = new Map<number, number>();
  let [line, blank, index, skipped, written] = [0, 0, 0, 0, 0];

  async function* operations(): AsyncGenerator<ResourceOperation<Patient>> {
    for await (const bytes of linesOf(file)) {
      line += 1;
      const text = bytes.toString();
      if (text.trim() === "") blank += 1;
      else if (isWritten(line)) skipped += 1;
      else {
        const operation = isUtf8(bytes) ? operationOf(text) : "not UTF-8";
        if (typeof operation === "string") console.log(`  line ${line}: ${operation}`);
        else {
          lines.set(index++, line);
          yield operation;
        }
      }
    }
  }

  const outcomes = writeResources(registry, source, operations(), {
    deadlineMs: 600_000,
    onSubmit: async ({ taskId, from, to, excluded: without }) => {
      const notSent = new Set(without);
      const sent = [...lines].filter(([index]) => from <= index && index <= to && !notSent.has(index));
      await journal.add({ taskId, runs: runsOf(sent.map(([, line]) => line)) });
    },
  });
  for await (const outcome of outcomes) {
    // The error's message has no data and no id in it; error.serverMessage can have.
    if (outcome.ok) written += 1;
    else console.log(`  line ${String(lines.get(outcome.index))}: ${outcome.error.message}`);
    lines.delete(outcome.index);
  }
  const earlier = skipped > 0 ? ", some of them by an earlier run" : "";
  console.log(`  ${skipped + written} of ${line - blank} lines are in the registry${earlier}`);
}

/**
 * The bytes of each line. A line ends at a line feed alone: the lines of `readline` end at U+2028 and U+2029 too on Node.js 24 and Bun,
 * and JSON allows both inside a string. The file is closed at the end, also when the loop ends early.
 */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  const stream = (await open(file)).createReadStream();
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
  }
  yield Buffer.concat(rest);
}

/** What to do with a line, or what is wrong with it. */
function operationOf(text: string): ResourceOperation<Patient> | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, "")); // what Windows exports begin with: a byte order mark
  } catch {
    return "not JSON"; // the error's own message quotes the line
  }
  if (typeof value !== "object" || value === null) return "not an object";
  if (!("id" in value && typeof value.id === "string" && value.id !== "")) return "no id";
  if (!("family" in value && typeof value.family === "string")) return "no family name";
  // An upsert, because it can be sent again.
  return { action: "UPSERT", upsert: { type: "patient", id: value.id, data: { name: [{ family: value.family }] } } };
}

/**
 * Waits for the tasks of earlier runs, and tells which lines they have written; to be asked line after line. When one operation of
 * a task failed, or nobody knows the task any more, none of its lines are among them: they are sent again, which upserts allow, and
 * those that fail again are told.
 */
async function writtenBefore(registry: RegistryClient, journal: Journal): Promise<(line: number) => boolean> {
  const entries = new Map((await journal.read()).map((entry) => [entry.taskId, entry]));
  const written: Run[] = [];
  const options = { deadlineMs: 600_000, withReceipts: true };
  for await (const outcome of waitForTasks(registry, source, entries.keys(), options)) {
    // It may still be carried out: run this again later.
    if (!outcome.ok && outcome.error.name === "TaskTimeoutError") throw outcome.error;
    if (!outcome.ok || outcome.task.receipts?.every(({ status }) => status === "SUCCESS") !== true) continue;
    written.push(...(entries.get(outcome.taskId)?.runs ?? []));
  }
  written.sort((one, other) => one.from - other.from);
  let place = 0;
  return (line) => {
    while ((written[place]?.to ?? Infinity) < line) place += 1;
    return (written[place]?.from ?? Infinity) <= line;
  };
}

/** Lines in their order, as runs. */
function runsOf(lines: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.to === line - 1) last.to = line;
    else runs.push({ from: line, to: line });
  }
  return runs;
}

/** A file with an entry in each line. The last one can be half of one, when the process ended while it was written. */
function journalBeside(file: string): Journal {
  const journal = `${file}.journal`;
  return {
    async read() {
      const text = await readFile(journal, { encoding: "utf8", flag: "a+" });
      return text.split("\n").flatMap((line) => {
        try {
          return [JSON.parse(line) as Entry];
        } catch {
          return [];
        }
      });
    },
    add: (entry) => appendFile(journal, `\n${JSON.stringify(entry)}`, { flush: true }),
  };
}

/** Three runs over lines that are made up. Two of them are broken until the third. */
async function show(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "load-ndjson-"));
  try {
    const file = join(folder, "patients.ndjson");
    const journal = journalBeside(file);
    const lines = Array.from({ length: 6_000 }, (_, index) => {
      const number = String(index + 1);
      return JSON.stringify({ id: `made-up-${number}`, family: `Made Up ${number}` });
    });
    await writeFile(file, lines.with(2, '{"id":"made-').with(4, "{}").join("\n"));

    console.log("first run:");
    const dying: Journal = {
      ...journal,
      async add(entry) {
        await journal.add(entry);
        throw new Error("The process ends here.");
      },
    };
    await load(registry, file, dying).catch((error: unknown) => {
      console.log(`  stopped: ${error instanceof Error ? error.message : ""}`);
    });

    console.log("second run:");
    await embedded.completeTasks(); // what was sent goes on there
    embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
    await load(registry, file, journal);

    console.log("third run, with lines 3 and 5 fixed:");
    await writeFile(file, lines.join("\n"));
    await load(registry, file, journal);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// With an account there is no embedded registry: createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY })
const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
const [, , file] = process.argv;
await (file === undefined ? show() : load(registry, file));
