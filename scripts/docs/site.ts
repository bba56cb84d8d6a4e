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
  /** Stops a build in progress and removes its files. */
  close(): Promise<void>;
}

type State =
  | { readonly kind: "building"; readonly stop: () => void; readonly ended: Promise<void> }
  | { readonly kind: "ready"; readonly folder: string }
  | { readonly kind: "failed"; readonly key: string; readonly message: string };

/** The server address in the built pages. It is replaced when the registry listens at another address. */
const builtFor = "127.0.0.1:4010";
/** The number of newest sites to keep, so that a change of branches does not build them again. */
const keptSites = 3;
/** A build takes minutes at most: older files were left by a killed process. */
const abandonedAfterMs = 3_600_000;

/**
 * Serves the documentation, whose samples call the registry at `server()`. It is built when a page is first requested, once per
 * content of the checkout, in another process: a build in this one would block the registry.
 */
export function createSite(server: () => string, checkout = root): Site {
  let state: State | undefined;
  let opening: Promise<State> | undefined;
  let isClosed = false;
  let ownCache: string | undefined;

  const current = () => (opening ??= open().finally(() => (opening = undefined)));

  async function open(): Promise<State> {
    if (state?.kind === "building") return state;
    // Another process may have removed the folder after newer builds.
    if (state?.kind === "ready" && (await exists(state.folder))) return state;
    const key = await contentKey(checkout);
    if (state?.kind === "failed" && state.key === key) return state;
    const cache = await cacheFolder();
    const folder = join(cache, key);
    state = (await exists(folder)) ? { kind: "ready", folder } : build(cache, key);
    return state;
  }

  /** A folder in the checkout, or a temporary one if the checkout is read-only. */
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
    // Without it a browser may show the pages of an earlier build.
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

/** The folders of the checkout that do not change the pages. */
const notInPages = new Set([".git", "node_modules", "dist", "artifacts", "coverage", "test"]);
/** Larger files, such as data to load, do not change the pages either. */
const largestBytes = 10_000_000;

/** A hash of the content of the checkout. It does not use git, which may be missing, and which does not know uncommitted changes. */
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

/** Builds the site under another name first, so that no half-built site is served. Resolves with its folder. */
async function buildSite(cache: string, key: string, signal: AbortSignal): Promise<string> {
  const temporary = await mkdtemp(join(cache, "building-"));
  try {
    await runDocs(temporary, signal);
    const folder = join(cache, key);
    await rename(join(temporary, "site"), folder).catch(async (error: unknown) => {
      // Another process has built the same site.
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
    // When the build is stopped, its temporary files are removed with this folder.
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    stdio: ["ignore", "ignore", "pipe"],
    signal,
  });
  return new Promise((resolve, reject) => {
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", (error) => {
      // A stopped child writes until its end: wait for close.
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
