import { checkerOf } from "../../client/profile-check.ts";
import { checkShape } from "../../client/validate.ts";
import { resourceOperation } from "../../generated/contract.ts";
import type { Job } from "../job.ts";
import { emptyState } from "../journal/state.ts";
import type { ImportSummary } from "../types.ts";
import { createControl } from "./control.ts";
import { operationsOf, type Pass } from "./pass.ts";
import { problemOf, rejectedRecord } from "./recorder.ts";
import { stopOf } from "./stop.ts";

/** Reads, maps and checks every record as an import does, and sends nothing. */
export async function runDry({ registry, input, settings }: Job): Promise<ImportSummary> {
  const control = createControl(emptyState, input, settings);
  const { tracker, reporter, waitForTurn } = control;
  const pass: Pass = {
    ...{ input, tracker, waitForTurn, state: emptyState, dropped: new Set<string>(), pending: [] },
    skip: tracker.skip,
    reject(tracked, problem) {
      if (tracker.reject(tracked)) control.onReject(rejectedRecord(tracked, problem));
    },
  };
  const check = registry.profiles && checkerOf(registry.profiles);
  try {
    for await (const operations of operationsOf(pass)) {
      for (const { operation, tracked } of operations) {
        const problem = checkShape(resourceOperation, operation, check);
        if (problem !== undefined) pass.reject(tracked, problemOf(problem));
        tracker.settle(tracked);
      }
      reporter.report();
    }
    control.checkEnd();
    reporter.reportNow();
    return control.summary();
  } catch (error) {
    throw stopOf(error, control.summary());
  } finally {
    control.end();
  }
}
