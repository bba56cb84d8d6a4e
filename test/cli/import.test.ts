import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { streamNotes } from "../../src/cli/import/stream-notes.ts";
import { importTarget } from "../../src/cli/import/target.ts";
import type { Context } from "../../src/cli/context.ts";
import { folderWith, readIn, runIn, type Files } from "../support/command.ts";
import { setDiskType } from "../support/disk-type.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";

const line = (id: string, family: string) => `${JSON.stringify({ id, name: [{ family }] })}\n`;
const three = line("p1", "Tremblay-CANARY") + line("p2", "Gagnon-CANARY") + line("p3", "Roy-CANARY");
const withBad = `${line("p1", "Tremblay-CANARY")}Tremblay-CANARY\n["Gagnon-CANARY"]\n${line("p2", "Roy-CANARY")}`;

const env = { CLINIA_API_KEY: "key", CLINIA_BASE_URL: "http://localhost", CLINIA_SOURCE_KEY: "ehr-prod" };

/** A folder, and an embedded registry that commands in it use. */
async function start(files: Files, options: Parameters<typeof createEmbeddedRegistry>[0] = { taskDurationMs: 0 }) {
  const folder = await folderWith(files);
  const registry = createEmbeddedRegistry(options);
  const run = (command: string, context: Partial<Context> = {}) =>
    runIn(folder, command, { env, fetch: registry.fetch, ...context });
  const stored = () => registry.resources({ sourceKey: "ehr-prod", resourceType: "patient" });
  return { folder, registry, run, stored };
}

const duration = String.raw`\d+(?:\.\d)? s, [\d,]+ records/s\.`;

describe("a journal on a network disk", () => {
  test.each([
    [
      "is warned of on stderr, and used",
      "a.ndjson --journal p.import",
      /^Warning: The journal p\.import is on a network disk \(NFS\)/m,
    ],
    ["is not warned of when it is missing", "a.ndjson b.ndjson", /^(?!.*network disk)/s],
    ["is not warned of in a dry run", "a.ndjson --dry-run", /^(?!.*network disk)/s],
  ])("%s", async (_, words, expected) => {
    const { run } = await start({ "a.ndjson": three, "b.ndjson": three });
    setDiskType(0x6969);
    const { stderr } = await run(`import ${words} --type patient`);
    expect(stderr).toMatch(expected);
  });
});

