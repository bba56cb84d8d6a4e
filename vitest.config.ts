import { defineConfig } from "vitest/config";

/** The import is tested on Linux alone: kills, frozen processes, full disks and pipes are made with its tools. */
const isLinux = process.platform === "linux";
const importTests = ["test/import/**", "test/cli/import*.test.ts", "test/{guide-import,examples/import}.test.ts"];
const importSources = ["src/import/**", "src/cli/import/**"];
/** These need Redis and PostgreSQL. `npm run test:cluster` tests them, and requires their coverage. */
const clusterTests = ["test/cluster/**"];
const clusterSources = ["src/bullmq/**", "src/cli/worker/**", "src/import/journal/postgres-journals.ts"];

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/provide-contract.ts", ...(mode === "cluster" ? ["test/cluster/setup.ts"] : [])],
    include: mode === "cluster" ? ["test/cluster/**/*.test.ts"] : ["test/**/*.test.ts"],
    exclude: [
      // Slow tests, which `npm run test:full` runs: other tools, a second build of the site, a checkout in an unusual path.
      ...(mode === "full" ? [] : ["test/**/*.full.test.ts"]),
      ...(mode === "cluster" ? [] : clusterTests),
      ...(isLinux ? [] : importTests),
    ],
    setupFiles: ["test/support/check-every-exchange.ts"],
    provide: { isFull: mode === "full" },
    // Only for tests that hang: a machine can be busy, and after npm ci the first test of a script compiles its modules.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    // One more than the cores in CI, because the tests of commands and pages wait for other processes.
    maxWorkers: 3,
    // The test files of a worker share modules: a test must restore its stubs, and a vi.mock may affect the next file.
    isolate: false,
    reporters: ["default", "./test/support/counts-reporter.ts"],
    coverage: {
      include: mode === "cluster" ? clusterSources : ["src/**/*.ts"],
      exclude: ["src/generated/**", ...(mode === "cluster" ? [] : clusterSources), ...(isLinux ? [] : importSources)],
      reporter: [["text", { skipFull: true }]],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
}));
