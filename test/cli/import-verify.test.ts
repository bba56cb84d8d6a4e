import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { runVerify } from "../../src/cli/import/verify.ts";
import { folderWith, readIn, runIn, type Files } from "../support/command.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";

const names = ["Tremblay", "Gagnon", "Roy"];
const line = (number: number) =>
  `${JSON.stringify({ id: `canary-${number}`, name: [{ family: names[number % 3] }] })}\n`;
const lines = (count: number) => Array.from({ length: count }, (_, index) => line(index + 1)).join("");

/** A folder, and an embedded registry behind HTTP that commands in it use. Checks their output for data. */
async function start(files: Files, now?: () => Date) {
  const folder = await folderWith(files);
  const registry = createEmbeddedRegistry({ taskDurationMs: 0, ...(now && { now }) });
  const env = { CLINIA_API_KEY: "a-made-up-key", CLINIA_BASE_URL: "http://localhost", CLINIA_SOURCE_KEY: "ehr-prod" };
  const run = async (command: string, context: Partial<Context> = {}) => {
    const result = await runIn(folder, command, { env, fetch: registry.fetch, ...context });
    expect(result.stdout + result.stderr).not.toMatch(/canary|Tremblay|Gagnon|Roy|a-made-up-key/);
    return result;
  };
  const ids = () => registry.resources({ sourceKey: "ehr-prod", resourceType: "patient" }).map(({ id }) => id);
  return { folder, registry, env, run, ids };
}

const importCommand = "import patients.ndjson --type patient --progress none";
const verify = "verify patients.ndjson --type patient";
const duration = String.raw`\d+\.\d s\.`;

