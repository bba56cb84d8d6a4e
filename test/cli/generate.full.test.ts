import { symlink } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../support/command.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";

const types = ["symbol", "integer", "date", "humanname", "code", "period", "contactpoint", "decimal", "boolean"];
const rules = { symbol: { pattern: "^[a-z]{1,9}$" }, code: { enum: ["a", "b", "c"] }, integer: { min: 1, max: 9 } };

function propertyOf(index: number): object {
  const type = types[index % types.length] ?? "symbol";
  const description = `The field ${index}.`;
  if (index % 7 === 0) return { type: "array", description, items: { type }, rules: [{ max: 5 }] };
  const own = Object.hasOwn(rules, type) ? rules[type as keyof typeof rules] : {};
  return { type, description, rules: [{ required: index % 3 === 0, ...own }] };
}

function profileOf(index: number): object {
  const fields = Array.from({ length: 60 }, (_, field) => [`field${field}Of${index}`, propertyOf(field)] as const);
  const contained = { parts: { types: [`profile${(index + 1) % 200}`], cardinality: "0:*" } };
  return { type: "ROOT", properties: Object.fromEntries(fields), contained };
}

const compilerOptions = {
  ...{ target: "es2022", module: "nodenext", noEmit: true, skipLibCheck: true, types: [] },
  ...{ strict: true, exactOptionalPropertyTypes: true, isolatedModules: true, verbatimModuleSyntax: true },
};

/** Runs a script of Node.js, and returns its duration. */
async function run(folder: string, script: string, ...words: string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [resolve(script), ...words], { cwd: folder, env: inheritedEnvironment() });
  expect(await ended(child)).toMatchObject({ code: 0, stderr: "" });
  return performance.now() - start;
}

// The benchmark measures the goals, of 1 s and 3 s. Here, other tests run at the same time: a limit finds only what grows too fast.
test("200 profiles of 60 fields are generated and type-checked without an explosion of time", async () => {
  const profiles = Array.from({ length: 200 }, (_, index) => {
    return [`clinia/profiles/profile${index}.json`, profileOf(index)] as const;
  });
  const folder = await folderWith({
    ...Object.fromEntries(profiles),
    "package.json": { type: "module" },
    "tsconfig.json": { compilerOptions, include: ["src"] },
    "node_modules/x": "",
  });
  await symlink(resolve("."), `${folder}/node_modules/clinia-registry-client`, "junction");
  expect(await run(folder, "dist/cli/index.js", "profiles", "generate")).toBeLessThan(10_000);
  expect(await run(folder, "node_modules/typescript/bin/tsc", "--project", ".")).toBeLessThan(30_000);
});
