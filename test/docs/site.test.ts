import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type Axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runScript } from "../support/run.ts";
import { hasBrowser, launch } from "./browser.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const screenshots = "artifacts/screenshots";
const pages = [
  { name: "guide", address: "index.html" },
  { name: "api-reference", address: "api.html" },
  { name: "create-operation", address: "api.html#operation/createResource" },
  { name: "client-reference", address: "modules.html" },
  { name: "client-interface", address: "interfaces/index.RegistryClient.html" },
  { name: "client-error", address: "classes/index.ApiError.html" },
];

let site = "";

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), "clinia-registry-site-test-"));
  const { code, stderr } = await runScript(["scripts/docs.ts", "--out", site]);
  expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
}, 60_000);

afterAll(() => rm(site, { recursive: true }));

async function files(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.sort().map(async (path) => [path.slice(folder.length), await readFile(path, "utf8")] as const);
  return new Map(await Promise.all(texts));
}

describe("npm run docs", () => {
  test("gives the same bytes each time", async () => {
    const again = await mkdtemp(join(tmpdir(), "clinia-registry-site-test-"));
    await runScript(["scripts/docs.ts", "--out", again]);
    const [first, second] = await Promise.all([files(site), files(again)]);
    await rm(again, { recursive: true });
    expect([...second.keys()]).toStrictEqual([...first.keys()]);
    const differing = [...first].filter(([name, text]) => second.get(name) !== text).map(([name]) => name);
    expect(differing).toStrictEqual([]);
  }, 60_000);

  test("links to no page that is not there", async () => {
    const built = await files(site);
    for (const [page, html] of built) {
      if (!page.endsWith(".html") || page === "/api.html") continue;
      for (const [, link = ""] of html.matchAll(/href="([^"#:]+)(?:#[^"]*)?"/g)) {
        expect([...built.keys()], `${page} links to ${link}`).toContain(join(page, "..", link));
      }
    }
  });
});

describe.runIf(hasBrowser())("the site in Chromium, from file:// and without a network", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
    await mkdir(screenshots, { recursive: true });
  });
  afterAll(() => browser.close());

  interface Visit {
    width?: number;
    colorScheme?: "light" | "dark";
  }

  /** Opens a page, and fails afterwards when it asked for anything outside its folder or logged an error. */
  async function visit(
    address: string,
    look: (page: Page) => Promise<void>,
    { width = 1400, colorScheme = "light" }: Visit = {},
  ) {
    const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme, offline: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    const folder = pathToFileURL(resolve(site)).href;
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${folder}/`) && !/^(data|blob):/.test(url)) complaints.push(`a request to ${url}`);
    });
    await page.goto(`${folder}/${address}`);
    await page.getByRole("navigation", { name: "Site" }).waitFor({ state: "attached" });
    await look(page);
    await context.close();
    expect(complaints).toStrictEqual([]);
  }

  async function operation(page: Page): Promise<void> {
    await page.getByRole("heading", { name: "Create a resource in the registry" }).waitFor();
  }

  const summaries = [
    "A minimal resource",
    "A resource with an id of the caller's",
    "A resource with identifiers and dates",
    "A resource with a contained resource",
    "A resource that refers to itself",
  ];

  test("the API reference leads from its navigation to the operation, with its examples, samples and responses", async () => {
    await visit("api.html", async (page) => {
      await page.getByText("Resources", { exact: true }).first().click();
      await page.getByText("Create a resource in the registry").first().click();
      await operation(page);
      expect(page.url()).toMatch(/#\/resources\/createresource$/);

      const samples = page.locator(".panel-request-samples");
      for (const summary of summaries) {
        for (const [language, call] of [
          ["curl", "curl --request POST"],
          ["TypeScript", "await registry.createResource("],
        ] as const) {
          await samples.getByRole("button", { name: /^(curl|TypeScript): / }).click();
          await page.getByRole("menuitem", { name: `${language}: ${summary}`, exact: true }).click();
          await expect.poll(() => samples.innerText()).toContain(call);
        }
      }
      await samples.getByRole("button", { name: /^(curl|TypeScript): / }).click();
      await page.getByRole("menuitem", { name: "Payload", exact: true }).click();
      for (const [shown = "", next = ""] of summaries.map((summary, index) => [summary, summaries[index + 1]])) {
        await samples.getByRole("button", { name: shown, exact: true }).click();
        expect(await page.getByRole("menuitem", { name: shown, exact: true }).count()).toBe(1);
        if (next !== "") await page.getByRole("menuitem", { name: next, exact: true }).click();
      }
      const text = await page.locator("body").innerText();
      expect(text).toContain("The resource was created at once.");
      expect(text).toMatch(/Inferred\. The page describes the answer as "A successful response/);
      await page.keyboard.press("Escape");
      await page.getByRole("tab", { name: "202" }).first().click();
      await expect.poll(() => page.locator("body").innerText()).toContain("The task was accepted.");
    });
  });

  const looks = pages.flatMap((page) =>
    [390, 1400].flatMap((width) =>
      (["light", "dark"] as const).map((colorScheme) => ({ ...page, width, colorScheme })),
    ),
  );

  test.each(looks)(
    "$name at $width px, $colorScheme: no serious problem for a reader",
    async ({ name, address, width, colorScheme }) => {
      const look = async (page: Page) => {
        if (name === "create-operation") await operation(page);
        await page.waitForTimeout(300);
        await page.screenshot({ path: join(screenshots, `${name}-${String(width)}-${colorScheme}.png`) });
        await page.addScriptTag({ path: axe });
        const problems = await page.evaluate(async () => {
          const { axe } = window as unknown as { axe: typeof Axe };
          const { violations } = await axe.run({ preload: false });
          return violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
        });
        expect(problems).toStrictEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      };
      await visit(address, look, { width, colorScheme });
    },
  );
});
