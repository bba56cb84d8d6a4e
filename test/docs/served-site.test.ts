import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Axe from "axe-core";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createSite, type Site } from "../../scripts/docs/site.ts";
import { listen } from "../../src/embedded/listen.ts";
import { hasBrowser, launch } from "./browser.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const defaultServer = "http://127.0.0.1:4010";

let checkout: string;
const file = (name: string) => join(checkout, name);
const cache = () => file("node_modules/.cache/clinia-registry-client/site");

/** Replaces a build, which takes a minute: records that it ran, waits for `gate`, and fails if the README says so. */
const standIn = `
  import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
  const { CHECKOUT } = process.env;
  const [out, server] = ["--out", "--server"].map((name) => process.argv[process.argv.indexOf(name) + 1]);
  const readme = readFileSync(CHECKOUT + "/README.md", "utf8");
  appendFileSync(CHECKOUT + "/test/builds", "a build\\n");
  mkdirSync(out);
  writeFileSync(out + "/index.html", "half");
  while (!existsSync(CHECKOUT + "/test/gate")) await new Promise((done) => setTimeout(done, 20));
  if (readme.startsWith("fail")) {
    console.error("\\u001b[31m" + readme + "\\u001b[39m");
    process.exit(1);
  }
  const title = "<!doctype html><title>The guide</title>";
  writeFileSync(out + "/index.html", title + readme + " <a href='" + server + "/x'>" + server + "</a>");
  writeFileSync(out + "/style.css", "/* " + server + " */");
  process.exit(0);
`;

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), "clinia-registry-site-test-"));
  await mkdir(file("test"));
  await writeFile(file("README.md"), "one");
  await writeFile(file("test/gate"), "");
  vi.stubEnv("CHECKOUT", checkout);
  vi.stubEnv("NODE_OPTIONS", `--import=data:text/javascript,${encodeURIComponent(standIn)}`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(checkout, { recursive: true, maxRetries: 10 });
});

function start(server = defaultServer): Site {
  const site = createSite(() => server, checkout);
  onTestFinished(() => site.close());
  return site;
}

async function get(site: Site, path = "/") {
  const response = await site.fetch(new Request(`http://localhost${path}`));
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}

/** The response after the build. */
async function built(site: Site, path?: string) {
  await expect.poll(async () => (await get(site, path)).status).not.toBe(503);
  return get(site, path);
}

async function builds(): Promise<number> {
  return (await readFile(file("test/builds"), "utf8").catch(() => "")).split("\n").length - 1;
}

const gate = {
  close: () => rm(file("test/gate")),
  open: () => writeFile(file("test/gate"), ""),
};

