import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JournalEntry } from "../../src/import/index.ts";
import { importing, patients } from "../support/imports.ts";
import { startRegistries, type CrashRegistries } from "./crash/registries.ts";
import { createImportFolder, endOf } from "./crash/run-import.ts";

const at = "2026-11-28T10:00:00.000Z";
const run: JournalEntry = { entry: "run", at };

describe("a partition that kills its worker each time", () => {
  let registries: CrashRegistries;
  beforeAll(async () => {
    registries = await startRegistries();
  });
  afterAll(() => {
    registries.close();
  });

  test("fails after 5 starts without progress, with the span of records it dies in", async () => {
    const lines = Array.from({ length: 20 }, (_, index) => ({ id: `made-up-${index}`, kill: index === 14 }));
    const folder = await createImportFolder(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join("")));
    try {
      const registry = await registries.open(0);
      const settings = { batchSize: 5, concurrency: 1, startLimit: 5, shard: "1/1" };
      for (let start = 1; start <= 5; start += 1) {
        expect(await endOf(folder.start(registry, settings))).toMatchObject({ code: null });
      }
      const { code, result, stderr } = await endOf(folder.start(registry, settings));
      expect({ code, stderr }).toStrictEqual({ code: 3, stderr: "" });
      expect(result).toMatchObject({
        name: "ImportStoppedError",
        reason: "start-limit",
        message:
          "The import was started 5 times in a row without progress, and ended each time " +
          `after record 1 (${folder.file}, line 1), before the next records were sent. ` +
          "Check these records, the mapping, and the memory of the process. Then run it again: it resumes.",
      });
      expect(await readFile(folder.journal, "utf8")).not.toContain("made-up-");
      const again = await endOf(folder.start(registry, settings));
      expect(again.code, "the start after that counts from 0 again").toBeNull();
    } finally {
      await folder.remove();
    }
  });
});

describe("an import that was started too often without progress", () => {
  test("names the records from the first without an outcome to the last that was being sent", async () => {
    const { run: start, edit, stopped, sent, stored } = await importing(patients(350));
    await start({ batchSize: 100, concurrency: 1 });
    await edit((entries) => {
      const index = entries.findLastIndex(({ entry }) => entry === "sent");
      return [...entries.slice(0, index), run];
    });
    sent.length = 0;
    expect(await stopped({ startLimit: 1 })).toMatchObject({
      reason: "start-limit",
      message: expect.stringMatching(
        /started once without progress, and ended each time between record 301 \(.*patients\.ndjson, line 301\) and record 350\. /,
      ) as string,
    });
    expect(sent).toStrictEqual([]);
    await start({ startLimit: 1 });
    expect(Object.keys(stored())).toHaveLength(350);
  });

  test("leaves out bulks that were finished before it", async () => {
    const { run: start, edit, stopped } = await importing(patients(200));
    await start({ batchSize: 100, concurrency: 2 });
    const upTo = { record: 0, file: 0, offset: 0, line: 1, read: 0, skipped: 0, unusualIds: 0 };
    await edit(([first, ...entries]) => {
      const [, second] = entries.filter(({ entry }) => entry === "sent");
      if (first === undefined || second?.entry !== "sent") throw new Error("Two bulks were expected.");
      const sending = entries.filter(({ entry }) => entry === "sending");
      return [first, ...sending, second, { entry: "done", task: second.task, upTo }, run];
    });
    const { message } = await stopped({ startLimit: 1 });
    expect(message).toMatch(/between record 1 \(.*patients\.ndjson, line 1\) and record 100\. /);
  });

  test("names the first record without an outcome if none was being sent", async () => {
    const { run: start, edit, stopped } = await importing(patients(3));
    await start();
    await edit((entries) => [...entries.slice(0, 1), run, run]);
    const { message } = await stopped({ startLimit: 2 });
    expect(message).toMatch(
      /started 2 times in a row .* after record 1 \(.*, line 1\), before the next records were sent/,
    );
  });

  test.each<[string, (entries: JournalEntry[]) => JournalEntry[]]>([
    ["after a stop", (entries) => [...entries, run, { entry: "stop", at }]],
    ["after progress", (entries) => [...entries.slice(0, 1), run, run, ...entries.slice(1, -1)]],
    ["with another start", (entries) => [...entries.slice(0, -1), run, ...entries.slice(0, 1)]],
  ])("counts from 0 again %s", async (_, change) => {
    const { run: start, edit } = await importing(patients(3));
    await start();
    await edit((entries) => change(entries));
    expect(await start({ startLimit: 2 })).toMatchObject({ written: 3 });
  });

  test("does not count runs that stopped by themselves", async () => {
    const { stopped, run: start, journal } = await importing(patients(3));
    for (let count = 1; count <= 3; count += 1) {
      expect(await stopped({ signal: AbortSignal.abort(), startLimit: 1 })).toMatchObject({ reason: "aborted" });
    }
    expect((await journal()).map(({ entry }) => entry)).toContain("stop");
    expect(await start({ startLimit: 1 })).toMatchObject({ written: 3 });
    const ended = await journal();
    await start({ startLimit: 1 });
    expect(await journal(), "a finished import appends nothing").toStrictEqual(ended);
  });
});
