import type { Reporter, TestModule } from "vitest/node";
import { reportCounts } from "./counts.ts";

/** Ends a run with `N passed, N failed`, the one line that tells how it went. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const counts = {
      passed: count("passed"),
      failed: count("failed") + broken,
      skipped: count("skipped") + count("pending"),
    };
    // The report of the coverage comes in between.
    process.once("exit", () => {
      reportCounts(counts);
    });
  }
}
