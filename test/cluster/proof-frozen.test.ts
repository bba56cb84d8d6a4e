import { afterAll, beforeAll, expect, test } from "vitest";
import { startRegistries, type CrashRegistries } from "../import/crash/registries.ts";
import { runProof } from "./proof/run.ts";
import { judge } from "./proof/verdict.ts";

let registries: CrashRegistries;
beforeAll(async () => {
  registries = await startRegistries();
});
afterAll(() => {
  registries.close();
});

const batchSize = 250;

/** It is frozen at the worst place: after its last check of the journal, and before it sends the bulk. */
test.each([
  { engine: "redis", journalsIn: "files", seed: 4 },
  { engine: "postgres", journalsIn: "postgres", seed: 5 },
] as const)(
  "a worker that is frozen until the others have imported its partition sends at most one bulk: $engine",
  async (row) => {
    const result = await runProof(registries, {
      ...{ ...row, lockDurationMs: 2_000, lineCount: 20_000, batchSize, workerCount: 3, taskDurationMs: 5 },
      ...{ freezing: { event: "before POST", number: 3 }, maxMs: 60_000 },
    });
    expect(result.wasFrozen).toBe(true);
    const { stale, ...verdict } = judge(result);
    expect(verdict).toMatchObject({ lost: 0, extra: 0, problems: [] });
    console.log(`${row.engine}: ${stale} stale of the frozen worker's bulk of ${batchSize}`);
    expect(stale).toBeLessThanOrEqual(batchSize);
  },
);
