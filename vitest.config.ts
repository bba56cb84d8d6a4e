import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/provide-contract.ts"],
    include: ["test/**/*.test.ts"],
    // Slow tests, for `npm run test:full`: other tools, a second build of the site, a checkout in an unusual path.
    exclude: mode === "full" ? [] : ["test/**/*.full.test.ts"],
    setupFiles: ["test/support/check-every-exchange.ts"],
    provide: { isFull: mode === "full" },
    testTimeout: mode === "full" ? 180_000 : 30_000,
    // One more than there are cores in CI: the tests of commands and of pages wait for other processes.
    maxWorkers: 3,
    // Test files of a worker share loaded modules: a test must restore what it stubs, and a vi.mock may outlive its file.
    isolate: false,
    reporters: ["default", "./test/support/counts-reporter.ts"],
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/generated/**"],
      reporter: [["text", { skipFull: true }]],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
}));
