import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { EmbeddedRegistry, EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import { importFiles, ImportStoppedError, type ImportOptions, type ImportSummary } from "../../src/import/index.ts";
import type { JournalEntry } from "../../src/import/journal/entries.ts";
import { upsertOperation, type RegistryClient } from "../../src/index.ts";
import { createRegistryClient } from "./client.ts";
import { createEmbeddedRegistry } from "./embedded.ts";

export const source = { sourceKey: "ehr-prod" };

/** A file, and a registry to import it into. */
export interface Importing {
  readonly folder: string;
  readonly file: string;
  readonly embedded: EmbeddedRegistry;
  readonly registry: RegistryClient;
  /** The operations of each bulk that was sent: `UPSERT made-up-1`. */
  readonly sent: string[][];
  /** Replaces the lines of the file. Objects are written as JSON. */
  readonly write: (lines: readonly unknown[]) => Promise<void>;
  /** Imports the file with the type `patient`. */
  readonly run: (options?: ImportOptions) => Promise<ImportSummary>;
  /** Resolves with the error of an import that stops. */
  readonly stopped: (options?: ImportOptions) => Promise<ImportStoppedError>;
  /** The stored data of patients by id. */
  readonly stored: () => Record<string, unknown>;
  readonly journal: () => Promise<JournalEntry[]>;
  /** Changes the journal to what a crash leaves. */
  readonly edit: (change: (entries: JournalEntry[]) => readonly JournalEntry[]) => Promise<void>;
  readonly rejects: () => Promise<object[]>;
}

interface Settings extends EmbeddedRegistryOptions {
  readonly profiles?: never;
}

/** Creates a folder with the file `patients.ndjson`, which the end of the test removes, and an embedded registry. */
export async function importing(lines: readonly unknown[] = [], settings: Settings = {}): Promise<Importing> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-import-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "patients.ndjson");
  const embedded = createEmbeddedRegistry({ taskDurationMs: 0, ...settings });
  const sent: string[][] = [];
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "a-made-up-key",
    retry: { backoffMs: 1 },
    fetch(url, init) {
      if (url.endsWith("/bulk") && typeof init.body === "string") sent.push(targetsOf(init.body));
      return embedded.fetch(url, init);
    },
  });
  const readLines = async (name: string) => {
    const text = await readFile(name, "utf8");
    return text.split("\n").slice(0, -1);
  };
  const importing: Importing = {
    ...{ folder, file, embedded, registry, sent },
    write: (lines) => writeFile(file, lines.map((line) => `${textOf(line)}\n`).join("")),
    run: (options) => importFiles(registry, source, file, { type: "patient", ...options }),
    async stopped(options) {
      const error: unknown = await importing.run(options).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(ImportStoppedError);
      return error as ImportStoppedError;
    },
    stored: () =>
      Object.fromEntries(embedded.resources({ ...source, resourceType: "patient" }).map(({ id, data }) => [id, data])),
    journal: async () => (await readLines(`${file}.import`)).map((line) => JSON.parse(line) as JournalEntry),
    async edit(change) {
      const kept = change(await importing.journal());
      await writeFile(`${file}.import`, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    },
    rejects: async () => (await readLines(`${file}.rejects.ndjson`)).map((line) => JSON.parse(line) as object),
  };
  await importing.write(lines);
  return importing;
}

function textOf(line: unknown): string {
  return typeof line === "string" ? line : JSON.stringify(line);
}

function targetsOf(body: string): string[] {
  const { operations } = JSON.parse(body) as { operations: Record<string, { id: string } & string>[] };
  return operations.map((operation) => {
    const action = operation.action ?? "";
    return `${action} ${operation[action.toLowerCase()]?.id ?? ""}`;
  });
}

/** Made-up patients, from number 1. */
export function patients(count: number): { id: string; family: string }[] {
  return Array.from({ length: count }, (_, index) => patient(index + 1));
}

export function patient(number: number, family = `Made Up ${number}`): { id: string; family: string } {
  return { id: `made-up-${number}`, family };
}

/** An upsert of a patient with a value. */
export function upsert(id: string, value: unknown) {
  return upsertOperation("patient", id, { value });
}
