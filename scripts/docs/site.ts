import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { root } from "../redocly.ts";
import { buildingPage, failedPage } from "./site-pages.ts";

export interface Site {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Ends what is being built, and removes it. */
  close(): Promise<void>;
}

type State =
  | { readonly kind: "building"; readonly stop: () => void; readonly ended: Promise<void> }
  | { readonly kind: "ready"; readonly folder: string }
  | { readonly kind: "failed"; readonly key: string; readonly message: string };

/** The registry that a site is built for. Where it is served at another address, that address takes its place in the pages. */
const builtFor = "127.0.0.1:4010";
/** Sites that are kept, the newest ones, so that neither a change of branches nor another process builds them again. */
const keptSites = 3;
/** A build takes minutes at most: what is older was left by a process that was killed. */
const abandonedAfterMs = 3_600_000;

/**
 * The documentation over HTTP, with the registry at `server()` as the first that its samples call. It is built when a page is first
 * requested, once per content of the checkout, beside this process: building it here would block the registry meanwhile.
 */
export function createSite(server: () => string, checkout = root): Site {
  let state: State | undefined;
  let opening: Promise<State> | undefined;
  let isClosed = false;
  let ownCache: string | undefined;

  const current = () => (opening ??= open().finally(() => (opening = undefined)));

  async function open(): Promise<State> {
    if (state?.kind === "building") return state;
    // Another process removes it when it has built newer ones.
    if (state?.kind === "ready" && (await exists(state.folder))) return state;
    const key = await contentKey(checkout);
    if (state?.kind === "failed" && state.key === key) return state;
    const cache = await cacheFolder();
    const folder = join(cache, key);
    state = (await exists(folder)) ? { kind: "ready", folder } : build(cache, key);
    return state;
  }

  /** In the checkout, or where that can't be written, in a folder of its own. */
  async function cacheFolder(): Promise<string> {
    if (ownCache !== undefined) return ownCache;
    const cache = join(checkout, "node_modules/.cache/clinia-registry-client/site");
    try {
      await mkdir(cache, { recursive: true });
      await rm(await mkdtemp(join(cache, "building-")), { recursive: true });
      return cache;
    } catch {
      return (ownCache = await mkdtemp(join(tmpdir(), "clinia-registry-served-")));
    }
  }

  function build(cache: string, key: string): State {
    const stopping = new AbortController();
    const ended = buildSite(cache, key, stopping.signal).then(
      (folder) => {
        state = { kind: "ready", folder };
      },
      (error: unknown) => {
        state = { kind: "failed", key, message: error instanceof Error ? error.message : String(error) };
      },
    );
    if (isClosed) stopping.abort();
    return {
      kind: "building",
      stop: () => {
        stopping.abort();
      },
      ended,
    };
  }

  const app = new Hono();
  app.get("*", async (context, next) => {
    const opened = await current();
    if (opened.kind === "building") return buildingPage();
    if (opened.kind === "failed") return failedPage(opened.message);
    // A browser would otherwise show those of an earlier version for a while, at the same address.
    context.header("cache-control", "no-cache");
    const page = await serveStatic({ root: opened.folder })(context, next);
    const address = new URL(server()).host;
    const isHtml = page?.headers.get("content-type")?.startsWith("text/html") === true;
    if (page === undefined || !isHtml || address === builtFor) return page;
    return context.html((await page.text()).replaceAll(builtFor, address));
  });
  app.notFound((context) => context.text("There is no such page. The documentation begins at /", 404));
  app.onError((error) => failedPage(error.message));
  return {
    fetch: (request) => app.fetch(request),
    async close() {
      isClosed = true;
      await opening?.catch(() => undefined);
      if (state?.kind === "building") {
        state.stop();
        await state.ended;
      }
      if (ownCache !== undefined) await rm(ownCache, { recursive: true, force: true });
    },
  };
}

/** Of the checkout, what no page is made of. */
const notInPages = new Set([".git", "node_modules", "dist", "artifacts", "coverage", "test"]);
/** Nor is a larger file, such as data to load. */
const largestBytes = 10_000_000;

/** The same for the same content: commits are not asked, because git may be missing, and a change may be uncommitted. */
async function contentKey(checkout: string): Promise<string> {
  const hash = createHash("sha256");
  const add = async (folder: string) => {
    const entries = await readdir(join(checkout, folder), { withFileTypes: true });
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      if (notInPages.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await add(path);
      if (!entry.isFile() || (await stat(join(checkout, path))).size > largestBytes) continue;
      const content = await readFile(join(checkout, path));
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  };
  await add("");
  return hash.digest("hex").slice(0, 32);
}

/** Builds the site under another name first, so that nobody finds half of it. Returns its folder. */
async function buildSite(cache: string, key: string, signal: AbortSignal): Promise<string> {
  const temporary = await mkdtemp(join(cache, "building-"));
  try {
    await runDocs(temporary, signal);
    const folder = join(cache, key);
    await rename(join(temporary, "site"), folder).catch(async (error: unknown) => {
      // Another process has built the same meanwhile.
      if (!(await exists(folder))) throw error;
    });
    await removeOld(cache, key);
    return folder;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 10 });
  }
}

function runDocs(folder: string, signal: AbortSignal): Promise<void> {
  const parameters = [
    join(root, "scripts/run.mjs"),
    join(root, "scripts/docs.ts"),
    "--out",
    join(folder, "site"),
    "--server",
    `http://${builtFor}`,
  ];
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    // Whatever it leaves when it is stopped half-way is in the folder that is removed.
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    stdio: ["ignore", "ignore", "pipe"],
    signal,
  });
  return new Promise((resolve, reject) => {
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", (error) => {
      // A child that was stopped writes until it has ended.
      if (!signal.aborted) reject(error);
    });
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(stripVTControlCharacters(stderr).trim()));
    });
  });
}

async function removeOld(cache: string, key: string): Promise<void> {
  const others = (await readdir(cache)).filter((name) => name !== key);
  const ages = await Promise.all(
    others.map(async (name) => ({
      name,
      madeAt: (await stat(join(cache, name)).catch(() => undefined))?.mtimeMs ?? 0,
    })),
  );
  const isBuilding = (name: string) => name.startsWith("building-");
  const sites = ages.filter(({ name }) => !isBuilding(name)).sort((one, other) => other.madeAt - one.madeAt);
  const abandoned = ages.filter(({ name, madeAt }) => isBuilding(name) && Date.now() - madeAt > abandonedAfterMs);
  for (const { name } of [...sites.slice(keptSites - 1), ...abandoned]) {
    await rm(join(cache, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
