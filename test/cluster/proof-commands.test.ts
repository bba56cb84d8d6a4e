import { afterAll, beforeAll, expect, test } from "vitest";
import { startRegistries, type CrashRegistries } from "../import/crash/registries.ts";
import { runProof, type ProofPlan } from "./proof/run.ts";
import { judge } from "./proof/verdict.ts";

let registries: CrashRegistries;
beforeAll(async () => {
  registries = await startRegistries();
});
afterAll(() => {
  registries.close();
});

test.each(["redis", "postgres"] as const)(
  "an import by three commands loses nothing when the queue loses its jobs and the servers restart: %s",
  async (engine) => {
    const plan: ProofPlan = {
      ...{ engine, journalsIn: "postgres", seed: 3, workerCount: 3, taskDurationMs: 200 },
      ...{ lineCount: 20_000, batchSize: 500, restartsAt: [0.3], wipesAt: [0.6], maxMs: 150_000 },
    };
    expect(judge(await runProof(registries, plan))).toMatchObject({ lost: 0, stale: 0, extra: 0, problems: [] });
  },
);
