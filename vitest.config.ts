import { configDefaults, defineConfig } from "vitest/config";

/** Tests of the client and the embedded registry, which start no process: they share one, where each module is loaded once. */
const inProcess = [
  "test/*.test.ts",
  "test/{client,embedded,errors,fuzz,operations,tasks,transport,write-resources}/*.test.ts",
];

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ["test/support/provide-contract.ts"],
    setupFiles: ["test/support/check-every-exchange.ts"],
    provide: { isFull: mode === "full" },
    testTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "in process", include: inProcess, isolate: false } },
      {
        extends: true,
        test: {
          name: "all others",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...inProcess],
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
}));
