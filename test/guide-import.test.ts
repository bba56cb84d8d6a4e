import { spawn } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ImportOptions } from "../src/import/index.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { addFiles, inUsersProject, readPage, runBuiltCommand } from "./support/guide-page.ts";
import { ended, inheritedEnvironment } from "./support/run.ts";

const page = await readPage("docs/import.md");

/** The blocks of commands, and the output below each, if the page shows it. */
const steps = page.text
  .split(/^```sh\n/m)
  .slice(1)
  .map((section) => {
    const [commands = ""] = section.split(/^```$/m);
    const [, output] = /^.*?^```\n\n```text\n(.*?)^```$/ms.exec(section) ?? [];
    return { commands, output };
  });

/** Durations and speeds differ in each run. */
function withoutTimes(text: string): string {
  return text.replaceAll(/[\d.]+ s, [\d,]+ records\/s/g, "…");
}

/** A shell in which the commands of the page run the build. The alias of the page names npx. */
async function createShell(folder: string, url: string) {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const command = `exec '${process.execPath}' '${resolve("dist/cli/index.js")}' "$@"\n`;
  await writeFile(join(bin, "clinia-registry"), `#!/bin/sh\n${command}`);
  await writeFile(join(bin, "npx"), `#!/bin/sh\nshift 3\n${command}`);
  for (const name of ["clinia-registry", "npx"]) await chmod(join(bin, name), 0o755);
  const env = {
    ...{ ...inheritedEnvironment(), PATH: [bin, process.env["PATH"]].join(delimiter) },
    ...{ CLINIA_API_KEY: "any", CLINIA_BASE_URL: url, CLINIA_SOURCE_KEY: "ehr-prod" },
  };
  return (commands: string) => ended(spawn("sh", ["-c", `{ ${commands}\n} 2>&1`], { cwd: folder, env }));
}

type Names = Record<keyof ImportOptions, true>;
const options: Names = {
  destination: true,
  type: true,
  id: true,
  idFrom: true,
  idSecret: true,
  idAsText: true,
  map: true,
  mappingVersion: true,
  profiles: true,
  profileOptions: true,
  format: true,
  encoding: true,
  delimiter: true,
  cwd: true,
  dryRun: true,
  journal: true,
  rejects: true,
  rejectLimit: true,
  retryRejected: true,
  grown: true,
  expectedFiles: true,
  startLimit: true,
  shard: true,
  fullRefresh: true,
  maxDeletes: true,
  batchSize: true,
  concurrency: true,
  deadlineMs: true,
  giveUpAfterMs: true,
  rate: true,
  window: true,
  onProgress: true,
  onReject: true,
  signal: true,
};

describe("docs/import.md", () => {
  test("shows what the commands print", async () => {
    const embedded = createEmbeddedRegistry();
    const { url } = await embedded.listen();
    onTestFinished(() => embedded.close());
    await inUsersProject(async (folder) => {
      await mkdir(join(folder, "export"));
      await addFiles(page, folder);
      const run = await createShell(folder, url);
      expect(steps.length).toBeGreaterThan(8);
      for (const { commands, output } of steps) {
        if (commands.includes("import fixed.ndjson")) await addBrace(join(folder, "fixed.ndjson"));
        // The first block is about an account, and the variables are set.
        if (/--source|^export /m.test(commands)) continue;
        const { stdout } = await run(commands);
        if (output === undefined) expect(stdout).not.toContain("error:");
        else expect(withoutTimes(stdout)).toBe(withoutTimes(output));
      }
      const [, verify = ""] = /^`(clinia-registry verify .*?)` /m.exec(page.text) ?? [];
      expect(await run(verify)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("2 ids: 2 found, 0 missing") as string,
      });
    });
    const ids = embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" }).map(({ id }) => id);
    expect(ids.sort()).toStrictEqual([
      ...["made-up-1", "made-up-2", "made-up-3", "made-up-4"],
      ...["north-clinic-1001", "north-clinic-1003"],
    ]);
  });

  test("documents every option of importFiles, and every flag of the command", async () => {
    for (const option of Object.keys(options)) expect(page.text).toMatch(new RegExp(`^\\| \`${option}\` `, "m"));
    const { stdout } = await runBuiltCommand(["import", "--help"], ".");
    const flags = [...stdout.matchAll(/^ {2}(--[a-z-]+) /gm)].map(([, flag = ""]) => flag);
    expect(flags).toContain("--journal");
    expect(flags.filter((flag) => !page.text.includes(`\`${flag}`))).toStrictEqual([]);
  });

  test("has the mapping and the extract of examples/import", async () => {
    const files = new Map(page.files);
    expect(files.get("patients.csv")).toBe(await readFile("examples/import/patients.csv", "utf8"));
    const example = await readFile("examples/import/patients.mjs", "utf8");
    expect(example.slice(example.indexOf("export default"))).toBe(files.get("patients.mjs"));
  });

  test("has at most 300 lines", () => {
    expect(page.text.trimEnd().split("\n").length).toBeLessThanOrEqual(300);
  });
});

/** What the page asks its reader to do in an editor. */
async function addBrace(file: string): Promise<void> {
  const text = await readFile(file, "utf8");
  await writeFile(file, `${text.trimEnd()} }\n`);
}
