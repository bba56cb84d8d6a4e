import { configDefaults, defineConfig } from "vitest/config";

/** Tests of how long something takes: they run first, and nothing beside them. */
const timed = "test/**/*.timed.test.ts";

export default defineConfig({
  test: {
    globalSetup: ["test/support/provide-contract.ts"],
    setupFiles: ["test/support/check-every-exchange.ts"],
    testTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "timed", include: [timed], maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: "all others",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, timed],
          typecheck: { enabled: true, include: ["test/**/*.test-d.ts"] },
          sequence: { groupOrder: 1 },
        },
      },
    ],
    reporters: ["default", "./test/support/closing-line.ts"],
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/generated/**"],
      reporter: [["text", { skipFull: true }]],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
