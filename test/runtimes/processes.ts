import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { text } from "./inside/check.ts";
import type { Report } from "./inside/look.ts";
import { pinnedVersion } from "./pinned.ts";
import { built, dist, example, installed } from "./places.ts";
import { apiKey } from "./registry.ts";
import type { Runtime } from "./runtime.ts";

const timeoutMs = 300_000;
const exe = process.platform === "win32" ? ".exe" : "";
const denoFlags = ["run", "--no-lock", "--node-modules-dir=manual", "--allow-read", "--allow-write", "--allow-net"];
/** What {@link processes} look at besides: no other runtime reads files. */
export const exampleLook = "D1: the example that loads NDJSON ends lines at line feeds alone";

/** Node.js, Bun and Deno, which run a file and print. */
export const processes: readonly Runtime[] = [
  runtime({ name: "Node.js", version: process.versions.node, isPinned: false }, process.execPath),
  runtime(pinned("Node.js", "node-22"), installed(`node-22/bin/node${exe}`)),
  runtime(pinned("Node.js", "node-24"), installed(`node-24/bin/node${exe}`)),
  // It has this name everywhere.
  runtime(pinned("Bun", "bun"), installed("bun/bin/bun.exe"), ["--no-install"]),
  runtime(pinned("Deno", "deno"), installed(`deno/deno${exe}`), denoFlags),
];

function pinned(name: string, packageName: string): Omit<Runtime, "look"> {
  return { name, version: pinnedVersion(packageName), isPinned: true };
}

function runtime(is: Omit<Runtime, "look">, executable: string, flags: readonly string[] = []): Runtime {
  return {
    ...is,
    async look({ url, controlUrl }) {
      const told = { baseUrl: url, apiKey, controlUrl, dist: pathToFileURL(dist).href };
      const parameters = [...flags, join(built, "process.js"), JSON.stringify(told)];
      const options = { timeout: timeoutMs, env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" } };
      const { stdout } = await promisify(execFile)(executable, parameters, options);
      const { report, version } = JSON.parse(stdout) as { report: Report; version: string };
      if (version !== is.version) throw new Error(`It is version ${version}.`);
      const loaded = await loadByExample(executable, flags).then(
        () => ({}),
        (error: unknown) => ({ error: text(error) }),
      );
      return { ...report, looks: [...report.looks, { name: exampleLook, ...loaded }] };
    },
  };
}

/** Loads three lines. In two of them is a character that ends lines elsewhere. */
async function loadByExample(executable: string, flags: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-runtimes-"));
  try {
    const file = join(folder, "patients.ndjson");
    const families = ["Two\u2028lines", "Two\u2029paragraphs", "Plain"];
    const lines = families.map((family, index) => JSON.stringify({ id: `made-up-${index}`, family }));
    await writeFile(file, lines.join("\n"));
    const parameters = [...flags, join(built, `${parse(example).name}.js`), file];
    const { stdout } = await promisify(execFile)(executable, parameters, { timeout: timeoutMs });
    if (stdout !== "  3 of 3 lines are in the registry\n") throw new Error(`It printed ${JSON.stringify(stdout)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
