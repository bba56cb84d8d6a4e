import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type Axe from "axe-core";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { sampledCalls } from "../../scripts/contract/sampled-calls.ts";
import { contractFile } from "../support/contract-copy.ts";
import { isFull } from "../support/full-counts.ts";
import { hasBrowser, launch } from "./browser.ts";
import { site } from "./site.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const screenshots = "artifacts/screenshots";
const folder = pathToFileURL(resolve(site)).href;

const wide = { width: 1400, height: 1000 };
const narrow = { width: 390, height: 1000 };

const contract = await readContract(contractFile);
const contractVersion = contract.string(["info", "version"], "test");
const operations = contractOperations(contract).map((operation) => ({
  operationId: operation.operationId,
  summary: contract.string([...operation.pointer, "summary"], "test"),
  tag: contract.string([...operation.pointer, "tags", 0], "test"),
  source: contract.string([...operation.pointer, "externalDocs", "url"], "test"),
  /** The examples of its body. */
  examples: sampledCalls(contract, operation).map(({ summary, body }) => ({
    summary,
    fields: Object.keys(body ?? {}),
  })),
  responses: contract.keys([...operation.pointer, "responses"], "test").map((code) => ({
    code,
    description: contract.string([...operation.pointer, "responses", code, "description"], "test"),
    inferred: [contract.get([...operation.pointer, "responses", code, "x-inferred"])].flat().map(String).join(" "),
  })),
}));

/** The first operation of each tag: Redoc renders the operations of a tag as one page. */
const firstOfTags = operations.filter(({ tag }, index) => operations.findIndex((other) => other.tag === tag) === index);

/** A page of each kind, with the heading to wait for. */
const kindsOfPages = [
  { name: "front-page", address: "index.html", heading: "clinia-registry-client" },
  { name: "guide", address: "documents/Tasks.html", heading: "Tasks" },
  { name: "api-reference", address: "api.html", heading: "Clinia registry API" },
  ...firstOfTags.slice(0, 1).map(operationPage),
  { name: "client-reference", address: "modules.html", heading: "Client reference" },
  {
    name: "client-options",
    address: "types/clinia-registry-client.RegistryClientOptions.html",
    heading: "RegistryClientOptions",
  },
  {
    name: "client-interface",
    address: "interfaces/clinia-registry-client.RegistryClient.html",
    heading: "RegistryClient",
  },
  { name: "client-error", address: "classes/clinia-registry-client.ApiError.html", heading: "ApiError" },
  {
    name: "client-function",
    address: "functions/clinia-registry-client.writeResources.html",
    heading: "writeResources",
  },
];

/** What a reader searches for, the page on which the search starts, and the link and the title that it leads to. */
const searches = [
  { from: "api.html", query: "parseTaskId", result: "parseTaskId", title: "Function parseTaskId" },
  { from: "api.html", query: "upsertContainedResource", result: "PUT", title: "Upsert a contained" },
  { from: "index.html", query: "/purge/{purgeId}", result: "Get the result", title: "Get the result of a purge" },
  {
    from: "modules.html",
    query: "create a resource ALREADY_EXISTS",
    result: "POST",
    title: "Create a resource in",
  },
  { from: "index.html", query: "proxy", result: "Proxies", title: "Proxies" },
  {
    from: "api.html",
    query: "which ids are allowed?",
    result: "Which ids are allowed",
    title: "Which ids are allowed",
  },
  { from: "index.html", query: "how to verify a load", result: "Verify a load", title: "Verify a load" },
  { from: "index.html", query: "2^53", result: "Integers over 2^53", title: "Integers over 2^53" },
  { from: "modules.html", query: "module system", result: "Module systems", title: "Module systems" },
  { from: "modules.html", query: "inferred means", result: "What inferred means", title: "What inferred means" },
  {
    from: "documents/Tasks.html",
    query: "maxResponseBytes",
    result: "maxResponseBytes",
    title: "TransportOptions",
  },
  {
    from: "classes/clinia-registry-client.ApiError.html",
    query: "bulk writes",
    result: "Bulk",
    title: "Bulk writes",
  },
];

