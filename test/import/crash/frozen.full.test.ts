import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { expectLastVersions, expectNoData, expectRejects, expectWholeSummary } from "./expectations.ts";
import { makeInput, type MadeUpInput } from "./made-up-input.ts";
import { startRegistries, type CrashRegistries, type CrashRegistry } from "./registries.ts";
import {
  createImportFolder,
  endOf,
  type EndedImport,
  type ImportFolder,
  type InterruptionEvent,
} from "./run-import.ts";

const lineCount = 200;
const taskDurationMs = 5;

let registries: CrashRegistries;
beforeAll(async () => {
  registries = await startRegistries();
});
afterAll(() => {
  registries.close();
});

/** An import that is frozen, and what is needed to continue it. */
interface Frozen {
  readonly folder: ImportFolder;
  readonly registry: CrashRegistry;
  readonly input: MadeUpInput;
  readonly pid: number | undefined;
  /** Starts a second import with the same journal. */
  readonly runSecond: () => Promise<EndedImport>;
  /** Continues the frozen one. */
  readonly awake: () => Promise<EndedImport>;
}

/** Freezes an import at an event, and passes it to `use`. */
async function withFrozen(
  event: InterruptionEvent,
  concurrency: number,
  use: (frozen: Frozen) => Promise<void>,
): Promise<void> {
  const input = makeInput(11, lineCount);
  const folder = await createImportFolder(input.bytes);
  const registry = await registries.open(taskDurationMs);
  const settings = { batchSize: 25, concurrency };
  const child = folder.start(registry, settings, { interruption: { event, number: 3, signal: "SIGSTOP" } });
  const end = endOf(child);
  try {
    const frozen = vi.waitFor(async () => {
      expect(await folder.happened()).toStrictEqual([event]);
    }, 20_000);
    const endsEarly = end.then(({ stderr }) => {
      throw new Error(`The import ended before the event. ${stderr}`);
    });
    await Promise.race([frozen, endsEarly]);
    await use({
      ...{ folder, registry, input, pid: child.pid },
      runSecond: () => endOf(folder.start(registry, settings)),
      awake: () => {
        child.kill("SIGCONT");
        return end;
      },
    });
  } finally {
    child.kill("SIGKILL");
    await folder.remove();
  }
}

describe("an import that was frozen, and whose lock was removed,", () => {
  test("stops itself when it continues after another import has finished its work", async () => {
    await withFrozen("before sent", 1, async ({ folder, registry, input, runSecond, awake }) => {
      await rm(folder.lock);
      const second = await runSecond();
      expectWholeSummary(second, input);
      const first = await awake();
      expect(first).toMatchObject({ code: 3, stderr: "", result: { reason: "taken-over" } });
      await expectLastVersions(registry, input);
      await expectRejects(folder, input);
      await expectNoData(folder, [first, second]);
      // Also the journal is still that of the second.
      expectWholeSummary(await runSecond(), input);
    });
  });

  test("sends at most the bulks that were in progress", async () => {
    const concurrency = 4;
    await withFrozen("before POST", concurrency, async ({ folder, registry, input, runSecond, awake }) => {
      await rm(folder.lock);
      expectWholeSummary(await runSecond(), input);
      const before = await registry.report();
      expect(await awake()).toMatchObject({ code: 3, result: { reason: "taken-over" } });
      const after = await registry.report();
      expect(after.bulks - before.bulks).toBeLessThanOrEqual(concurrency);
      await expectRejects(folder, input);
    });
  });
});

test("a second import with the same journal names the process of the first, which continues", async () => {
  await withFrozen("before the first poll", 2, async ({ folder, registry, input, runSecond, awake, pid }) => {
    const second = await runSecond();
    expect(second).toMatchObject({ code: 3, stderr: "", result: { reason: "taken-over" } });
    expect(second.result?.message).toContain(String(pid));
    const first = await awake();
    expectWholeSummary(first, input);
    await expectLastVersions(registry, input);
    await expectRejects(folder, input);
    await expectNoData(folder, [first, second]);
  });
});
