import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Report } from "./inside/look.ts";
import { pinnedVersion } from "./pinned.ts";
import { built, dist, installed } from "./places.ts";
import { apiKey } from "./registry.ts";
import type { Runtime } from "./runtime.ts";

const timeoutMs = 300_000;
const exe = process.platform === "win32" ? ".exe" : "";
const denoFlags = ["run", "--no-lock", "--node-modules-dir=manual", "--allow-read", "--allow-net"];

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
      return report;
    },
  };
}
