import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import type { Browser } from "playwright-core";
import { launch } from "../docs/browser.ts";
import type { Settings } from "./inside/context.ts";
import type { Report } from "./inside/run-scenarios.ts";
import { dist, openapiFetch, programsFolder } from "./paths.ts";
import type { Runtime } from "./runtime.ts";

const imports = {
  "clinia-registry-client": "/dist/index.js",
  "clinia-registry-client/profiles": "/dist/profiles/index.js",
  "openapi-fetch": "/openapi-fetch.js",
};
const html = `<!doctype html>
<title>clinia-registry-client</title>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/page.js"></script>
`;

/** The Chromium of the machine. The page calls the registry through a proxy, and has no key. */
export async function chromium(): Promise<Runtime> {
  const version = await withBrowser((browser) => Promise.resolve(browser.version()));
  return {
    name: "Chromium",
    version,
    isPinned: false,
    run: ({ proxyUrl, controlUrl }) =>
      withBrowser(async (browser) => {
        const page = await browser.newPage();
        await page.goto(controlUrl);
        await page.waitForFunction(() => "runInPage" in globalThis);
        const settings: Settings = { baseUrl: proxyUrl, apiKey: null, controlUrl };
        return page.evaluate((settings) => {
          const { runInPage } = globalThis as unknown as { runInPage: (settings: Settings) => Promise<Report> };
          return runInPage(settings);
        }, settings);
      }),
  };
}

const workerPrefix = "worker/";

/**
 * Serves the files of the page: its programs and the built package, without a bundler. A worker has no import map: in the files under
 * `worker/` the imports have addresses.
 */
export async function servePage(path: string): Promise<Response> {
  if (path === "") return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  const isForWorker = path.startsWith(workerPrefix);
  const file = findFile(normalize(isForWorker ? path.slice(workerPrefix.length) : path));
  if (file === undefined) return new Response(null, { status: 404 });
  const code = await readFile(file, "utf8");
  const body = isForWorker ? code.replaceAll('"openapi-fetch"', `"${imports["openapi-fetch"]}"`) : code;
  return new Response(body, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}

function findFile(path: string): string | undefined {
  if (path === "page.js" || path === "page-worker.js") return join(programsFolder, path);
  if (path === "openapi-fetch.js") return openapiFetch;
  return /^dist[/\\].*\.js$/.test(path) ? join(dist, path.slice("dist/".length)) : undefined;
}

async function withBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await launch();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
