import { rename, rm, symlink } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { addFiles, folderWith, profileWith, readIn, runIn } from "../support/command.ts";

const patient = "clinia/profiles/patient.json";
const out = "src/clinia.gen.ts";
const symbol = profileWith({ type: "symbol" });

/** Starts `--watch` in a folder, and returns its output as it grows. */
function startWatch(folder: string, options = "") {
  const controller = new AbortController();
  const output = { stdout: "", stderr: "" };
  const run = runIn(folder, `profiles generate --watch${options}`, {
    signal: controller.signal,
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
  });
  return {
    output,
    async prints(text: string) {
      await vi.waitFor(
        () => {
          expect(output.stdout + output.stderr).toContain(text);
        },
        { timeout: 10_000, interval: 20 },
      );
      Object.assign(output, { stdout: "", stderr: "" });
    },
    async stop() {
      controller.abort();
      return (await run).code;
    },
  };
}

test("--watch generates after each change, prints problems, and ends with 0", async () => {
  const folder = await folderWith({});
  const watch = startWatch(folder);
  await watch.prints("Watching clinia/profiles and clinia/vocabularies. Press Ctrl-C to stop.\n");
  await watch.prints("There is no profile in clinia/profiles. Expected files such as patient.json.\n");

  // A folder that appears.
  await addFiles(folder, { [patient]: symbol });
  await watch.prints(`${patient} changed. Wrote ${out}: 1 profile.\n`);
  expect(await readIn(folder, out)).toContain("name?: string | null;");

  // Editors write another file, and rename it.
  await addFiles(folder, { "clinia/profiles/patient.json~": profileWith({ type: "integer" }) });
  await rename(`${folder}/${patient}~`, `${folder}/${patient}`);
  await watch.prints(`${patient} changed. Wrote ${out}: 1 profile.\n`);
  expect(await readIn(folder, out)).toContain("name?: number | null;");

  await addFiles(folder, { [patient]: "{" });
  await watch.prints(`${patient}:1:2: The file is not valid JSON. Expected a key in double quotes.\n`);

  await addFiles(folder, { [patient]: profileWith({ type: "integer" }), "clinia/vocabularies/v.json": ["a"] });
  await watch.prints(`${patient} and 1 other file changed. `);

  await rm(`${folder}/clinia`, { recursive: true });
  await watch.prints("There is no profile in clinia/profiles.");
  await addFiles(folder, { [patient]: profileWith({ type: "integer" }) });
  await watch.prints(`${patient} changed. `);
  expect(await watch.stop()).toBe(0);
});

test("--watch does not write a file that is up to date", async () => {
  const folder = await folderWith({ [patient]: symbol });
  await runIn(folder, "profiles generate");
  const watch = startWatch(folder);
  await watch.prints("Up to date: 1 profile.\n");
  expect(await watch.stop()).toBe(0);
});

test("--watch continues when a file can't be read or written", async () => {
  const folder = await folderWith({ [patient]: symbol, file: "" });
  await symlink("nothing", `${folder}/clinia/profiles/other.json`);
  const watch = startWatch(folder, " --out file/clinia.gen.ts");
  await watch.prints("ENOENT: no such file or directory");
  await rm(`${folder}/clinia/profiles/other.json`);
  await watch.prints("clinia/profiles/other.json changed. ENOTDIR: ");
  expect(await watch.stop()).toBe(0);
});

test("--watch and --check exclude each other", async () => {
  const { code, stderr } = await runIn(await folderWith({}), "profiles generate --watch --check");
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "error: option '--watch' cannot be used with option '--check'\nAdd --help for the options.\n",
  });
});
