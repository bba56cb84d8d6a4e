import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { importFiles, skip, type ImportMapping, type ImportSummary } from "../../../src/import/index.ts";
import { deleteOperation, upsertOperation } from "../../../src/index.ts";
import { createRegistryClient } from "../../support/client.ts";
import { createEmbeddedRegistry } from "../../support/embedded.ts";
import { isFull } from "../../support/full-counts.ts";
import { makeInput } from "./made-up-input.ts";
import { createImportFolder } from "./run-import.ts";

const map: ImportMapping = ({ id, twin, skip: isSkipped, deleted, ...data }) => {
  if (isSkipped === true) return skip();
  if (twin !== undefined) return [id, twin].map((each) => upsertOperation("patient", String(each), data));
  return deleted === true ? deleteOperation("patient", String(id)) : upsertOperation("patient", String(id), data);
};

/** In `npm test` the journal is cut at some bytes instead of every one. */
test.each([
  { lineCount: 60, batchSize: 10, step: isFull ? 1 : 9 },
  // Journals count finished records in thousands.
  { lineCount: 1_100, batchSize: 300, step: isFull ? 1 : 60 },
])(
  "an import of $lineCount lines whose journal was cut in its last three lines ends in the same state",
  async (row) => {
    const { lineCount, batchSize, step } = row;
    const folder = await createImportFolder(makeInput(21, lineCount).bytes);
    onTestFinished(() => folder.remove());
    const embedded = createEmbeddedRegistry({ taskDurationMs: 0 });
    const registry = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "key-of-the-torn-journal",
      fetch: embedded.fetch,
    });
    const path = { sourceKey: "ehr-prod", resourceType: "patient" };
    const run = async () => {
      const { resumed, ...counts } = await importFiles(registry, path, [folder.file], {
        ...{ map, journal: folder.journal, batchSize, concurrency: 1 },
      });
      return { resumed, state: await stateOf(counts) };
    };
    const stateOf = async (counts: Omit<ImportSummary, "resumed">) => ({
      counts,
      // A patient that is deleted and written again moves to the end.
      stored: new Map(embedded.resources(path).map(({ id, data }) => [id, data])),
      rejects: await readFile(folder.rejects, "utf8"),
    });

    const { state } = await run();
    const journal = await readFile(folder.journal);
    const lineEnds = [...journal.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1);
    const [start = 0, ...ends] = lineEnds.slice(-4);
    const cuts = Array.from({ length: Math.ceil((journal.length - start) / step) }, (_, index) => start + index * step);
    for (const cut of new Set([...cuts, ...ends.flatMap((end) => [end - 1, end])])) {
      await writeFile(folder.journal, journal);
      await truncate(folder.journal, cut);
      await rm(folder.rejects);
      const resumed = await run();
      expect({ cut, state: resumed.state }).toStrictEqual({ cut, state });
      expect(resumed.resumed).toBeGreaterThan(0);
    }
  },
);