describe("D6: the documentation", () => {
  test("is a page that says it is being built until then, which no browser caches", async () => {
    const site = start();
    await gate.close();
    for (const path of ["/", "/api.html"]) {
      const { status, headers, text } = await get(site, path);
      expect(status).toBe(503);
      expect(Object.fromEntries(headers)).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "retry-after": "2",
      });
      expect(text).toContain("<h1>Building the documentation</h1>");
    }
    await expect.poll(builds).toBe(1);
    expect((await get(site)).text).not.toContain("half");
    await gate.open();
    const { status, headers, text } = await built(site);
    expect({ status, cached: headers.get("cache-control") }).toStrictEqual({ status: 200, cached: "no-cache" });
    expect(text).toContain("The guide</title>one");
    expect(await get(site, "/missing.html")).toMatchObject({
      status: 404,
      text: "There is no such page. The documentation begins at /",
    });
    expect(await readdir(cache())).toHaveLength(1);
  });

  test("is built once for all addresses, as long as nothing changes", async () => {
    expect((await built(start())).text).toContain(`<a href='${defaultServer}/x'>${defaultServer}</a>`);
    const other = "http://127.0.0.1:50123";
    const again = start(other);
    expect((await get(again)).text).toContain(`<a href='${other}/x'>${other}</a>`);
    expect((await get(again, "/style.css")).text).toBe(`/* ${defaultServer} */`);
    await writeFile(file("test/one.test.ts"), "not part of any page");
    await writeFile(file("records.ndjson"), "a".repeat(10_000_001));
    expect(await get(start())).toMatchObject({ status: 200 });
    expect(await builds()).toBe(1);
  });

  test("is built again after a change, and the three newest are kept", async () => {
    const leftovers = ["building-old", "building-new"].map((name) => join(cache(), name));
    for (const leftover of leftovers) await mkdir(leftover, { recursive: true });
    await utimes(join(cache(), "building-old"), 0, 0);
    for (const [index, content] of ["one", "two", "three", "four"].entries()) {
      await writeFile(file("README.md"), content);
      const { text } = await built(start());
      expect(text).toContain(`</title>${content} `);
      for (const name of await readdir(cache())) {
        const at = Date.now() / 1_000 - 1_000 + index;
        if (text === (await readFile(join(cache(), name, "index.html"), "utf8").catch(() => ""))) {
          await utimes(join(cache(), name), at, at);
        }
      }
    }
    const kept = await readdir(cache());
    expect(kept.filter((name) => name.startsWith("building-"))).toStrictEqual(["building-new"]);
    expect(kept).toHaveLength(4);
    expect(await builds()).toBe(4);
    await writeFile(file("README.md"), "two");
    expect(await get(start())).toMatchObject({ status: 200 });
    await writeFile(file("README.md"), "one");
    expect(await get(start())).toMatchObject({ status: 503 });
  });

  test("may be built by two processes at once", async () => {
    await gate.close();
    const sites = [start(), start()];
    for (const site of sites) expect((await get(site)).status).toBe(503);
    await expect.poll(builds).toBe(2);
    await gate.open();
    for (const site of sites) expect(await built(site)).toMatchObject({ status: 200 });
    expect(await readdir(cache())).toHaveLength(1);
  });

  test("is built again when its files are removed, for example by npm ci", async () => {
    const site = start();
    await built(site);
    await rm(file("node_modules"), { recursive: true });
    expect(await get(site)).toMatchObject({ status: 503 });
    expect(await built(site)).toMatchObject({ status: 200 });
  });

  test("that is stopped half-way leaves no files", async () => {
    await gate.close();
    const site = start();
    await get(site);
    await expect.poll(builds).toBe(1);
    await site.close();
    expect(await readdir(cache())).toStrictEqual([]);
    const closing = start();
    const opening = get(closing);
    await closing.close();
    expect(await opening).toMatchObject({ status: 503 });
    expect(await readdir(cache())).toStrictEqual([]);
    await gate.open();
    expect((await built(start())).text).not.toContain("half");
  });

  test("that can't be built is a page with the error, until something changes", async () => {
    await writeFile(file("README.md"), "fail: <no> contract & no more");
    const site = start();
    for (const path of ["/", "/api.html"]) {
      const { status, headers, text } = await built(site, path);
      expect({ status, cached: headers.get("cache-control") }).toStrictEqual({ status: 500, cached: "no-store" });
      expect(text).toContain("<h1>The documentation could not be built</h1>");
      expect(text).toContain('<pre tabindex="0">fail: &lt;no> contract &amp; no more</pre>');
      expect(text).not.toMatch(/refresh|reload/);
      expect(await readdir(cache())).toStrictEqual([]);
    }
    expect(await builds()).toBe(1);
    await writeFile(file("README.md"), "fixed");
    expect(await get(site)).toMatchObject({ status: 503 });
    expect((await built(site)).text).toContain("fixed");
  });

  test("of a missing checkout is a page with the error", async () => {
    const site = createSite(() => defaultServer, file("no such checkout"));
    const { status, text } = await get(site);
    expect(status).toBe(500);
    expect(text).toContain("ENOENT");
    await site.close();
  });

  test("of a read-only checkout is built in a temporary folder, which is removed", async () => {
    const temporary = file("test/temporary");
    await mkdir(temporary);
    // The names on Linux and macOS, and on Windows.
    for (const name of ["TMPDIR", "TEMP", "TMP"]) vi.stubEnv(name, temporary);
    await writeFile(file("node_modules"), "a file");
    const site = start();
    expect(await built(site)).toMatchObject({ status: 200 });
    expect(await readdir(temporary)).toHaveLength(1);
    await site.close();
    expect(await readdir(temporary)).toStrictEqual([]);
  });
});

describe.skipIf(!hasBrowser())("D6: in a browser", () => {
  test("the page opens the documentation by itself, and is accessible in light and dark", async () => {
    await gate.close();
    const site = start();
    const server = await listen((request) => site.fetch(request), {});
    const browser = await launch();
    onTestFinished(async () => {
      await browser.close();
      await server.close();
    });
    const page = await browser.newPage();
    async function expectNoProblem() {
      await page.addScriptTag({ path: axe });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const problems = await page.evaluate(async () => {
          const { axe } = window as unknown as { axe: typeof Axe };
          return (await axe.run()).violations.map(({ id }) => id);
        });
        expect(problems, colorScheme).toStrictEqual([]);
      }
    }
    await page.goto(server.url);
    expect(await page.getByRole("status").textContent()).toMatch(/is being built/);
    await expectNoProblem();
    await gate.open();
    await page.waitForFunction(() => document.title === "The guide");

    await writeFile(file("README.md"), "fail");
    const failing = start();
    const failingServer = await listen((request) => failing.fetch(request), {});
    onTestFinished(() => failingServer.close());
    await page.goto(failingServer.url);
    await page.waitForFunction(() => document.title === "The documentation could not be built");
    await expectNoProblem();
  });
});
