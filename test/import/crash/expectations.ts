import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import type { Rejected } from "../../../src/import/types.ts";
import { canary, type MadeUpInput } from "./made-up-input.ts";
import type { CrashRegistry } from "./registries.ts";
import type { EndedImport, ImportFolder, ImportSettings } from "./run-import.ts";

/** Expects that the last run ended with every record of the input accounted for. */
export function expectWholeSummary(ended: EndedImport, { counts }: MadeUpInput): void {
  expect(ended).toMatchObject({ code: 1, stderr: "", result: { summary: { ...counts, open: 0 } } });
}

/** Expects that the registry stores the last version of each id. */
export async function expectLastVersions(registry: CrashRegistry, { last }: MadeUpInput): Promise<void> {
  const { resources } = await registry.report();
  const stored = Object.fromEntries(resources.filter(([id]) => !id.startsWith("canary-failed")));
  const wanted = [...last].filter(([, version]) => version !== undefined);
  expect(stored).toStrictEqual(Object.fromEntries(wanted));
}

/** Expects that a kill makes at most the bulks in progress be sent twice. */
export async function expectFewSentTwice(
  registry: CrashRegistry,
  { operations }: MadeUpInput,
  { batchSize, concurrency }: ImportSettings,
  kills: number,
): Promise<void> {
  const report = await registry.report();
  const sentTwice = report.operations - operations;
  expect(sentTwice).toBeGreaterThanOrEqual(0);
  expect(sentTwice).toBeLessThanOrEqual(kills * concurrency * batchSize);
}

/** Expects that the file of rejects has each rejected record once, in the order of the input. */
export async function expectRejects(folder: ImportFolder, { rejected }: MadeUpInput): Promise<void> {
  const lines = (await readFile(folder.rejects, "utf8")).split("\n").filter((line) => line !== "");
  const rejects = lines.map((line) => JSON.parse(line) as Rejected);
  expect(rejects.map(({ line, offset }) => ({ line, offset }))).toStrictEqual(
    rejected.map(({ line, offset }) => ({ line, offset })),
  );
  for (const [index, { reason }] of rejected.entries()) {
    if (reason !== undefined) expect(rejects[index]).toMatchObject({ reason });
  }
}

const forms = [canary, Buffer.from(canary).toString("hex"), Buffer.from(canary.toLowerCase()).toString("hex")];

/** Expects that neither a file nor an output has a made-up name or id, also as hexadecimal. */
export async function expectNoData(folder: ImportFolder, runs: readonly EndedImport[]): Promise<void> {
  const outputs = runs.map(({ stdout, stderr }) => stdout + stderr);
  const text = [await folder.written(), ...outputs].join("\n").toUpperCase();
  const shown = forms.filter((form) => text.includes(form.toUpperCase()));
  expect(shown, "made-up data in a file or an output").toStrictEqual([]);
}
