import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changedCopy, contractFile, type Change } from "../support/contract-copy.ts";
import { inRepositoryCopy, typeErrors } from "../support/repository-copy.ts";
import { runScript } from "../support/run.ts";

const changes: Change[] = [
  { from: "name: X-Clinia-API-Key", to: "name: X-Renamed-Key" },
  {
    from: "        - { prefix: s_, kind: oneOf, deprecated: false }",
    to: "        - { prefix: ar_, kind: archive, deprecated: false }\n        - { prefix: s_, kind: oneOf, deprecated: false }",
  },
  {
    from: "\n\n    UpsertResourceRequest:",
    to: "\n        priority: { type: string, enum: [high, low], description: How soon. }\n\n    UpsertResourceRequest:",
  },
  { from: "operationId: purgeCollection\n", to: "operationId: purgeCollection\n      x-kind: repeatable\n" },
];

/** Uses the changes: it compiles only when they are in the types, and prints what they are in the code. */
const program = `
import { createEmbeddedRegistry } from "./src/embedded/index.ts";
import { operations, type BodyShape } from "./src/generated/contract.ts";
import { ApiError, createRegistryClient, parseTaskId } from "./src/index.ts";

const headers: string[] = [];
const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: "key",
  fetch: (url, init) => {
    headers.push(...new Headers(init.headers).keys());
    return embedded.fetch(url, init);
  },
});
const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const refused = await registry.createResource(path, { data: {}, priority: "high" }).then(
  () => "nothing",
  (error: unknown) => (error instanceof ApiError ? error.details.map(({ message }) => message).join() : String(error)),
);
const task = parseTaskId("ar_1");
const kind: "archive" | undefined = task.kind === "archive" ? task.kind : undefined;
const checked: Readonly<Record<string, BodyShape>> = operations.createResource.body.optional;
console.log(JSON.stringify({ headers, refused, kind, checked: checked["priority"], repeated: operations.purgeCollection.kind }));
`;

/** Each compiles all of `src/`, which on a busy machine takes its time. */
const limit = { timeout: 120_000 };

test.concurrent(
  "a renamed key header, a new task prefix, a new body field and a kind arrive in code and types",
  limit,
  async () => {
    await inRepositoryCopy(program, async (folder) => {
      const contract = join(folder, "registry.yaml");
      await writeFile(contract, await changedCopy(contractFile, changes));
      const generated = await runScript([
        "scripts/generate.ts",
        "--contract",
        contract,
        "--out",
        join(folder, "src/generated"),
      ]);
      expect(generated).toMatchObject({ code: 0, stderr: "" });

      expect(await typeErrors(folder)).toStrictEqual([]);
      const { stdout } = await runScript([join(folder, "program.ts")]);
      expect(JSON.parse(stdout)).toStrictEqual({
        headers: ["content-type", "user-agent", "x-renamed-key"],
        refused: "nothing",
        kind: "archive",
        checked: { kind: "enum", values: ["high", "low"] },
        repeated: "repeatable",
      });
    });
  },
);

test.concurrent("without the changes the same program has none of them", limit, async () => {
  await inRepositoryCopy(program, async (folder) => {
    const errors = (await typeErrors(folder)).join("\n");
    expect(errors).toContain("'priority' does not exist in type 'CreateResourceRequest<{}>'");
    expect(errors).toContain("This comparison appears to be unintentional");
    const { stdout } = await runScript([join(folder, "program.ts")]);
    expect(JSON.parse(stdout)).toStrictEqual({
      headers: ["content-type", "user-agent", "x-clinia-api-key"],
      refused: "priority is not a field of the contract",
      repeated: "once",
    });
  });
});
