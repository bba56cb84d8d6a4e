import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";

const program = `
import { createRegistryClient, isRegistryError, waitForTask, waitForTasks, writeResources } from "clinia-registry-client";
export const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
export const post = registry.http.POST;
export const { GET, use, eject } = registry.http;
const path = { sourceKey: "s", resourceType: "t", id: "1" };
export const got = registry.http.GET("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", { params: { path } });
export const family = async () => (await got).data?.data;
export const created = registry.createResource(path, { data: {} });
export const waited = waitForTask(registry, { sourceKey: "s", taskId: "s_1" }, { deadlineMs: 1 });
export const outcomes = writeResources(registry, path, [], { deadlineMs: 1 });
export const tasks = waitForTasks(registry, path, [], { deadlineMs: 1 });
export const check = isRegistryError;
`;

const ofOtherCopy = `
import * as one from "clinia-registry-client";
import * as other from "other-copy";
const registry = one.createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const path = { sourceKey: "s", taskId: "s_1" };
export const task: Promise<one.Task> = other.waitForTask(registry, path, { deadlineMs: 1 });
export const tasks: AsyncIterable<other.TaskOutcome> = other.waitForTasks(registry, path, [], { deadlineMs: 1 });
export const outcomes: AsyncIterable<other.WriteOutcome> = other.writeResources(registry, path, [], { deadlineMs: 1 });
export const client: one.RegistryClient = other.createRegistryClient({ workspaceId: "acme", apiKey: "key" });
`;

/** Where an installer puts this package and the one that it depends on. */
const layouts = {
  npm: { ours: "node_modules/clinia-registry-client", openapi: "node_modules/openapi-fetch" },
  pnpm: {
    ours: "node_modules/.pnpm/clinia-registry-client@0.1.0/node_modules/clinia-registry-client",
    openapi: "node_modules/.pnpm/openapi-fetch@0.17.0/node_modules/openapi-fetch",
  },
};

const options: ts.CompilerOptions = {
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
  types: [],
  // TypeScript's own: the declarations of packages are checked.
  skipDefaultLibCheck: true,
};
const host = ts.createCompilerHost(options);
const getSourceFile = host.getSourceFile.bind(host);
const libraryFolder = dirname(ts.getDefaultLibFilePath(options));
const libraryFiles = new Map<string, ts.SourceFile | undefined>();
// All programs have those files of the compiler in common, and each of them would parse them.
host.getSourceFile = (file, ...rest) => {
  if (dirname(file) !== libraryFolder) return getSourceFile(file, ...rest);
  if (!libraryFiles.has(file)) libraryFiles.set(file, getSourceFile(file, ...rest));
  return libraryFiles.get(file);
};

/** What the compiler says of a program in `folder`, as a text. */
async function compiled(folder: string, code: string): Promise<string> {
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const file = join(folder, "program.ts");
  await writeFile(file, code);
  const program = ts.createProgram([file], { ...options, outDir: join(folder, "out") }, host);
  const { diagnostics, emitSkipped } = program.emit();
  const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  expect(emitSkipped).toBe(false);
  return ts.formatDiagnostics(all, host);
}

/** Our package as it is published, and what it depends on. */
async function install(folder: string, { ours, openapi }: (typeof layouts)["npm"], name = "clinia-registry-client") {
  const place = join(folder, ours);
  await mkdir(place, { recursive: true });
  await cp("package.json", join(place, "package.json"));
  await cp("dist", join(place, "dist"), { recursive: true, filter: (file) => !file.includes("docs") });
  for (const dependency of ["openapi-fetch", "openapi-typescript-helpers"]) {
    await cp(join("node_modules", dependency), join(folder, dirname(openapi), dependency), { recursive: true });
  }
  for (const link of [join(folder, "node_modules", name), join(dirname(place), "openapi-fetch")]) {
    const target = link.endsWith("openapi-fetch") ? join(folder, openapi) : place;
    if (link !== target) await symlink(target, link);
  }
}

describe("A20: what a program exports of the client compiles with declarations", () => {
  test.each(["npm", "pnpm"] as const)("in the layout of %s", async (layout) => {
    await inNewFolder(async (folder) => {
      await install(folder, layouts[layout]);
      expect(await compiled(folder, program)).toBe("");
    });
  });
});

test("A15: the client of one copy of the package fits the functions of another", async () => {
  await inNewFolder(async (folder) => {
    await install(folder, layouts.npm);
    await cp(join(folder, layouts.npm.ours), join(folder, "node_modules/other-copy"), { recursive: true });
    expect(await compiled(folder, ofOtherCopy)).toBe("");
  });
});
