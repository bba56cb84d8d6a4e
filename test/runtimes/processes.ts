import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describeError } from "./inside/assertions.ts";
import type { Report } from "./inside/run-scenarios.ts";
import { dist, example, exe, installed, programsFolder } from "./paths.ts";
import { apiKey } from "./registry.ts";
import { pinnedVersion, type Runtime } from "./runtime.ts";

const timeoutMs = 300_000;
const denoFlags = ["run", "--no-lock", "--node-modules-dir=manual", "--allow-read", "--allow-write", "--allow-net"];
/** The name of the scenario that runs only in {@link processes}: the example reads a file. */
export const exampleScenario = "D1: the example that loads NDJSON splits lines at line feeds only";

/** Node.js, Bun and Deno. */
export const processes: readonly Runtime[] = [
  processRuntime({ name: "Node.js", version: process.versions.node, isPinned: false }, process.execPath),
  processRuntime(pinned("Node.js", "node-22"), installed(`node-22/bin/node${exe}`)),
  processRuntime(pinned("Node.js", "node-24"), installed(`node-24/bin/node${exe}`)),
  // The file has this name on every system.
  processRuntime(pinned("Bun", "bun"), installed("bun/bin/bun.exe"), ["--no-install"]),
  processRuntime(pinned("Deno", "deno"), installed(`deno/deno${exe}`), denoFlags),
];

function pinned(name: string, packageName: string): Omit<Runtime, "run"> {
  return { name, version: pinnedVersion(packageName), isPinned: true };
}

function processRuntime(description: Omit<Runtime, "run">, executable: string, flags: readonly string[] = []): Runtime {
  return {
    ...description,
    async run({ url, controlUrl }) {
      const settings = { baseUrl: url, apiKey, controlUrl, dist: pathToFileURL(dist).href };
      const parameters = [...flags, join(programsFolder, "process.js"), JSON.stringify(settings)];
      const options = { timeout: timeoutMs, env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" } };
      const { stdout } = await promisify(execFile)(executable, parameters, options);
      const { report, version } = JSON.parse(stdout) as { report: Report; version: string };
      if (version !== description.version) throw new Error(`The version is ${version}.`);
      const result = await runExample(executable, flags).then(
        () => ({}),
        (error: unknown) => ({ error: describeError(error) }),
      );
      return { ...report, scenarios: [...report.scenarios, { name: exampleScenario, ...result }] };
    },
  };
}

/** Loads three lines. Two of them contain a character that some readers treat as the end of a line. */
async function runExample(executable: string, flags: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-runtimes-"));
  try {
    const file = join(folder, "patients.ndjson");
    const families = ["Two\u2028lines", "Two\u2029paragraphs", "Plain"];
    const lines = families.map((family, index) => JSON.stringify({ id: `made-up-${index}`, family }));
    await writeFile(file, lines.join("\n"));
    const parameters = [...flags, join(programsFolder, `${parse(example).name}.js`), file];
    const { stdout } = await promisify(execFile)(executable, parameters, { timeout: timeoutMs });
    if (stdout !== "  3 of 3 lines are in the registry\n") throw new Error(`It printed ${JSON.stringify(stdout)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
