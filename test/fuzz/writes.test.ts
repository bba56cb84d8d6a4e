import fc from "fast-check";
import { expect, test } from "vitest";
import type { ResourceOperation, WriteOutcome } from "../../src/index.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { scaled } from "../support/full-counts.ts";
import { patientPath } from "../support/patient.ts";
import { printed } from "../support/printed.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { lost, startWriting } from "../support/start-writing.ts";
import { create, remove, upsert } from "../support/writes.ts";

const numRuns = scaled(500);

interface Step {
  /** `refused` is an upsert for which the registry refuses the whole bulk. */
  readonly action: "create" | "upsert" | "remove" | "refused";
  readonly id: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom("create", "upsert", "upsert", "remove", "refused"),
  id: fc.constantFrom("a-CANARY", "b-CANARY", "c-CANARY"),
});

function operationOf({ action, id }: Step, n: number): ResourceOperation {
  if (action === "create") return create(id, { n });
  if (action === "remove") return remove(id);
  const operation = upsert(id, { n });
  return action === "upsert" ? operation : Object.assign(operation, { colour: "red" });
}

/** The fault of the network for each bulk. */
const faults = fc.array(fc.constantFrom("none", "none", "refused", "lost request", "lost response", "slow"));

/** The number under each id according to the outcomes; undefined if it is unknown. */
function stateOf(steps: readonly Step[], outcomes: readonly WriteOutcome[]): Map<string, number | undefined> {
  const state = new Map<string, number | undefined>();
  for (const [n, { action, id }] of steps.entries()) {
    const outcome = outcomes.find(({ index }) => index === n);
    const isOpen = state.has(id) && state.get(id) === undefined;
    if (outcome?.ok === false && outcome.error.outcome === "unknown") state.set(id, undefined);
    if (outcome?.ok !== true || isOpen) continue;
    if (action === "remove") state.delete(id);
    else state.set(id, n);
  }
  return state;
}

test("whatever the network does, each operation has one outcome, and the stored state matches the outcomes in their order", async () => {
  const sizes = fc.record({ batchSize: fc.integer({ min: 1, max: 5 }), concurrency: fc.integer({ min: 1, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), faults, sizes, async (steps, faults, sizes) => {
      const { written, embedded, clock } = startWriting(async (bulk, send) => {
        const fault = faults[bulk];
        if (fault === "refused") return errorResponse(429);
        if (fault === "lost request") return lost();
        if (fault === "slow") await new Promise<void>((done) => clock.setTimeout(done, 500));
        const response = await send();
        return fault === "lost response" ? lost() : response;
      });
      const outcomes = await againstTheContract(() => written(steps.map(operationOf), sizes));
      expect(outcomes.map(({ index }) => index).toSorted((a, b) => a - b)).toStrictEqual([...steps.keys()]);
      expect(clock.pending()).toBe(0);
      await embedded.completeTasks();
      const stored = new Map<string, unknown>(embedded.resources(patientPath).map(({ id, data }) => [id, data.n]));
      const state = stateOf(steps, outcomes);
      for (const [id, n] of state) if (n === undefined) stored.delete(id);
      for (const [id, n] of state) if (n === undefined) state.delete(id);
      expect(stored).toStrictEqual(state);
      for (const outcome of outcomes) if (!outcome.ok) expect(printed(outcome.error)).not.toContain("CANARY");
    }),
    { numRuns },
  );
});
