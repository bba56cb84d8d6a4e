import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/provide-contract.ts"],
    include: ["test/**/*.test.ts"],
    // What takes long, and of which a shorter test is in the test command, or that seldom breaks.
    exclude: mode === "full" ? [] : ["test/**/*.full.test.ts"],
    setupFiles: ["test/support/check-every-exchange.ts"],
    provide: { isFull: mode === "full" },
    testTimeout: 30_000,
    maxWorkers: 2,
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
