import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const shared = { workerCount: 3, taskDurationMs: 50, maxMs: 150_000 };
const faultless = { lost: 0, stale: 0, extra: 0, problems: [] };

describe.each([
  { engine: "redis", journalsIn: "postgres", seed: 1 },
  { engine: "postgres", journalsIn: "files", seed: 2 },
] as const)("an import by three workers with a queue in $engine and journals in $journalsIn", (row) => {
  test("loses nothing while workers are killed, servers restart, and the queue loses its jobs", async () => {
    const plan: ProofPlan = {
      ...{ ...row, ...shared, lockDurationMs: 2_000, lineCount: 100_000, batchSize: 250 },
      ...{ kills: { count: 10, everyMs: 2_000 }, restartsAt: [0.3], wipesAt: [0.6] },
    };
    expect(judge(await runProof(registries, plan))).toMatchObject(faultless);
  });
});
