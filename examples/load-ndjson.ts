/**
 * Loads a file of NDJSON, a patient in each line, without ever holding all of it: a line that is broken is told by its number,
 * never by its words, which are a patient's; and what was sent is kept in a journal beside the file, so that a run that ended
 * early is taken up where it stopped. Each id must stand in one line alone.
 *
 * Run: npx jiti examples/load-ndjson.ts
 *
 * Prints:
 *   first run:
 *     line 3: not JSON
 *     line 5: no id
 *     stopped: The process ends here.
 *   second run:
 *     line 3: not JSON
 *     line 5: no id
 *     line 4003: The operation failed in the bulk bk_…: FAILED_PRECONDITION. Nothing was written by it: mend it, and send it again.
 *     5997 of 6000 lines are in the registry, some of them by an earlier run
 */
import { appendFile, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRegistryClient, waitForTasks, writeResources, type ResourceOperation } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

interface Patient {
  name: { family: string }[];
}

/** The lines that one task has written, from the first to the last. */
interface Entry {
  taskId: string;
  from: number;
  to: number;
}

interface Journal {
  read(): Promise<Entry[]>;
  add(entry: Entry): Promise<void>;
}

const source = { sourceKey: "ehr-prod" };
const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });

async function load(file: string, journal: Journal): Promise<void> {
  const isWritten = await writtenBefore(journal);
  /** The line of each operation that is under way. */
  const lines = new Map<number, number>();
  const lineOf = (index: number) => lines.get(index) ?? 0;
  let [line, index, skipped, written] = [0, 0, 0, 0];

  async function* operations(): AsyncGenerator<ResourceOperation<Patient>> {
    const handle = await open(file);
    for await (const text of handle.readLines()) {
      line += 1;
      const operation = operationOf(text);
      if (typeof operation === "string") console.log(`  line ${String(line)}: ${operation}`);
      else if (isWritten(line)) skipped += 1;
      else {
        lines.set(index++, line);
        yield operation;
      }
    }
  }

  const outcomes = writeResources(registry, source, operations(), {
    deadlineMs: 600_000,
    onSubmit: ({ taskId, from, to }) => journal.add({ taskId, from: lineOf(from), to: lineOf(to) }),
  });
  for await (const outcome of outcomes) {
    // The error's message has no data and no id in it; error.serverMessage can have.
    if (outcome.ok) written += 1;
    else console.log(`  line ${String(lineOf(outcome.index))}: ${outcome.error.message}`);
    lines.delete(outcome.index);
  }
  const earlier = skipped > 0 ? ", some of them by an earlier run" : "";
  console.log(`  ${String(skipped + written)} of ${String(line)} lines are in the registry${earlier}`);
}

/** What to do with a line, or what is wrong with it. */
function operationOf(text: string): ResourceOperation<Patient> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
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
 * Waits for the tasks of earlier runs, and tells which lines they have written; to be asked line after line. The lines of a task
 * that failed are not among them: they are sent again, and those that fail again are told.
 */
async function writtenBefore(journal: Journal): Promise<(line: number) => boolean> {
  const entries = new Map((await journal.read()).map((entry) => [entry.taskId, entry]));
  const written: Entry[] = [];
  for await (const { ok, taskId } of waitForTasks(registry, source, entries.keys(), { deadlineMs: 600_000 })) {
    const entry = entries.get(taskId);
    if (ok && entry !== undefined) written.push(entry);
  }
  written.sort((one, other) => one.from - other.from);
  return (line) => {
    while (written[0] !== undefined && written[0].to < line) written.shift();
    return written[0] !== undefined && written[0].from <= line;
  };
}

/** A file with an entry in each line. The last one can be half of one, when the process ended while it was written. */
function journalIn(file: string): Journal {
  return {
    async read() {
      const text = await readFile(file, { encoding: "utf8", flag: "a+" });
      return text.split("\n").flatMap((line) => {
        try {
          return [JSON.parse(line) as Entry];
        } catch {
          return [];
        }
      });
    },
    add: (entry) => appendFile(file, `\n${JSON.stringify(entry)}`, { flush: true }),
  };
}

/** Two of the lines are broken. */
function* madeUp(lines: number): Generator<string> {
  for (let number = 1; number <= lines; number++) {
    const line = JSON.stringify({ id: `made-up-${String(number)}`, family: `Made Up ${String(number)}` });
    yield `${number === 3 ? line.slice(0, 12) : number === 5 ? "{}" : line}\n`;
  }
}

const folder = await mkdtemp(join(tmpdir(), "load-ndjson-"));
try {
  const file = join(folder, "patients.ndjson");
  const journal = journalIn(`${file}.journal`);
  await writeFile(file, madeUp(6_000));

  console.log("first run:");
  const dying: Journal = {
    ...journal,
    async add(entry) {
      await journal.add(entry);
      throw new Error("The process ends here.");
    },
  };
  await load(file, dying).catch((error: unknown) => {
    console.log(`  stopped: ${error instanceof Error ? error.message : ""}`);
  });

  console.log("second run:");
  await embedded.settle(); // what was sent goes on there
  embedded.failNext(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
  await load(file, journal);
} finally {
  await rm(folder, { recursive: true });
}
