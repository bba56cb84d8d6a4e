import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type Axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
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
const operations = contractOperations(contract).map((operation) => ({
  operationId: operation.operationId,
  summary: contract.string([...operation.pointer, "summary"], "test"),
  tag: contract.string([...operation.pointer, "tags", 0], "test"),
  source: contract.string([...operation.pointer, "externalDocs", "url"], "test"),
  hasBody: contract.get([...operation.pointer, "requestBody"]) !== undefined,
  examples: sampledCalls(contract, operation).map(({ summary }) => summary),
  /** Those of the first example's body. */
  fields: sampledCalls(contract, operation).flatMap(({ body }) => Object.keys(body ?? {})),
  responses: contract.keys([...operation.pointer, "responses"], "test").map((code) => ({
    code,
    description: contract.string([...operation.pointer, "responses", code, "description"], "test"),
    inferred: contract.string([...operation.pointer, "responses", code, "x-inferred"], "test"),
  })),
}));

/** The first operation of each tag: Redoc draws the operations with one tag on one page. */
const firstOfTags = operations.filter(({ tag }, index) => operations.findIndex((other) => other.tag === tag) === index);

/** One page of each kind, with the heading that shows that it is there. */
const kindsOfPages = [
  { name: "guide", address: "index.html", heading: "clinia-registry-client" },
  { name: "api-reference", address: "api.html", heading: "Clinia registry API" },
  ...firstOfTags.slice(0, 1).map(operationPage),
  { name: "examples", address: "documents/Examples.html", heading: "Examples" },
  { name: "client-reference", address: "modules.html", heading: "clinia-registry-client" },
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

/** More pages of these kinds. */
const otherPages = [
  ...firstOfTags.slice(1).map(operationPage),
  { name: "contributing", address: "documents/Contributing.html", heading: "Contributing" },
  {
    name: "client-error-long",
    address: "classes/clinia-registry-client.MalformedResponseError.html",
    heading: "MalformedResponseError",
  },
  {
    name: "client-options",
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
  const complaints: string[] = [];

  beforeAll(async () => {
    await mkdir(screenshots, { recursive: true });
    browser = await launch();
    page = await browser.newPage({ viewport: wide, offline: true });
    // An element that does not appear fails the step that waits for it.
    page.setDefaultTimeout(10_000);
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${folder}/`) && !/^(data|blob):/.test(url)) complaints.push(`a request to ${url}`);
    });
  });
  afterAll(() => browser.close());

  /** Fails a test whose page logged an error or requested something outside the site's folder. */
  afterEach(() => {
    expect(complaints.splice(0)).toStrictEqual([]);
  });

  async function visit(address: string) {
    await page.setViewportSize(wide);
    await page.goto(`${folder}/${address}`);
    await page.getByRole("navigation", { name: "Site" }).waitFor({ state: "attached" });
  }

  const heading = (name: string) => page.getByRole("heading", { name, exact: false }).first().waitFor();

  describe("the API reference", () => {
    beforeAll(() => visit("api.html"));

    test.each(isFull ? operations : firstOfTags)(
      "shows the samples of $operationId, each response, what was inferred, and a link to Clinia's page",
      async ({ operationId, summary, tag, source, hasBody, examples, fields, responses }) => {
        await page.getByText(tag, { exact: true }).first().click();
        await page.getByText(summary).first().click();
        await heading(summary);
        // The operations stand one below the other on one page.
        const section = page.locator(`[data-section-id$="/${operationId.toLowerCase()}"]`);
        const samples = section.locator(".panel-request-samples");
        const language = samples.getByRole("button", { name: /^(curl|TypeScript|Payload)\b/ });
        for (const [index, example] of examples.entries()) {
          for (const [name, call] of [
            ["curl", "curl --request"],
            ["TypeScript", "await registry."],
          ] as const) {
            // So that the menu, which opens below, has its place whatever else is drawn meanwhile.
            await samples.evaluate((element) => {
              element.scrollIntoView();
            });
            await language.click();
            await page.getByRole("menuitem", { name: index === 0 ? name : `${name}: ${example}`, exact: true }).click();
            await expect.poll(() => samples.innerText()).toContain(call);
          }
        }
        if (hasBody) {
          await language.click();
          await page.getByRole("menuitem", { name: "Payload", exact: true }).click();
          await expect.poll(() => samples.innerText()).toContain(`"${fields[0] ?? ""}"`);
        }
        // There is nothing to choose from one.
        for (const [index, shown] of hasBody && examples.length > 1 ? examples.entries() : []) {
          await samples.getByRole("button", { name: shown, exact: true }).click();
          const next = examples[index + 1] ?? shown;
          await page.getByRole("menuitem", { name: next, exact: true }).click();
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
  });

  test("the pages link to each other", async () => {
    await visit("index.html");
    for (const [link, title] of [
      ["API reference", "Clinia registry API"],
      ["Client reference", "clinia-registry-client"],
      ["Guide", "Ten lines"],
    ] as const) {
      await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: link }).click();
      await heading(title);
    }
  });

  describe("by keyboard alone", () => {
    /** Presses Tab until what has the focus is named so. */
    async function tabTo(name: RegExp, key: "Tab" | "Shift+Tab" = "Tab") {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press(key);
        const focused = await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
        });
        if (name.test(focused)) return;
      }
      throw new Error(`${key} does not come to ${String(name)}.`);
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
      await heading("Ten lines");
    });

    test("the API reference is searched", async () => {
      await visit("api.html");
      await heading("Clinia registry API");
      await tabTo(/^Search/);
      await page.keyboard.press("Enter");
      await page.getByPlaceholder("Search docs...").waitFor();
      await page.keyboard.type("ALREADY_EXISTS");
      await page.locator('[data-component-name="Search/SearchItem"]').first().waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await heading("Create a resource in the registry");
    });

    test("the client's reference is searched", async () => {
      await visit("modules.html");
      await tabTo(/^Search$/);
      await page.keyboard.press("Enter");
      await page.keyboard.type("parseTaskId");
      await page.locator("#tsd-search-results").getByText("parseTaskId").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await heading("Function parseTaskId");
    });
  });

  /** The serious accessibility violations of the page, by all rules of axe or by those named. */
  async function problems(...rules: readonly string[]): Promise<string[]> {
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

  test.each(isFull ? [...kindsOfPages, ...otherPages] : kindsOfPages)(
    "$name, wide and narrow, light and dark: no serious accessibility violation",
    async (view) => {
      await visit(view.address);
      await heading(view.heading);
      if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: axe });
      for (const viewport of [wide, narrow]) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(screenshots, `${view.name}-${viewport.width}-${colorScheme}.png`) });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow).toBeLessThanOrEqual(0);
          // axe takes most of the time. A narrow page has the same elements as a wide one, and a dark page differs in colour only.
          if (isFull || viewport === wide)
            expect(await problems(...(colorScheme === "dark" && !isFull ? ["color-contrast"] : []))).toStrictEqual([]);
        }
      }
    },
  );
});
