import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { folderWith, profileWith, readIn } from "../support/command.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";

/* The other tests run the command in-process. These run the file of the package. */

const patient = "clinia/profiles/patient.json";

function start(folder: string, ...words: string[]) {
  return spawn(process.execPath, [resolve("dist/cli/index.js"), ...words], {
    cwd: folder,
    env: inheritedEnvironment(),
  });
}

test("the built command generates, and checks", async () => {
  const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }) });
  expect(await ended(start(folder, "profiles", "generate"))).toEqual({
    code: 0,
    stdout: "Wrote src/clinia.gen.ts: 1 profile.\n",
    stderr: "",
  });
  expect(await readIn(folder, "src/clinia.gen.ts")).toContain("export interface Patient {");
  expect((await ended(start(folder, "profiles", "generate", "--check"))).code).toBe(0);
});

test("the built command prints no stack, and loads the client", async () => {
  const folder = await folderWith({});
  expect(await ended(start(folder, "profiles", "pull", "--type", "patient"))).toEqual({
    code: 2,
    stdout: "",
    stderr: "The workspace is missing. Pass --workspace or --base-url, or set CLINIA_WORKSPACE_ID.\n",
  });
});

test("Ctrl-C ends the built command with 0 while it watches", async () => {
  const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }) });
  const child = start(folder, "profiles", "generate", "--watch");
  child.stdout.on("data", (text: Buffer) => {
    if (text.toString().includes("Wrote")) child.kill("SIGINT");
  });
  expect(await ended(child)).toMatchObject({ code: 0, stderr: "" });
});
