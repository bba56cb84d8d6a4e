import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { apiReference } from "../../scripts/docs/api-reference.ts";
import { docsCommand } from "../../scripts/docs/command.ts";
import { embeddedServer } from "../../scripts/docs/curl.ts";
import { serve } from "../../scripts/serve/serve.ts";
import { changedCopy, contractFile, inNewFolder } from "../support/contract-copy.ts";
import { runCurl, type Run } from "../support/run.ts";
import { filesOf, imported, site } from "./site.ts";

/** Runs the command in this process. */
async function docsHere(options: Partial<Parameters<typeof docsCommand>[0]> & { out: string }): Promise<Run> {
  const printed = { stdout: "", stderr: "" };
  vi.spyOn(console, "log").mockImplementation((text) => (printed.stdout += `${String(text)}\n`));
  vi.spyOn(console, "error").mockImplementation((text) => (printed.stderr += `${String(text)}\n`));
  const code = await docsCommand({ contract: contractFile, ...options });
  vi.restoreAllMocks();
  return { code, ...printed };
}

const guide = [
  "First steps",
  "Tasks",
  "Bulk writes",
  "Load an extract",
  "Across machines",
  "Relationships",
  "Browse",
  "Definitions",
  "Profiles",
  "Objects",
  "Operations",
  "Errors and retries",
  "Configuration",
  "Testing",
  "Runtimes",
  "Contract",
  "Security",
  "Benchmarks",
  "Examples",
  "Contributing",
  "Changelog",
  "Security policy",
];

/** The texts of the links in a part of a page. */
function linksIn(html: string, part: RegExp): string[] {
  const [found = ""] = part.exec(html) ?? [];
  return [...found.matchAll(/<a [^>]*>(.*?)<\/a>/g)].map(([, text = ""]) => text);
}

interface ClientModule {
  readonly title: string;
  readonly groups: readonly (readonly [title: string, links: readonly (readonly [text: string, address: string])[]])[];
}

/** A script of the site's assets that assigns JSON to a property of `window`. */
async function data(name: string): Promise<unknown> {
  const text = (await filesOf(site)).get(`/assets/${name}`) ?? "";
  return JSON.parse(text.replace(/^window\.\w+ = (.*);\n$/s, "$1"));
}

