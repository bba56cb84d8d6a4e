import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/provide-contract.ts"],
    include: ["test/**/*.test.ts"],
    // `npm run test:full` has those that take longest: other people's tools, a site built twice.
    exclude: mode === "full" ? [] : ["test/**/*.full.test.ts"],
    setupFiles: ["test/support/check-every-exchange.ts"],
    provide: { isFull: mode === "full" },
    testTimeout: 30_000,
    // One more than there are cores in CI: the tests of commands and of pages wait for other processes.
    maxWorkers: 3,
    // The files of a worker have their modules in common: none of them changes what another one finds.
    isolate: false,
    reporters: ["default", "./test/support/closing-line.ts"],
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/generated/**"],
      reporter: [["text", { skipFull: true }]],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
}));
