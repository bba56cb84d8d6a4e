import { spawn } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Report } from "./inside/run-scenarios.ts";
import { dist, installed, openapiFetch, programsFolder } from "./paths.ts";
import { apiKey } from "./registry.ts";
import { pinnedVersion, type Runtime } from "./runtime.ts";

const timeoutMs = 300_000;

const main = `import * as client from "dist/index.js";
import * as profiles from "dist/profiles/index.js";
import { handle } from "worker";

export default { fetch: (request) => handle({ client, profiles }, request) };
`;

/** The runtime of Cloudflare Workers. The modules of the worker are the built package. */
export const workerd: Runtime = {
  name: "workerd",
  version: pinnedVersion("workerd"),
  isPinned: true,
  async run({ url, controlUrl }) {
    const config = join(programsFolder, "worker.capnp");
    await writeFile(join(programsFolder, "main.js"), main);
    await writeFile(config, await createConfig());
    const worker = spawn(installed("workerd/bin/workerd"), ["serve", config, "--control-fd=3"], {
      stdio: ["ignore", "inherit", "inherit", "pipe"],
    });
    try {
      const port = await listeningPort(worker.stdio[3] as Readable);
      const body = JSON.stringify({ baseUrl: url, apiKey, controlUrl });
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body, signal });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as Report;
    } finally {
      worker.kill();
    }
  },
};

async function listeningPort(control: Readable): Promise<number> {
  for await (const line of createInterface({ input: control })) {
    const { event, port } = JSON.parse(line) as { event: string; port?: number };
    if (event === "listen" && port !== undefined) return port;
  }
  throw new Error("workerd exited before it listened.");
}

/** @see https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp */
async function createConfig(): Promise<string> {
  const modules = [
    { name: "main", file: join(programsFolder, "main.js") },
    { name: "worker", file: join(programsFolder, "worker.js") },
    // workerd resolves a package relative to the file that imports it.
    { name: "dist/openapi-fetch", file: openapiFetch },
    ...(await listClientFiles()).map((file) => ({ name: `dist/${file}`, file: join(dist, file) })),
  ];
  const lines = modules.map(
    ({ name, file }) => `(name = "${name}", esModule = embed "${toPosix(relative(programsFolder, file))}")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [
    ${lines.join(",\n    ")},
  ],
  compatibilityDate = "2026-01-01",
);
`;
}

/** Returns the files of the entries of the client and of profiles. */
async function listClientFiles(): Promise<string[]> {
  const files = (await readdir(dist, { recursive: true })).map(toPosix);
  return files.filter((file) => file.endsWith(".js") && !/^(?:cli|docs|embedded)\//.test(file));
}

function toPosix(path: string): string {
  return path.replaceAll(sep, "/");
}
