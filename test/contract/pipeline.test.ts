import { cp, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { changedCopy, contractFile, inNewFolder, type Change } from "../support/contract-copy.ts";
import { ended, runScript } from "../support/run.ts";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

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
];

/** Uses all three changes: it compiles only when they are in the types, and prints what they are in the code. */
const program = `
import { createEmbeddedRegistry } from "./src/embedded/index.ts";
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
console.log(JSON.stringify({ headers, refused, kind }));
`;

async function inCopyOfTheHouse<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  return inNewFolder(async (folder) => {
    await cp("src", join(folder, "src"), { recursive: true });
    await symlink(resolve("node_modules"), join(folder, "node_modules"), "junction");
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await writeFile(join(folder, "program.ts"), program);
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: resolve("tsconfig.json"), include: ["program.ts"] }),
    );
    return work(folder);
  });
}

async function typeErrors(folder: string): Promise<string[]> {
  const { stdout } = await ended(spawn(process.execPath, [tsc, "--project", folder, "--pretty", "false"]));
  return stdout.split("\n").filter((line) => line.includes("error"));
}

/** Each compiles all of `src/`, which on a busy machine takes its time. */
const limit = { timeout: 120_000 };

test.concurrent(
  "a renamed key header, a new task prefix and a new body field arrive in code and types",
  limit,
  async () => {
    await inCopyOfTheHouse(async (folder) => {
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
      });
    });
  },
);

test.concurrent("without the changes the same program has none of the three", limit, async () => {
  await inCopyOfTheHouse(async (folder) => {
    const errors = (await typeErrors(folder)).join("\n");
    expect(errors).toContain("'priority' does not exist in type 'CreateResourceRequest<{}>'");
    expect(errors).toContain("This comparison appears to be unintentional");
    const { stdout } = await runScript([join(folder, "program.ts")]);
    expect(JSON.parse(stdout)).toStrictEqual({
      headers: ["content-type", "user-agent", "x-clinia-api-key"],
      refused: "priority is not a field of the contract",
    });
  });
});
