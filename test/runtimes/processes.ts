import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Report } from "./inside/look.ts";
import { built, dist, installed } from "./places.ts";
import { apiKey } from "./registry.ts";
import type { Runtime } from "./runtime.ts";
import { pinnedVersion } from "./pinned.ts";

const timeoutMs = 120_000;
const exe = process.platform === "win32" ? ".exe" : "";

/** Node.js, Bun and Deno, which run a file and print. */
export const processes: readonly Runtime[] = [
  { ...runtime(process.execPath, []), name: "Node.js", version: process.versions.node, isPinned: false },
  ...["node-22", "node-24"].map((name) => pinned("Node.js", name, `${name}/bin/node${exe}`, [])),
  pinned("Bun", "bun", "bun/bin/bun.exe", ["--no-install"]),
  pinned("Deno", "deno", `deno/deno${exe}`, [
    "run",
    "--no-lock",
    "--node-modules-dir=manual",
    "--allow-read",
    "--allow-net",
  ]),
];

function pinned(name: string, packageName: string, file: string, flags: readonly string[]): Runtime {
  return { ...runtime(installed(file), flags), name, version: pinnedVersion(packageName), isPinned: true };
}

function runtime(executable: string, flags: readonly string[]): Pick<Runtime, "look"> {
  return {
    async look({ url, controlUrl }) {
      const told = { baseUrl: url, apiKey, controlUrl, dist: pathToFileURL(dist).href };
      const parameters = [...flags, join(built, "process.js"), JSON.stringify(told)];
      const options = { timeout: timeoutMs, env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" } };
      const { stdout } = await promisify(execFile)(executable, parameters, options);
      return JSON.parse(stdout) as Report;
    },
  };
}
