import { defineConfig } from "vitest/config";

/** The import is tested on Linux alone: kills, frozen processes, full disks and pipes are made with its tools. */
const isLinux = process.platform === "linux";
const importTests = ["test/import/**", "test/cli/import*.test.ts", "test/{guide-import,examples/import}.test.ts"];
const importSources = ["src/import/**", "src/cli/import/**"];

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/provide-contract.ts"],
    include: ["test/**/*.test.ts"],
    // Slow tests, which `npm run test:full` runs: other tools, a second build of the site, a checkout in an unusual path.
    exclude: [...(mode === "full" ? [] : ["test/**/*.full.test.ts"]), ...(isLinux ? [] : importTests)],
    setupFiles: ["test/support/check-every-exchange.ts"],
    provide: { isFull: mode === "full" },
    testTimeout: mode === "full" ? 180_000 : 30_000,
    // One more than the cores in CI, because the tests of commands and pages wait for other processes.
    maxWorkers: 3,
    // The test files of a worker share modules: a test must restore its stubs, and a vi.mock may affect the next file.
    isolate: false,
    reporters: ["default", "./test/support/counts-reporter.ts"],
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/generated/**", ...(isLinux ? [] : importSources)],
      reporter: [["text", { skipFull: true }]],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
}));
