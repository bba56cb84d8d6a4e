import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { folderWith, profileWith, readIn } from "../support/command.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";

/* The other tests run the command in-process. These run the file of the package. */

const patient = "clinia/profiles/patient.json";

function start(folder: string, ...words: string[]) {
  return startWith({}, folder, ...words);
}

function startWith(env: Record<string, string>, folder: string, ...words: string[]) {
  return spawn(process.execPath, [resolve("dist/cli/index.js"), ...words], {
    cwd: folder,
    env: { ...inheritedEnvironment(), ...env },
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

describe("an import by the built command", () => {
  const patients = '{"id":"p1","name":"Tremblay-CANARY"}\nTremblay-CANARY\n{"id":"p2","name":"Roy-CANARY"}\n';

  test("uses a mapping in a folder without the package, and an embedded registry", async () => {
    const mapping =
      "export default ({ id, name }, place, { upsertOperation }) => upsertOperation('patient', id, { name });\n";
    const folder = await folderWith({ "patients.ndjson": patients, "mapping.js": mapping });
    const { code, stdout, stderr } = await ended(
      start(folder, "import", "patients.ndjson", "--mapping", "mapping.js", "--embedded"),
    );
    expect(stderr).toBe("patients.ndjson line 2: not JSON\n");
    expect(stdout).toMatch(/^The embedded registry has ended, .* 3 records: 2 written, 1 rejected, 0 skipped\. .*\n$/m);
    expect(code).toBe(1);
  });

  test.each([
    ["mapping.js", "export default (record) => {", "SyntaxError: Unexpected end of input."],
    [
      "mapping.txt",
      "export default () => [];",
      `This Node.js (${process.version}) can't import such a file. Use a .js file; TypeScript needs Node.js 22.18 or later.`,
    ],
    ["mapping.mjs", "\nthrow new TypeError('CANARY');", "It throws TypeError at line 2."],
  ])("names the reason why %s can't be loaded", async (file, text, reason) => {
    const folder = await folderWith({ "patients.ndjson": patients, [file]: text });
    expect(await ended(start(folder, "import", "patients.ndjson", "--mapping", file, "--dry-run"))).toEqual({
      code: 2,
      stdout: "",
      stderr: `--mapping ${file}: The module can't be loaded. ${reason}\n`,
    });
  });

  test("exits with 2 for an error of the entry of imports", async () => {
    const folder = await folderWith({});
    const { code, stderr } = await ended(start(folder, "import", "missing.ndjson", "--type", "patient", "--embedded"));
    expect(stderr).toMatch(/^.*missing\.ndjson.*\n$/);
    expect(code).toBe(2);
  });

  test("draws a bar in a terminal", async () => {
    const folder = await folderWith({ "patients.ndjson": patients });
    const command = `'${process.execPath}' '${resolve("dist/cli/index.js")}' import patients.ndjson --type patient --embedded`;
    const env = { ...inheritedEnvironment(), NO_COLOR: "1" };
    const terminal = spawn("script", ["-qec", command, "/dev/null"], { cwd: folder, env });
    const { code, stdout } = await ended(terminal);
    expect(stdout).toContain("patients.ndjson line 2: not JSON\r\n");
    expect(stdout).toContain(`\u001b[1G[${"=".repeat(20)}] 100 % | 3 records | `);
    expect(stdout).toMatch(/\n[^\n]* 3 records: 2 written, 1 rejected, 0 skipped\. [^\n]*\r\n$/);
    expect(code).toBe(1);
  });

  test("ends with 130 after Ctrl-C, and resumes", async () => {
    const folder = await folderWith({ "patients.ndjson": patients });
    const registry = createEmbeddedRegistry({ taskDurationMs: Infinity });
    onTestFinished(() => registry.close());
    const { url } = await registry.listen();
    const env = { CLINIA_API_KEY: "key", CLINIA_BASE_URL: url, CLINIA_SOURCE_KEY: "ehr-prod" };
    const words = ["import", "patients.ndjson", "--type", "patient"];
    const child = startWith(env, folder, ...words, "--batch-size", "1", "--concurrency", "1");
    child.stderr.on("data", (text: Buffer) => {
      if (text.toString().includes("Stopping.")) void registry.completeTasks();
    });
    const run = ended(child);
    await vi.waitFor(
      async () => {
        expect(await readIn(folder, "patients.ndjson.import")).toContain('"sent"');
      },
      { timeout: 20_000 },
    );
    child.kill("SIGINT");
    const { code, stdout, stderr } = await run;
    expect(stderr).toContain(
      "Stopping. The bulks in progress are finished first; press Ctrl-C again to end at once.\n",
    );
    expect(stdout).toMatch(/^Stopped\. /m);
    expect(code).toBe(130);
    const again = startWith(env, folder, ...words);
    const timer = setInterval(() => void registry.completeTasks(), 20);
    const resumed = await ended(again);
    clearInterval(timer);
    expect(resumed.stdout).toMatch(/^3 records: 2 written, 1 rejected, 0 skipped\. /m);
    expect(resumed.code).toBe(1);
    expect(registry.resources({ sourceKey: "ehr-prod", resourceType: "patient" })).toHaveLength(2);
  });
});