describe("an import", () => {
  test("writes each record, and prints the summary last", async () => {
    const { run, stored } = await start({ "patients.ndjson": three });
    const { code, stdout } = await run("import patients.ndjson --type patient");
    expect(stdout).toMatch(new RegExp(`^3 records: 3 written, 0 rejected, 0 skipped\\. ${duration}\n$`));
    expect(code).toBe(0);
    expect(stored().map(({ id, data }) => ({ id, data }))).toContainEqual({
      id: "p2",
      data: { name: [{ family: "Gagnon-CANARY" }] },
    });
  });

  test("exits with 1 when records are rejected, and lists where and why, without data", async () => {
    const { run, stored } = await start({ "patients.ndjson": withBad });
    const { code, stdout, stderr } = await run("import patients.ndjson --type patient");
    expect(stderr.split("\n")).toEqual(
      expect.arrayContaining(["patients.ndjson line 2: not JSON", "patients.ndjson line 3: not an object"]),
    );
    expect(stdout).toMatch(
      new RegExp(
        "^Rejected in this run, by reason:\n {2}1 {2}not (?:JSON|an object)\n {2}1 {2}not (?:JSON|an object)\n" +
          "The rejected records are listed in patients\\.ndjson\\.rejects\\.ndjson\\.\n" +
          `4 records: 2 written, 2 rejected, 0 skipped\\. ${duration}\n$`,
      ),
    );
    expect(code).toBe(1);
    expect(stored()).toHaveLength(2);
    expect(stdout + stderr).not.toContain("CANARY");
  });

  test("lists ten rejected records, and counts the others", async () => {
    const { run } = await start({ "patients.ndjson": "no\n".repeat(12) });
    const { code, stdout, stderr } = await run("import patients.ndjson --type patient");
    expect(stderr.match(/not JSON/g)).toHaveLength(10);
    expect(stdout).toContain("  12  not JSON\n");
    expect(code).toBe(1);
  });

  test("prints the summary as JSON", async () => {
    const { run } = await start({ "patients.ndjson": withBad });
    const { code, stdout, stderr } = await run("import patients.ndjson --type patient --progress json");
    expect(JSON.parse(stdout)).toEqual({
      event: "summary",
      ...{ read: 4, written: 2, rejected: 2, skipped: 0, open: 0, resumed: 0, unusualIds: 0 },
      ...{ exitCode: 1, dryRun: false, embedded: false, rejects: "patients.ndjson.rejects.ndjson" },
      seconds: expect.any(Number) as number,
      reasons: { "not JSON": 1, "not an object": 1 },
    });
    const events = stderr
      .trim()
      .split("\n")
      .map((each) => JSON.parse(each) as { event: string });
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(["rejected", "progress"]));
    expect(code).toBe(1);
  });

  test("prints only the summary with --progress none", async () => {
    const { run } = await start({ "patients.ndjson": withBad });
    expect(await run("import patients.ndjson --type patient --progress none")).toMatchObject({ code: 1, stderr: "" });
  });

  test("stops with 3 when more records are rejected than --reject-limit allows", async () => {
    const { run } = await start({ "patients.ndjson": withBad });
    const { code, stdout, stderr } = await run("import patients.ndjson --type patient --reject-limit 1");
    expect(stdout).toMatch(/^Stopped\. \d records?: /m);
    expect(stderr).toMatch(/rejected/);
    expect(code).toBe(3);
  });

  test("stops with 3 when the registry refuses the key", async () => {
    const { run } = await start({ "patients.ndjson": three }, { apiKey: "another", taskDurationMs: 0 });
    const { code, stdout, stderr } = await run("import patients.ndjson --type patient");
    expect(stderr).toMatch(/401 UNAUTHENTICATED.*\nCheck CLINIA_API_KEY, --source, and /);
    expect(stdout).toMatch(/^Stopped\. /m);
    expect(code).toBe(3);
  });

  test("warns of an input without records, and exits with 0", async () => {
    const { run } = await start({ "patients.ndjson": "" });
    const { code, stderr } = await run("import patients.ndjson --type patient");
    expect(stderr).toContain("Warning: There is no record in the input.\n");
    expect(code).toBe(0);
  });

  test("does not warn of an input that it could not read", async () => {
    const { run } = await start({ "patients.csv": "id,id\n1,2\n" });
    const { code, stderr } = await run("import patients.csv --type patient");
    expect(stderr).toMatch(/^patients\.csv: the header in line 1 is invalid: /);
    expect(code).toBe(3);
  });

  test("exits with 2 when there is no such file", async () => {
    const { run } = await start({});
    const { code, stdout, stderr } = await run("import missing.ndjson --type patient");
    expect(stderr).toContain("missing.ndjson");
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  test("says at the start that a pipe can't be resumed", async () => {
    const { folder, run } = await start({ "patients.ndjson": three });
    await promisify(execFile)("mkfifo", [join(folder, "pipe")]);
    const writer = promisify(execFile)("sh", ["-c", "cat patients.ndjson > pipe"], { cwd: folder });
    const { code, stderr } = await run("import pipe --type patient --format ndjson --journal pipe.import");
    await writer;
    expect(stderr).toMatch(/^pipe is a stream: the import can't be resumed\. To resume, import a file\.\n/);
    expect(code).toBe(0);
  });
});

test("stdin can't be resumed either, a file can", async () => {
  const folder = await folderWith({ "patients.ndjson": three });
  expect(await streamNotes(["-", "patients.ndjson", "*.csv"], folder)).toEqual([
    "stdin is a stream: the import can't be resumed. To resume, import a file.",
  ]);
});

describe("without an API key", () => {
  test("an import says what it needs, and how to try it", async () => {
    const folder = await folderWith({ "patients.ndjson": three });
    expect(await runIn(folder, "import patients.ndjson --type patient --source s --workspace acme")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "The API key is missing. Set CLINIA_API_KEY.\n" +
        "An import needs CLINIA_API_KEY, --workspace or --base-url, and --source.\n" +
        "To try it without them, add --dry-run, which sends nothing, or --embedded, which imports into an embedded registry.\n",
    });
  });

  test("an invalid workspace is reported without that hint", async () => {
    const folder = await folderWith({ "patients.ndjson": three });
    const { code, stderr } = await runIn(folder, "import patients.ndjson --workspace a/b", { env });
    expect(stderr).toMatch(/workspaceId/);
    expect(stderr).not.toContain("An import needs");
    expect(code).toBe(2);
  });

  test("--dry-run reads and checks everything, says so, and writes no file", async () => {
    const folder = await folderWith({ "patients.ndjson": withBad });
    const { code, stdout } = await runIn(folder, "import patients.ndjson --type patient --dry-run");
    expect(stdout).toMatch(/^Dry run, nothing was sent\. 4 records: 2 valid, 2 rejected, 0 skipped\. /m);
    expect(code).toBe(1);
    await expect(readIn(folder, "patients.ndjson.import")).rejects.toThrow("ENOENT");
  });

  test("a dry run has a client that sends nothing", async () => {
    const output = { write: () => undefined };
    const context: Context = { argv: [], env: {}, cwd: ".", stdout: output, stderr: output };
    const { registry, sourceKey } = await importTarget({ dryRun: true }, context);
    await expect(registry.getTask({ sourceKey, taskId: "s_1" }, { retry: false })).rejects.toThrow();
    expect(sourceKey).toBe("dry-run");
  });

  test("--embedded imports into an embedded registry, and leaves no journal that would claim that records are written", async () => {
    const folder = await folderWith({ "patients.ndjson": three });
    const { code, stdout } = await runIn(folder, "import patients.ndjson --type patient --embedded");
    expect(stdout).toMatch(/^The embedded registry has ended, and what it stored is gone\. 3 records: 3 written, /);
    expect(code).toBe(0);
    for (const name of ["patients.ndjson.import", "patients.ndjson.rejects.ndjson"]) {
      await expect(stat(join(folder, name))).rejects.toThrow("ENOENT");
    }
  });

  test("--embedded excludes --journal", async () => {
    const folder = await folderWith({ "patients.ndjson": three });
    const { code, stderr } = await runIn(folder, "import patients.ndjson --type patient --embedded --journal j.import");
    expect(stderr).toMatch(/'--embedded' cannot be used with option '--journal <file>'/);
    expect(code).toBe(2);
  });
});

test("Ctrl-C finishes the bulks in progress, says so, and exits with 130", async () => {
  const controller = new AbortController();
  const { registry, run } = await start({ "patients.ndjson": three }, { taskDurationMs: 100 });
  const { code, stdout, stderr } = await run("import patients.ndjson --type patient --batch-size 1 --concurrency 1", {
    signal: controller.signal,
    fetch: async (url, init) => {
      if (init.method === "POST") controller.abort();
      return registry.fetch(url, init);
    },
  });
  expect(stderr).toContain("Stopping. The bulks in progress are finished first; press Ctrl-C again to end at once.\n");
  expect(stdout).toMatch(/^Stopped\. /);
  expect(code).toBe(130);
});
