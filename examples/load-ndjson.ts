/**
 * Loads an NDJSON file with one patient per line, without reading the whole file into memory. An invalid line is reported by its number.
 * Its text is not printed, because it is patient data. A journal beside the file records the lines of each bulk. The next run skips the
 * lines that were written, and sends the others, such as lines that you have fixed. Fix lines in place: the journal identifies them by
 * number. Changes of written lines are not sent. Each id may be in one line only.
 *
 * Run in a clone: npm run build, then npx jiti examples/load-ndjson.ts
 *
 * With your own file of lines such as {"id":"made-up-1","family":"Made Up 1"}: npx jiti examples/load-ndjson.ts FILE.
 * This loads into a registry in memory, which ends with the process. For a real one, change the client in the last lines.
 *
 * Prints:
 *   first run:
 *     line 3: not JSON
 *     line 5: no id
 *     stopped: simulated crash
 *   second run:
 *     line 3: not JSON
 *     line 5: no id
 *     line 4003: The operation failed in the bulk bk_…: FAILED_PRECONDITION. It was not applied: fix it and retry.
 *     5997 of 6000 lines are in the registry, some from an earlier run
 *   third run, with lines 3 and 5 fixed:
 *     6000 of 6000 lines are in the registry, some from an earlier run
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
import type { Patient } from "./profiles/clinia.gen.ts";

/** Consecutive lines, from the first to the last. */
interface LineRange {
  from: number;
  to: number;
}

/** The lines of one bulk, as ranges: a million single numbers would make a large journal. */
interface Entry {
  taskId: string;
  ranges: LineRange[];
}

interface Journal {
  read(): Promise<Entry[]>;
  add(entry: Entry): Promise<void>;
}

const source = { sourceKey: "ehr-prod" };

export async function load(registry: RegistryClient, file: string, journal = journalBeside(file)): Promise<void> {
  const isWritten = await readWritten(registry, journal);
  /** The line of each operation in progress, by its index. */
  const lines = new Map<number, number>();
  let [line, blank, index, skipped, written] = [0, 0, 0, 0, 0];

  async function* operations(): AsyncGenerator<ResourceOperation<Patient>> {
    for await (const bytes of readLines(file)) {
      line += 1;
      const text = bytes.toString();
      if (text.trim() === "") blank += 1;
      else if (isWritten(line)) skipped += 1;
      else {
        const operation = isUtf8(bytes) ? parseLine(text) : "not UTF-8";
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
    flushMs: Infinity, // send full bulks only: unlike a queue, a file has no pauses
    onSubmit: async ({ taskId, from, to, excluded }) => {
      const excludedIndexes = new Set(excluded);
      const sent = [...lines].filter(([index]) => from <= index && index <= to && !excludedIndexes.has(index));
      await journal.add({ taskId, ranges: toRanges(sent.map(([, line]) => line)) });
    },
  });
  for await (const outcome of outcomes) {
    // The message of the error contains no data and no resource id. error.serverMessage may contain both.
    if (outcome.ok) written += 1;
    else console.log(`  line ${String(lines.get(outcome.index))}: ${outcome.error.message}`);
    lines.delete(outcome.index);
  }
  const earlier = skipped > 0 ? ", some from an earlier run" : "";
  console.log(`  ${skipped + written} of ${line - blank} lines are in the registry${earlier}`);
}

/**
 * Yields the bytes of each line. Splits at line feeds only: `readline` of Node.js 24 and Bun also splits at U+2028 and U+2029, which JSON
 * allows inside a string. The file is closed at the end, also when the loop is exited early.
 */
async function* readLines(file: string): AsyncGenerator<Buffer> {
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

/** Returns the operation of a line, or the reason why the line is invalid. */
function parseLine(text: string): ResourceOperation<Patient> | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, "")); // the byte order mark of files from Windows
  } catch {
    return "not JSON"; // the message of the error quotes the line
  }
  if (typeof value !== "object" || value === null) return "not an object";
  if (!("id" in value && typeof value.id === "string" && value.id !== "")) return "no id";
  if (!("family" in value && typeof value.family === "string")) return "no family name";
  // An upsert, because it is safe to retry.
  return { action: "UPSERT", upsert: { type: "patient", id: value.id, data: { name: [{ family: value.family }] } } };
}

/**
 * Waits for the tasks of earlier runs. Resolves with a function that returns whether a line was written; call it with ascending line numbers.
 * The lines of a task count as not written when one of its operations failed, or when the registry no longer has the task: they are
 * retried, which is safe for upserts, and reported if they fail again.
 */
async function readWritten(registry: RegistryClient, journal: Journal): Promise<(line: number) => boolean> {
  const entries = new Map((await journal.read()).map((entry) => [entry.taskId, entry]));
  const written: LineRange[] = [];
  const options = { deadlineMs: 600_000, withReceipts: true };
  for await (const outcome of waitForTasks(registry, source, entries.keys(), options)) {
    // The task may still be applied: run this again later.
    if (!outcome.ok && outcome.error.name === "TaskTimeoutError") throw outcome.error;
    if (!outcome.ok || outcome.task.receipts?.every(({ status }) => status === "SUCCESS") !== true) continue;
    written.push(...(entries.get(outcome.taskId)?.ranges ?? []));
  }
  written.sort((one, other) => one.from - other.from);
  let next = 0;
  return (line) => {
    while ((written[next]?.to ?? Infinity) < line) next += 1;
    return (written[next]?.from ?? Infinity) <= line;
  };
}

/** Joins ascending line numbers to ranges. */
function toRanges(lines: readonly number[]): LineRange[] {
  const ranges: LineRange[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.to === line - 1) last.to = line;
    else ranges.push({ from: line, to: line });
  }
  return ranges;
}

/** A file with one entry per line. The last entry is incomplete if the process ended while it was written: it is ignored. */
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

/** Loads made-up lines in three runs. Two lines are invalid until the third run. */
async function demonstrate(): Promise<void> {
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
    const crashing: Journal = {
      ...journal,
      async add(entry) {
        await journal.add(entry);
        throw new Error("simulated crash");
      },
    };
    await load(registry, file, crashing).catch((error: unknown) => {
      console.log(`  stopped: ${error instanceof Error ? error.message : ""}`);
    });

    console.log("second run:");
    await embedded.completeTasks(); // the registry still applies the bulks that it accepted
    embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
    await load(registry, file, journal);

    console.log("third run, with lines 3 and 5 fixed:");
    await writeFile(file, lines.join("\n"));
    await load(registry, file, journal);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// For a real workspace: createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY })
const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
const [, , file] = process.argv;
await (file === undefined ? demonstrate() : load(registry, file));
