import { spawn } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { ended } from "../support/run.ts";

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

async function compiled(folder: string, code: string) {
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "program.ts"), code);
  const options = [
    "--declaration",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--module",
    "nodenext",
    "--target",
    "es2022",
  ];
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const run = spawn(process.execPath, [tsc, ...options, "--lib", "es2023,dom", "--outDir", "out", "program.ts"], {
    cwd: folder,
  });
  return ended(run);
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
      expect(await compiled(folder, program)).toStrictEqual({ code: 0, stdout: "", stderr: "" });
    });
  });
});

test("A15: the client of one copy of the package fits the functions of another", async () => {
  await inNewFolder(async (folder) => {
    await install(folder, layouts.npm);
    await cp(join(folder, layouts.npm.ours), join(folder, "node_modules/other-copy"), { recursive: true });
    expect(await compiled(folder, ofOtherCopy)).toStrictEqual({ code: 0, stdout: "", stderr: "" });
  });
});
