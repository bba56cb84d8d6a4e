import type { Reporter, TestModule } from "vitest/node";
import { printCounts } from "./counts.ts";

/** Prints `N passed, N failed` as the last line of a run. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const counts = {
      passed: count("passed"),
      failed: count("failed") + broken,
      skipped: count("skipped") + count("pending"),
    };
    // After the report of the coverage.
    process.once("exit", () => {
      printCounts(counts);
    });
  }
}
