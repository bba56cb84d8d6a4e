import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { importScenario, runImport } from "./import.ts";
import { describeError } from "./inside/assertions.ts";
import type { Report } from "./inside/run-scenarios.ts";
import { dist, exe, installed, programsFolder } from "./paths.ts";
import { apiKey } from "./registry.ts";
import { pinnedVersion, type Runtime } from "./runtime.ts";

const timeoutMs = 300_000;
const denoFlags = ["run", "--no-lock", "--node-modules-dir=manual", "--allow-read", "--allow-write", "--allow-net"];

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
      if (description.name !== "Node.js") return report;
      const imported = await resultOf(importScenario, () => runImport(executable));
      return { ...report, scenarios: [...report.scenarios, imported] };
    },
  };
}

function resultOf(name: string, run: () => Promise<void>): Promise<Report["scenarios"][number]> {
  return run().then(
    () => ({ name }),
    (error: unknown) => ({ name, error: describeError(error) }),
  );
}
