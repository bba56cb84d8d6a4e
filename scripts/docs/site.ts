import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { root } from "../redocly.ts";

export interface Site {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Ends what is being built, and removes what was. */
  close(): Promise<void>;
}

interface Build {
  readonly folder: string;
  readonly built: Promise<void>;
  readonly stop: () => void;
}

/**
 * The documentation over HTTP, with the registry at `server()` as the first that its samples call. It is built when it is
 * asked for first, beside this process: building it here would keep the registry from answering meanwhile.
 */
export function createSite(server: () => string): Site {
  let building: Promise<Build> | undefined;
  const app = new Hono();
  app.get("*", async (context, next) => {
    building ??= build(server());
    const { folder, built } = await building;
    await built;
    return serveStatic({ root: join(folder, "site") })(context, next);
  });
  app.notFound((context) => context.text("There is no such page. The documentation begins at /", 404));
  app.onError((error, context) => {
    building = undefined;
    return context.text(error.message, 500);
  });
  return {
    fetch: (request) => app.fetch(request),
    async close() {
      const { stop, built, folder } = (await building) ?? {};
      stop?.();
      await built?.catch(() => undefined);
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function build(server: string): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-served-"));
  const parameters = [
    join(root, "scripts/run.mjs"),
    join(root, "scripts/docs.ts"),
    "--out",
    join(folder, "site"),
    "--server",
    server,
  ];
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    // Whatever it leaves when it is stopped half-way is in the folder that goes.
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const built = new Promise<void>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The documentation could not be built.\n\n${stripVTControlCharacters(said)}`));
    });
  });
  const builtOrGone = built.catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return { folder, built: builtOrGone, stop: () => void child.kill() };
}
