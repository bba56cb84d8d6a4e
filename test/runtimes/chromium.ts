import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import type { Browser } from "playwright-core";
import { launch } from "../docs/browser.ts";
import type { Report } from "./inside/look.ts";
import type { Settings } from "./inside/world.ts";
import { built, dist, openapiFetch } from "./places.ts";
import type { Runtime } from "./runtime.ts";

const imports = { "clinia-registry-client": "/dist/index.js", "openapi-fetch": "/openapi-fetch.js" };
const html = `<!doctype html>
<title>clinia-registry-client</title>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/page.js"></script>
`;

/** Debian's Chromium, or the one that CHROMIUM names. The page calls the registry through a proxy, and has no key. */
export async function chromium(): Promise<Runtime> {
  const version = await inBrowser((browser) => Promise.resolve(browser.version()));
  return {
    name: "Chromium",
    version,
    isPinned: false,
    look: ({ proxyUrl, controlUrl }) =>
      inBrowser(async (browser) => {
        const page = await browser.newPage();
        await page.goto(controlUrl);
        await page.waitForFunction(() => "look" in globalThis);
        const settings: Settings = { baseUrl: proxyUrl, apiKey: null, controlUrl };
        return page.evaluate((settings) => {
          const { look } = globalThis as unknown as { look: (settings: Settings) => Promise<Report> };
          return look(settings);
        }, settings);
      }),
  };
}

const forWorker = "worker/";

/**
 * The files of the page: its own, and the package as it is built, for which a browser needs no bundler. A worker of the page has no
 * import map: under `worker/` what that would say stands in the files.
 */
export async function pageFile(path: string): Promise<Response> {
  if (path === "") return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  const isForWorker = path.startsWith(forWorker);
  const file = fileOf(normalize(isForWorker ? path.slice(forWorker.length) : path));
  if (file === undefined) return new Response(null, { status: 404 });
  const code = await readFile(file, "utf8");
  const body = isForWorker ? code.replaceAll('"openapi-fetch"', `"${imports["openapi-fetch"]}"`) : code;
  return new Response(body, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}

function fileOf(path: string): string | undefined {
  if (path === "page.js" || path === "page-worker.js") return join(built, path);
  if (path === "openapi-fetch.js") return openapiFetch;
  return /^dist[/\\].*\.js$/.test(path) ? join(dist, path.slice("dist/".length)) : undefined;
}

async function inBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await launch();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