describe("verify", () => {
  test("exits with 0 when every id is found", async () => {
    const { run } = await start({ "patients.ndjson": lines(3) });
    await run(importCommand);
    const { code, stdout, stderr } = await run(verify);
    expect(stdout).toMatch(
      new RegExp(
        `^3 ids: 3 found, 0 missing, 0 not deleted\\. The registry has 0 other resources of these types\\. ${duration}\n$`,
      ),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("exits with 0 by HTTP", async () => {
    const { run, registry, env } = await start({ "patients.ndjson": lines(3) });
    await run(importCommand);
    const { url } = await registry.listen();
    const { code } = await run(verify, { env: { ...env, CLINIA_BASE_URL: url }, fetch: globalThis.fetch });
    await registry.close();
    expect(code).toBe(0);
  });

  test("exits with 1 when ids are missing, and writes their places to a file that only the owner can read", async () => {
    const { run, folder } = await start({ "patients.ndjson": lines(3) });
    await run(importCommand);
    await writeFile(join(folder, "patients.ndjson"), `${lines(2)}{\n${line(8)}${line(9)}`);
    const without = await run(verify);
    expect(without.stdout).toMatch(/^4 ids: 2 found, 2 missing, 0 not deleted\. Add --missing FILE /);
    await writeFile(join(folder, "missing.ndjson"), '{"file":"old"}', { mode: 0o644 });
    const { code, stdout } = await run(`${verify} --missing missing.ndjson`);
    expect(stdout).toContain("Their records are listed in missing.ndjson.");
    expect(stdout).toContain("1 record was not compared, because an import rejects it.");
    expect([without.code, code]).toEqual([1, 1]);
    const offset = lines(2).length + 2;
    const second = offset + line(8).length;
    expect(await readIn(folder, "missing.ndjson")).toBe(
      `{"file":"patients.ndjson","line":4,"offset":${offset},"reason":"missing"}\n` +
        `{"file":"patients.ndjson","line":5,"offset":${second},"reason":"missing"}\n`,
    );
    expect((await stat(join(folder, "missing.ndjson"))).mode & 0o777).toBe(0o600);
  });

  test("writes more places than one write has", async () => {
    const { run, folder } = await start({ "patients.ndjson": lines(1_001), "one.ndjson": `{\n{\n${line(1)}` });
    const { code } = await run(`${verify} --missing missing.ndjson`);
    expect(code).toBe(1);
    expect((await readIn(folder, "missing.ndjson")).split("\n")).toHaveLength(1_002);
    const { stdout } = await run("verify one.ndjson --type patient");
    expect(stdout).toContain("2 records were not compared");
  });

  test("prints JSON", async () => {
    const { run } = await start({ "patients.ndjson": lines(3) });
    const { code, stdout } = await run(`${verify} --progress json`);
    const counts = { read: 3, expected: 3, found: 0, missing: 3, notDeleted: 0, others: 0, rejected: 0 };
    expect(JSON.parse(stdout)).toMatchObject({ event: "summary", ...counts, exitCode: 1 });
    expect(code).toBe(1);
  });

  test.each<[kind: "json" | "text" | "none", first: string]>([
    ["text", "Records read: 1, resources compared: 0.\n"],
    ["json", '{"event":"progress","read":1,"compared":0}\n'],
    ["none", ""],
  ])("prints the progress of a long comparison as %s", async (progress, first) => {
    const { folder, registry, env } = await start({ "patients.ndjson": line(1) });
    let [stdout, stderr, now] = ["", "", 0];
    const context: Context = {
      ...{ argv: [], env, cwd: folder, fetch: registry.fetch },
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
    };
    await runVerify(["patients.ndjson"], { type: "patient", progress }, context, () => (now += 20_000));
    expect(stderr).toBe(first);
    expect(stdout).not.toBe("");
  });

  test.each<[what: string, command: string, code: number, message: RegExp]>([
    ["a file that does not exist", "verify none.ndjson --type patient", 2, /none\.ndjson/],
    ["a missing type", "verify patients.ndjson", 2, /resource type is missing/],
    ["an unknown option", `${verify} --journal x`, 2, /unknown option/],
    [
      "a file that can't be written",
      `${verify} --missing no/folder`,
      2,
      /--missing no\/folder: The file can't be written\. ENOENT/,
    ],
  ])("exits with 2 for %s", async (_, command, code, message) => {
    const { run } = await start({ "patients.ndjson": lines(1) });
    const result = await run(command);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
  });

  test("exits with 3 when the registry refuses, and with 130 after Ctrl-C", async () => {
    const { run, registry } = await start({ "patients.ndjson": lines(1) });
    registry.faults.nextRequests(1, { kind: "status", status: 403 });
    expect(await run(verify)).toMatchObject({ code: 3, stdout: "" });
    expect(await run(verify, { signal: AbortSignal.abort() })).toMatchObject({ code: 130, stdout: "" });
  });
});

describe("import --full-refresh", () => {
  /** A registry with 40 patients, and a file with 38 of them. */
  async function refreshing() {
    let now: Date | undefined = new Date("2025-06-01T00:00:00Z");
    const all = await start({ "old.ndjson": lines(40), "patients.ndjson": lines(38) }, () => now ?? new Date());
    await all.run("import old.ndjson --type patient --progress none");
    now = undefined;
    return all;
  }

  test("counts what the extract no longer has, and with --yes deletes it", async () => {
    const { run, ids } = await refreshing();
    const list = await run(`${importCommand} --full-refresh`);
    expect(list.stdout).toMatch(
      /^Full refresh: the extract no longer has 2 of 40 resources; none removed\.\n38 records/,
    );
    expect([list.code, ids().length]).toEqual([0, 40]);
    const { code, stdout } = await run(`${importCommand} --full-refresh --yes`);
    expect(stdout).toMatch(/no longer has 2 of 40 resources; 2 removed, 0 failed\./);
    expect([code, ids().length]).toEqual([0, 38]);
  });

  test("lists in a dry run, with the registry", async () => {
    const { run, ids } = await refreshing();
    const { code, stdout } = await run(`${importCommand} --full-refresh --yes --dry-run`);
    expect(stdout).toMatch(/no longer has 2 of 40 resources; none removed\./);
    expect([code, ids().length]).toEqual([0, 40]);
    const without = await run(`${importCommand} --full-refresh --dry-run`, { env: {} });
    expect(without.code).toBe(2);
  });

  test("exits with 3 when more than --max-deletes would go, and says the numbers", async () => {
    const { run, ids } = await refreshing();
    const { code, stdout, stderr } = await run(`${importCommand} --full-refresh --yes --max-deletes 1`);
    expect(stderr).toMatch(/no longer has 2 of the 40 resources .* allows 1\./);
    expect(stdout).toMatch(/none removed\.\nStopped\. 38 records: 38 written/);
    expect([code, ids().length]).toEqual([3, 40]);
  });

  test("says how many newer resources it keeps, in JSON too", async () => {
    const { run, folder, ids } = await refreshing();
    await writeFile(join(folder, "new.ndjson"), line(90));
    await run("import new.ndjson --type patient");
    const { stdout } = await run(`${importCommand} --full-refresh --yes`);
    expect(stdout).toMatch(/2 removed, 0 failed\. Kept because they are newer: 1\./);
    const { stdout: json } = await run("import patients.ndjson --type patient --full-refresh --progress json");
    expect(JSON.parse(json)).toMatchObject({ removal: { before: 38, obsolete: 0, kept: 1 } });
    expect(ids()).toHaveLength(39);
  });

  test.each([
    `${importCommand} --yes`,
    `${importCommand} --max-deletes 5`,
    `${importCommand} --full-refresh --shard 1/2`,
    `${importCommand} --full-refresh --grown`,
    `${importCommand} --full-refresh --embedded`,
    `${importCommand} --full-refresh --max-deletes many`,
  ])("refuses %s", async (command) => {
    const { run } = await start({ "patients.ndjson": lines(1) });
    expect(await run(command)).toMatchObject({ code: 2, stdout: "" });
  });
});
