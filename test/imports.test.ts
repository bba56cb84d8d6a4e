import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ESLint } from "eslint";
import { describe, expect, test } from "vitest";

/** The house's own rules, without those that need the types of the whole project. */
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === "no-restricted-imports",
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** Whether the house's rules let a file of src/ import something. */
async function mayImport(file: string, imported: string): Promise<boolean> {
  const [result] = await eslint.lintText(`import "${imported}";`, { filePath: join("src", file) });
  return result?.messages.length === 0;
}

describe("imports run one way", () => {
  test.each([
    ["json.ts", "./types/index.ts", "./generated/constants.ts"],
    ["types/tasks.ts", "../errors/index.ts", "../task-id.ts"],
    ["errors/api-error.ts", "../transport/index.ts", "./registry-error.ts"],
    ["transport/attempt.ts", "../call-options.ts", "../errors/index.ts"],
    ["transport/attempt.ts", "../errors/api-error.ts", "./read-body.ts"],
    ["path-guard.ts", "./http.ts", "./errors/index.ts"],
    ["in-order-of-completion.ts", "./tasks/index.ts", "./transport/index.ts"],
    ["http.ts", "./operations/index.ts", "openapi-fetch"],
    ["registry-client.ts", "./client.ts", "./registry-http.ts"],
    ["registry-client.ts", "./tasks/index.ts", "./call-options.ts"],
    ["operations/task.ts", "../client.ts", "../caller.ts"],
    ["operations/task.ts", "../tasks/index.ts", "./call-operation.ts"],
    ["operations/task.ts", "../../scripts/step.ts", "../json.ts"],
    ["client.ts", "./tasks/index.ts", "./operations/index.ts"],
    ["client.ts", "./write-resources/index.ts", "./registry-client.ts"],
    ["client.ts", "openapi-fetch", "./http.ts"],
    ["client.ts", "node:events", "./client-headers.ts"],
    ["tasks/poll-task.ts", "../client.ts", "../registry-client.ts"],
    ["tasks/poll-task.ts", "../http.ts", "../transport/index.ts"],
    ["tasks/poll-task.ts", "../operations/index.ts", "../errors/index.ts"],
    ["tasks/poll-task.ts", "../write-resources/index.ts", "../in-order-of-completion.ts"],
    ["tasks/poll-task.ts", "../index.ts", "./wait-options.ts"],
    ["tasks/poll-task.ts", "../embedded/index.ts", "../types/index.ts"],
    ["write-resources/send-bulk.ts", "../client.ts", "../registry-client.ts"],
    ["write-resources/send-bulk.ts", "../operations/index.ts", "../operations/operation-guard.ts"],
    ["write-resources/send-bulk.ts", "../tasks/index.ts", "../tasks/poll-task.ts"],
    ["write-resources/send-bulk.ts", "../embedded/range.ts", "./order.ts"],
    ["write-resources/send-bulk.ts", "../../test/support/writes.ts", "../json.ts"],
    ["index.ts", "./embedded/index.ts", "./write-resources/index.ts"],
    ["embedded/store.ts", "./operations/index.ts", "./tokens.ts"],
    ["embedded/index.ts", "../client.ts", "./tasks/index.ts"],
    ["embedded/app.ts", "../errors/index.ts", "hono"],
    ["embedded/app.ts", "openapi-fetch", "../generated/schemas.ts"],
    ["embedded/faults/queue.ts", "../tasks/index.ts", "../range.ts"],
    ["embedded/writes/write.ts", "../tasks/index.ts", "../store.ts"],
    ["embedded/writes/write.ts", "../../client.ts", "../../types/index.ts"],
    ["embedded/bundle/rules.ts", "../operations/index.ts", "../writes/operation-writes.ts"],
    ["embedded/tasks/work.ts", "../operations/index.ts", "../failures.ts"],
    ["embedded/tasks/work.ts", "../../tasks/index.ts", "../../task-id.ts"],
    ["embedded/operations/operation.ts", "../faults/index.ts", "../tasks/index.ts"],
    ["embedded/operations/operation.ts", "../../operations/index.ts", "../../generated/constants.ts"],
    ["embedded/operations/operation.ts", "../../../scripts/step.ts", "./single-write.ts"],
  ])("%s does not know %s, and knows %s", async (file, unknown, known) => {
    expect(await mayImport(file, unknown)).toBe(false);
    expect(await mayImport(file, known)).toBe(true);
  });

  test("each file has its place", async () => {
    const entries = await readdir("src", { recursive: true });
    const files = entries.filter((entry) => entry.endsWith(".ts") && !entry.startsWith("generated"));
    expect(files.length).toBeGreaterThan(100);
    const known = (file: string) => `${"../".repeat(file.split(/[/\\]/).length - 1) || "./"}generated/constants.ts`;
    const lost: string[] = [];
    for (const file of files) if (!(await mayImport(file, known(file)))) lost.push(file);
    expect(lost).toStrictEqual([]);
  });
});