/** More pages of these kinds. */
const otherPages = [
  ...firstOfTags.slice(1).map(operationPage),
  { name: "examples", address: "documents/Examples.html", heading: "Examples" },
  { name: "errors", address: "documents/Errors_and_retries.html", heading: "Errors and retries" },
  { name: "configuration", address: "documents/Configuration.html", heading: "Configuration" },
  { name: "contributing", address: "documents/Contributing.html", heading: "Contributing" },
  {
    name: "client-error-long",
    address: "classes/clinia-registry-client.MalformedResponseError.html",
    heading: "MalformedResponseError",
  },
  {
    name: "client-options-long",
    address: "interfaces/clinia-registry-client.WriteResourcesOptions.html",
    heading: "WriteResourcesOptions",
  },
];

function operationPage({ tag, operationId, summary }: (typeof operations)[number]) {
  return {
    name: `api-reference-${tag.toLowerCase()}`,
    address: `api.html#operation/${operationId}`,
    heading: summary,
  };
}

describe.runIf(hasBrowser())("the site in Chromium, from file:// and without a network", () => {
  let browser: Browser;
  let page: Page;
  const failures: string[] = [];

  beforeAll(async () => {
    await mkdir(screenshots, { recursive: true });
    browser = await launch();
    // In a transition, axe would measure the colours between two themes.
    const context = await browser.newContext({ viewport: wide, offline: true, reducedMotion: "reduce" });
    page = await context.newPage();
    // An element that does not appear fails the step that waits for it.
    page.setDefaultTimeout(30_000);
    page.on("console", (message) => {
      if (message.type() === "error") failures.push(message.text());
    });
    page.on("pageerror", (error) => failures.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${folder}/`) && !/^(data|blob):/.test(url)) failures.push(`a request to ${url}`);
    });
  });
  afterAll(() => browser.close());

  /** Fails a test whose page logged an error or requested something outside the site's folder. */
  afterEach(() => {
    expect(failures.splice(0)).toStrictEqual([]);
  });

  async function visit(address: string, viewport = wide) {
    await page.setViewportSize(viewport);
    await page.goto(`${folder}/${address}`);
    await page.getByRole("navigation", { name: "Site" }).waitFor({ state: "attached" });
  }

  const heading = (name: string) => page.getByRole("heading", { name, exact: false }).first().waitFor();

  describe("the API reference", () => {
    beforeAll(() => visit("api.html"));

    test.each(isFull ? operations : firstOfTags)(
      "shows the samples of $operationId by language and example, each response, what was inferred, and a link to Clinia's page",
      async ({ operationId, summary, tag, source, examples, responses }) => {
        await page.getByText(tag, { exact: true }).first().click();
        await page.getByText(summary).first().click();
        await heading(summary);
        // The operations of a tag are on one page.
        const section = page.locator(`[data-item-kind="httpItem"][data-section-id$="/${operationId.toLowerCase()}"]`);
        const samples = section.locator(".panel-request-samples");
        const items = page.getByRole("menuitem");
        /** Chooses an item of a menu of the samples. Retries, because rendering can move the page while the menu is open. */
        const choose = (menu: string, item: string, all: readonly string[]) =>
          vi.waitFor(
            async () => {
              await samples.evaluate((element) => {
                element.scrollIntoView();
              });
              if ((await items.count()) === 0)
                await samples.getByRole("button", { name: menu, exact: true }).click({ timeout: 1_000 });
              expect(await items.allInnerTexts()).toStrictEqual(all);
              await items.nth(all.indexOf(item)).click({ timeout: 1_000 });
            },
            { timeout: 30_000 },
          );
        const languages = ["TypeScript", "curl"];
        const summaries = examples.map((example) => example.summary);
        let language = "TypeScript";
        let shown = examples[0]?.summary ?? "";
        for (const example of examples) {
          if (example.summary !== shown) {
            await choose(shown, example.summary, summaries);
            shown = example.summary;
          }
          for (const [name, call] of [
            ["curl", "curl --request"],
            ["TypeScript", `await registry.${operationId}(`],
          ] as const) {
            await choose(language, name, languages);
            language = name;
            await expect.poll(() => samples.innerText()).toContain(call);
            for (const field of example.fields) expect(await samples.innerText()).toContain(field);
          }
        }
        for (const { code, description, inferred } of responses) {
          await section.getByRole("tab", { name: code, exact: true }).first().click();
          for (const text of [description, `Inferred. ${inferred}`]) {
            await expect.poll(() => section.innerText()).toContain(text.replaceAll("`", ""));
          }
        }
        expect(await section.locator(`a[href="${source}"]`).count()).toBeGreaterThan(0);
      },
    );

    test("links each word Inferred to its explanation", async () => {
      await visit("api.html#operation/getTask");
      await page.getByRole("link", { name: "Inferred." }).first().click();
      await page.waitForURL(/documents\/Contract\.html#what-inferred-means$/);
      await heading("What inferred means");
    });
  });

  test("the pages link to each other, and to what the versions mean", async () => {
    await visit("index.html");
    for (const [link, title] of [
      ["API reference", "Clinia registry API"],
      ["Client reference", "Client reference"],
      ["Guide", "clinia-registry-client"],
    ] as const) {
      await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: link }).click();
      await heading(title);
    }
    await visit("api.html");
    await page
      .getByRole("banner")
      .getByRole("link", { name: `Contract ${contractVersion} · package ` })
      .click();
    await page.waitForURL(/documents\/Contract\.html#versions$/);
    await heading("Versions");
  });

  test("one switch of the theme holds on every page; until it is used, the theme is the system's", async () => {
    const theme = () =>
      page.evaluate(() => [document.documentElement.className, getComputedStyle(document.body).colorScheme]);
    await page.emulateMedia({ colorScheme: "dark" });
    await visit("api.html");
    expect((await theme())[0]).toContain("dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(theme).toStrictEqual([expect.stringContaining("light"), "light"]);
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    for (const { address } of kindsOfPages.slice(0, 5)) {
      await visit(address);
      expect((await theme())[0]).toContain("dark");
      expect((await theme())[0]).not.toContain("light");
    }
    await page.evaluate(() => {
      localStorage.clear();
    });
  });

  test("a page in another tab follows a switch of the theme", async () => {
    const other = await page.context().newPage();
    try {
      await other.emulateMedia({ colorScheme: "light" });
      await other.goto(`${folder}/index.html`);
      await page.emulateMedia({ colorScheme: "light" });
      await visit("modules.html");
      await page.getByRole("button", { name: "Switch between light and dark" }).click();
      await expect.poll(() => other.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    } finally {
      await page.evaluate(() => {
        localStorage.clear();
      });
      await other.close();
    }
  });

  test.each([
    { width: 1400, height: 900 },
    { width: 390, height: 844 },
  ])(
    "the front page shows its name once, one sentence, the installation and the ten lines on the first screen at $width × $height",
    async (viewport) => {
      await visit("index.html", viewport);
      expect(await page.getByRole("heading", { level: 1 }).allInnerTexts()).toStrictEqual(["clinia-registry-client"]);
      expect(await page.getByText("clinia-registry-client", { exact: true }).count()).toBe(1);
      const install = await bottomOf(page.locator("pre", { hasText: "npm install" }));
      const code = await bottomOf(page.locator("pre:has(code.ts)").first());
      expect(install).toBeLessThan(code);
      expect(code).toBeLessThanOrEqual(viewport.height);
    },
  );

  async function bottomOf(element: Locator): Promise<number> {
    const box = await element.boundingBox();
    return box === null ? Infinity : box.y + box.height;
  }

  test("one font for text and one for code, on all pages", async () => {
    const fonts = new Set<string>();
    for (const { address, heading: title } of kindsOfPages) {
      await visit(address);
      await heading(title);
      const found = await page.evaluate(() =>
        [...document.querySelectorAll("body *")]
          .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
          .filter((element) => element.checkVisibility())
          .map((element) => getComputedStyle(element).fontFamily.split(",")[0] ?? ""),
      );
      for (const font of found) fonts.add(font);
    }
    expect([...fonts].sort()).toStrictEqual(["system-ui", "ui-monospace"]);
  });

  describe("by keyboard alone", () => {
    /** Presses Tab until an element of this name has the focus. */
    async function tabTo(name: RegExp, key: "Tab" | "Shift+Tab" = "Tab") {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press(key);
        const focused = await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
        });
        if (name.test(focused)) return;
      }
      throw new Error(`${key} does not reach ${String(name)}.`);
    }

    test("the API reference leads to an operation, and back to the guide", async () => {
      await visit("api.html");
      await heading("Clinia registry API");
      await tabTo(/^Resources$/);
      await page.keyboard.press("Enter");
      await page
        .getByRole("link", { name: /^Create a resource in the registry/ })
        .first()
        .waitFor();
      await tabTo(/^Create a resource in the registry/);
      await page.keyboard.press("Enter");
      await page.waitForURL(/createresource$/);
      await heading("Create a resource in the registry");
      await tabTo(/^Guide$/, "Shift+Tab");
      await page.keyboard.press("Enter");
      await page.waitForURL(/index\.html$/);
    });

    test.each(isFull ? searches : searches.filter((_, index) => index % 3 === 0))(
      "search on $from finds $query",
      async ({ from, query, result, title }) => {
        await visit(from);
        await tabTo(/^Search$/);
        await page.keyboard.press("Enter");
        await page.getByRole("searchbox").waitFor();
        await page.keyboard.type(query);
        const link = page.getByRole("dialog", { name: "Search" }).getByRole("link").filter({ hasText: result }).first();
        await link.waitFor();
        for (let presses = 0; presses < 5; presses++) {
          await page.keyboard.press("ArrowDown");
          if (await link.evaluate((element) => element === document.activeElement)) break;
        }
        await page.keyboard.press("Enter");
        await heading(title);
        expect(await page.getByText("No page at this address").count()).toBe(0);
      },
    );

    test("/ and Ctrl+K open the search of the site, and Escape closes it", async () => {
      await visit("api.html");
      await heading("Clinia registry API");
      for (const key of ["/", "Control+k"]) {
        await page.keyboard.press(key);
        await page.getByRole("searchbox").fill("zyx");
        await page.getByText("No results").waitFor();
        expect(await page.getByRole("dialog").count()).toBe(1);
        expect(await problems()).toStrictEqual([]);
        await page.keyboard.press("Escape");
        await page.getByRole("searchbox").waitFor({ state: "hidden" });
      }
    });
  });

  /** The serious accessibility violations of the page, by all rules of axe or by the given ones. */
  async function problems(...rules: readonly string[]): Promise<string[]> {
    if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: axe });
    return page.evaluate(async (rules) => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const { violations } = await axe.run({
        preload: false,
        resultTypes: ["violations"],
        ...(rules.length > 0 && { runOnly: [...rules] }),
      });
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    }, rules);
  }

  /** The words of tables that are broken, and the code whose text touches the border. */
  function badLayout(): Promise<string[]> {
    return page.evaluate(() => {
      const bad: string[] = [];
      for (const cell of document.querySelectorAll(".site-content :is(th, td)")) {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
          for (const word of (text.textContent ?? "").matchAll(/[^\s\u2060-]+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            if (lines.size > 1) bad.push(`broken: ${word[0]}`);
          }
        }
      }
      for (const block of document.querySelectorAll("pre")) {
        const code = document.createRange();
        code.selectNodeContents(block);
        const padding = code.getBoundingClientRect().left - block.getBoundingClientRect().left;
        if (block.checkVisibility() && block.scrollLeft === 0 && padding < 8) bad.push(`padding: ${padding} px`);
      }
      return bad;
    });
  }

  test.each(isFull ? [...kindsOfPages, ...otherPages] : kindsOfPages)(
    "$name, wide and narrow, light and dark: tables and code are readable, and no serious accessibility violation",
    async (view) => {
      await visit(view.address);
      await heading(view.heading);
      for (const viewport of [wide, narrow]) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(screenshots, `${view.name}-${viewport.width}-${colorScheme}.png`) });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow).toBeLessThanOrEqual(0);
          expect(await badLayout()).toStrictEqual([]);
          // axe takes most of the time. A narrow page has the same elements as a wide one, and a dark page differs in colour only.
          if (isFull || viewport === wide)
            expect(await problems(...(colorScheme === "dark" && !isFull ? ["color-contrast"] : []))).toStrictEqual([]);
        }
      }
    },
  );
});
