import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";

const program = `
import {
  createRegistryClient, isRegistryError, upsertOperation, waitForTask, waitForTasks, writeResources,
} from "clinia-registry-client";
import { createImportWorker, enqueueImport, type ImportQueue } from "clinia-registry-client/bullmq";
import { importFiles, skip, type Journals } from "clinia-registry-client/import";
import { countRecords, withOpenTelemetry } from "clinia-registry-client/opentelemetry";
import { defineProfiles } from "clinia-registry-client/profiles";
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
export const imported = importFiles(registry, { sourceKey: "s" }, ["patients.ndjson"], { type: "patient", map: () => skip() });
declare const journals: Journals;
declare const queue: ImportQueue;
export const enqueued = enqueueImport(queue, { files: "patients.ndjson", journals });
export const worker = createImportWorker({
  queueName: "imports", backend: "redis", connection: { host: "localhost" }, registry, path: { sourceKey: "s" }, journals,
});
interface Patient { family: string }
const profile = { properties: { family: { type: "symbol" } } };
export const profiles = defineProfiles<{ patient: { data: Patient } }>({ patient: profile });
export const typed = createRegistryClient({ workspaceId: "acme", apiKey: "key", profiles });
export const createTracedClient = withOpenTelemetry(createRegistryClient);
export const traced = createTracedClient({ workspaceId: "acme", apiKey: "key", profiles });
export const tracedTyped: typeof typed = traced;
export const counted = writeResources(registry, path, [], { deadlineMs: 1, onProgress: countRecords() });
export const countedImport = importFiles(registry, { sourceKey: "s" }, ["patients.ndjson"], { onProgress: countRecords() });
export const typedPost = typed.http.POST;
const patient = { sourceKey: "s", resourceType: "patient" } as const;
export const typedCreated = typed.createResource(patient, { data: { family: "Roy" } });
export const operation = upsertOperation("patient", "1", { family: "Roy" });
export const typedOutcomes = writeResources(typed, path, [operation], { deadlineMs: 1 });
`;

const programWithTwoCopies = `
import * as one from "clinia-registry-client";
import * as other from "other-copy";
import { defineProfiles } from "clinia-registry-client/profiles";
const registry = one.createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const path = { sourceKey: "s", taskId: "s_1" };
export const task: Promise<one.Task> = other.waitForTask(registry, path, { deadlineMs: 1 });
export const tasks: AsyncIterable<other.TaskOutcome> = other.waitForTasks(registry, path, [], { deadlineMs: 1 });
export const outcomes: AsyncIterable<other.WriteOutcome> = other.writeResources(registry, path, [], { deadlineMs: 1 });
const profiles = defineProfiles<{ patient: { data: { family: string } } }>({ patient: { properties: {} } });
const typed = other.createRegistryClient({ workspaceId: "acme", apiKey: "key", profiles });
export const ofTyped: Promise<one.Task> = one.waitForTask(typed, path, { deadlineMs: 1 });
export const typedOutcomes = one.writeResources(typed, path, [other.upsertOperation("patient", "1", { family: "Roy" })], {
  deadlineMs: 1,
});
export const client: one.RegistryClient = other.createRegistryClient({ workspaceId: "acme", apiKey: "key" });
`;

/** The folders in which an installer puts this package and its dependency. */
const layouts = {
  npm: { own: "node_modules/clinia-registry-client", openapi: "node_modules/openapi-fetch" },
  pnpm: {
    own: "node_modules/.pnpm/clinia-registry-client@0.1.0/node_modules/clinia-registry-client",
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
  // Skips the libraries of TypeScript only: the declarations of packages are checked.
  skipDefaultLibCheck: true,
};
const host = ts.createCompilerHost(options);
const getSourceFile = host.getSourceFile.bind(host);
const libraryFolder = dirname(ts.getDefaultLibFilePath(options));
const libraryFiles = new Map<string, ts.SourceFile | undefined>();
// Parsed once for all programs.
host.getSourceFile = (file, ...rest) => {
  if (dirname(file) !== libraryFolder) return getSourceFile(file, ...rest);
  if (!libraryFiles.has(file)) libraryFiles.set(file, getSourceFile(file, ...rest));
  return libraryFiles.get(file);
};

/** Compiles a program in `folder`, and resolves with the diagnostics. */
async function compile(folder: string, code: string): Promise<string> {
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const file = join(folder, "program.ts");
  await writeFile(file, code);
  const program = ts.createProgram([file], { ...options, outDir: join(folder, "out") }, host);
  const { diagnostics, emitSkipped } = program.emit();
  const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  expect(emitSkipped).toBe(false);
  return ts.formatDiagnostics(all, host);
}

/** Installs the built package, its dependency, and the peer dependency of the traces. */
async function install(folder: string, { own, openapi }: (typeof layouts)["npm"], name = "clinia-registry-client") {
  const packageFolder = join(folder, own);
  await mkdir(packageFolder, { recursive: true });
  await cp("package.json", join(packageFolder, "package.json"));
  await cp("dist", join(packageFolder, "dist"), { recursive: true, filter: (file) => !file.includes("docs") });
  for (const dependency of ["openapi-fetch", "openapi-typescript-helpers"]) {
    await cp(join("node_modules", dependency), join(folder, dirname(openapi), dependency), { recursive: true });
  }
  const peer = "@opentelemetry/api";
  await cp(join("node_modules", peer), join(dirname(packageFolder), peer), { recursive: true });
  for (const link of [join(folder, "node_modules", name), join(dirname(packageFolder), "openapi-fetch")]) {
    const target = link.endsWith("openapi-fetch") ? join(folder, openapi) : packageFolder;
    if (link !== target) await symlink(target, link);
  }
}

describe("A20: a program that exports values of the client compiles with declarations", () => {
  test.each(["npm", "pnpm"] as const)("installed by %s", async (layout) => {
    await inNewFolder(async (folder) => {
      await install(folder, layouts[layout]);
      expect(await compile(folder, program)).toBe("");
    });
  });
});

test("A15: the functions of one copy of the package accept the client of another", async () => {
  await inNewFolder(async (folder) => {
    await install(folder, layouts.npm);
    await cp(join(folder, layouts.npm.own), join(folder, "node_modules/other-copy"), { recursive: true });
    expect(await compile(folder, programWithTwoCopies)).toBe("");
  });
});
