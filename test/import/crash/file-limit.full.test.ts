import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectFewSentTwice,
  expectLastVersions,
  expectNoData,
  expectRejects,
  expectWholeSummary,
} from "./expectations.ts";
import { makeInput } from "./made-up-input.ts";
import { startRegistries, type CrashRegistries } from "./registries.ts";
import { createImportFolder, endOf } from "./run-import.ts";

let registries: CrashRegistries;
beforeAll(async () => {
  registries = await startRegistries();
});
afterAll(() => {
  registries.close();
});

test("an import whose journal can't grow stops, and loses nothing when it is resumed with space", async () => {
  const input = makeInput(31, 2_400);
  const folder = await createImportFolder(input.bytes);
  const registry = await registries.open(5);
  const settings = { batchSize: 60, concurrency: 4 };
  try {
    // A write that reaches the limit writes a part of its line.
    const stopped = await endOf(folder.start(registry, settings, { shellCommand: "ulimit -f 40" }));
    expect(stopped).toMatchObject({ code: 3, stderr: "", result: { reason: "journal" } });
    const resumed = await endOf(folder.start(registry, settings));
    expectWholeSummary(resumed, input);
    expect(resumed.result?.summary?.resumed).toBeGreaterThan(0);
    await expectLastVersions(registry, input);
    await expectFewSentTwice(registry, input, settings, 1);
    await expectRejects(folder, input);
    await expectNoData(folder, [stopped, resumed]);
  } finally {
    await folder.remove();
  }
});