describe("npm run docs", () => {
  test("links only to pages and anchors of the site, and to no Markdown, which a browser would not render", async () => {
    const built = await filesOf(site);
    const pages = [...built].filter(([name]) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(10);
    for (const [page, html] of pages) {
      // The links that Redoc's script renders are in the contract.
      const inContract = [...html.matchAll(/\]\((documents\/[^)]+)\)/g)].map(([, link = ""]) => link);
      const links = [...html.matchAll(/<a\b[^>]*? href="(?!https?:)([^"$]+)"/g)].map(([, link = ""]) => link);
      const isRedocs = (link: string) => page === "/api.html" && /^#?\//.test(link);
      for (const link of new Set([...links, ...inContract])) {
        if (isRedocs(link)) continue;
        const [address = "", anchor] = link.split("#");
        const target = address === "" ? page : join(page, "..", address);
        const text = built.get(target);
        expect(text, `${page} links to ${link}`).toBeDefined();
        expect(target, `${page} links to ${link}`).not.toMatch(/\.(?:md|ts)$/);
        if (anchor) expect(text, `${page} links to ${link}`).toContain(` id="${anchor}"`);
      }
    }
    expect(pages.find(([name]) => name === "/api.html")?.[1]).toContain("documents/Contract.html#what-inferred-means");
    expect([...built.keys()].filter((name) => name.endsWith(".md"))).toStrictEqual([]);
  });

  test("has a page for each page of the guide, named by its heading, with links between them", async () => {
    const built = await filesOf(site);
    for (const title of guide) {
      const page = built.get(`/documents/${title.replaceAll(" ", "_")}.html`) ?? "";
      expect(page).toContain(`<title>${title} | clinia-registry-client</title>`);
      expect(page.match(/<h1/g)).toHaveLength(1);
      expect(linksIn(page, /<nav class="site-pages".*?<\/nav>/s)).toStrictEqual(["Overview", ...guide]);
    }
    expect(built.get("/documents/Examples.html")).toContain('href="../media/create-one.ts.txt"');
    expect(built.get("/documents/Contributing.html")).toContain('href="Changelog.html"');
    expect(built.get("/documents/Contract.html")).toContain('href="../media/registry.yaml"');
  });

  test("names the modules as they are imported, and lists functions, then errors, then types", async () => {
    const modules = (await data("client-menu.js")) as readonly ClientModule[];
    expect(modules.map(({ title }) => title)).toStrictEqual([
      "clinia-registry-client",
      "clinia-registry-client/bullmq",
      "clinia-registry-client/embedded",
      "clinia-registry-client/import",
      "clinia-registry-client/opentelemetry",
      "clinia-registry-client/profiles",
    ]);
    const [client, , embedded] = modules.map(({ groups }) =>
      groups.map(([title, links]) => [title, links.slice(0, 2).map(([text]) => text)]),
    );
    expect(client).toStrictEqual([
      ["Functions", ["createRegistryClient", "browseAll"]],
      ["Errors", ["RegistryError", "ApiError"]],
      ["Types", ["RegistryClient", "AnyIterable"]],
    ]);
    expect(embedded?.[0]).toStrictEqual(["Functions", ["createEmbeddedRegistry"]]);
    const index = (await filesOf(site)).get("/modules.html") ?? "";
    const names = modules.flatMap(({ title, groups }) => [
      title,
      ...groups.flatMap(([, links]) => links.map(([text]) => text)),
    ]);
    expect(linksIn(index, /<main.*<\/main>/s)).toStrictEqual(names);
  });

  test("documents each option of RegistryClientOptions once, the required options first", async () => {
    const page = (await filesOf(site)).get("/types/clinia-registry-client.RegistryClientOptions.html") ?? "";
    const [, options = ""] = page.split("<h2>Options</h2>");
    const sections = options.split("<section").slice(1);
    expect(sections.map((section) => /<h3[^>]* id="([^"]+)"/.exec(section)?.[1])).toStrictEqual([
      ...["apikey", "baseurl", "workspaceid"],
      ...["clock", "dangerouslyallowbrowser", "dangerouslyallowhttp", "deadlinems", "fetch", "headers"],
      ...["maxresponsebytes", "onevent", "random", "retry", "timeoutms"],
    ]);
    for (const section of sections) expect(section).toMatch(/<div class="tsd-comment[^>]*><p>\w/);
  });

  test("needs no script, style sheet, font or icon from elsewhere, and names itself in its icon", async () => {
    for (const [name, html] of await filesOf(site)) {
      if (!name.endsWith(".html")) continue;
      expect(html.match(/<(?:script|link|img)\b[^>]*(?:src|href)="https?:/g), name).toBeNull();
      expect(html, name).toContain('<link rel="icon" href="data:image/svg+xml,');
    }
  });

  test("writes nothing of a contract that does not lint, and reports file and line", async () => {
    await inNewFolder(async (folder) => {
      const contract = join(folder, "registry.yaml");
      const text = await changedCopy(contractFile, [
        { from: "summary: Create a resource in", to: "summary: create in" },
      ]);
      await writeFile(contract, text);
      const line = text.split("\n").findIndex((each) => each.includes("summary: create in")) + 1;
      const run = await docsHere({ contract, out: join(folder, "docs") });
      expect({ ...run, stderr: run.stderr.replaceAll(folder, "") }).toStrictEqual({
        code: 1,
        stdout: "",
        stderr: expect.stringMatching(new RegExp(`^/registry\\.yaml:${line}:\\d+ .*summary`)) as string,
      });
      expect(run.stderr).toContain(`Nothing was written: fix ${contract} first.\n`);
      expect(await readdir(folder)).toStrictEqual(["registry.yaml"]);
    });
  });

  test("does not replace a file that is not of a site", async () => {
    await inNewFolder(async (folder) => {
      const page = join(folder, "index.html");
      await writeFile(page, "a page of someone else's");
      expect(await docsHere({ out: folder })).toStrictEqual({
        code: 1,
        stdout: "",
        stderr: `${page} was not made by npm run docs, and would be replaced. Remove it, or name another folder: --out <folder>\n`,
      });
      expect(await readFile(page, "utf8")).toBe("a page of someone else's");
    });
  });

  test("D5: reports in one line that a folder can't be written", async () => {
    await inNewFolder(async (folder) => {
      await writeFile(join(folder, "file"), "");
      const out = join(folder, "file", "site");
      expect(await docsHere({ out })).toStrictEqual({
        code: 1,
        stdout: "",
        stderr:
          `The site was not written: ENOTDIR: not a directory, open '${join(out, ".made-by-npm-run-docs")}'. ` +
          "Choose a writable folder: --out <folder>\n",
      });
    });
  });
});

/** Replaces the build: copies a site. */
const standIn = `
  import { cpSync } from "node:fs";
  const [script = "", ...parameters] = process.argv.slice(2);
  const [option, out, ...server] = parameters;
  if (!/\\bscripts.docs\\.ts$/.test(script) || option !== "--out" || String(server) !== "--server,SERVER") {
    throw new Error("Another command line: " + parameters);
  }
  cpSync(SITE, out, { recursive: true });
  process.exit(0);
`;

describe("npm run serve", () => {
  test("serves the documentation, whose samples call it", async () => {
    const server = "http://127.0.0.1:4010";
    const copy = await mkdtemp(join(tmpdir(), "clinia-registry-site-test-"));
    onTestFinished(() => rm(copy, { recursive: true }));
    await cp(site, copy, { recursive: true });
    await writeFile(
      join(copy, "api.html"),
      await apiReference(await readContract(contractFile), embeddedServer(server)),
    );
    const served = await serve({ port: 0, asynchronous: [], allowedHosts: [] });
    onTestFinished(() => served.close());
    const { url } = served;
    const get = async (address: string) => {
      const response = await fetch(url + address);
      return { status: response.status, text: await response.text() };
    };
    const code = standIn.replace("SERVER", server).replace("SITE", JSON.stringify(copy));
    vi.stubEnv("NODE_OPTIONS", imported(code));
    // Until the site is built, the response is 503.
    await expect.poll(async () => (await get("/")).status, { interval: 200 }).not.toBe(503);
    vi.unstubAllEnvs();
    const [guide, reference, missing] = [await get("/"), await get("/api.html"), await get("/missing.html")];
    const [, source = ""] = /"source":("curl (?:[^"\\]|\\.)*")/.exec(reference.text) ?? [];
    const { stdout } = await runCurl(JSON.parse(source) as string);
    expect(guide.text).toContain("<h1");
    expect(reference.text).toContain(
      `"servers":[{"url":"${url}","description":"The embedded registry beside this page"}`,
    );
    expect(JSON.parse(stdout)).toMatchObject({ status: "PERSISTED" });
    expect(missing).toStrictEqual({ status: 404, text: "There is no such page. The documentation begins at /" });
  });
});
