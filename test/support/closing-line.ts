import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with `N passed, N failed`, the one line that tells how it went. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const skipped = count("skipped") + count("pending");
    const line =
      `${String(count("passed"))} passed, ${String(count("failed") + broken)} failed` +
      (skipped > 0 ? `, ${String(skipped)} skipped` : "");
    // The report of the coverage comes in between.
    process.once("exit", () => {
      console.log(line);
    });
  }
}
