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

/** A job is retried after 10 s. If a partition waited until its lock expires (120 s), the import would take more than 60 s. */
test.each(["redis", "postgres"] as const)(
  "partitions continue before their locks expire when the servers restart: %s",
  async (engine) => {
    const result = await runProof(registries, {
      ...{ engine, journalsIn: "postgres", seed: 6, workerCount: 3, taskDurationMs: 200 },
      ...{ lineCount: 20_000, batchSize: 500, restartsAt: [0.3], lockDurationMs: 120_000, maxMs: 150_000 },
    });
    expect(judge(result)).toMatchObject({ lost: 0, stale: 0, extra: 0, problems: [] });
    expect(result.seconds).toBeLessThan(60);
  },
);
