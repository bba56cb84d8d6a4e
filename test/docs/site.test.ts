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

/** Runs it in this process: what it prints, and its exit code. */
async function docsHere(options: Partial<Parameters<typeof docsCommand>[0]> & { out: string }): Promise<Run> {
  const printed = { stdout: "", stderr: "" };
  vi.spyOn(console, "log").mockImplementation((text) => (printed.stdout += `${String(text)}\n`));
  vi.spyOn(console, "error").mockImplementation((text) => (printed.stderr += `${String(text)}\n`));
  const code = await docsCommand({ contract: contractFile, ...options });
  vi.restoreAllMocks();
  return { code, ...printed };
}

describe("npm run docs", () => {
  test("links to pages and places that are there, and to no Markdown, of which a browser follows no link", async () => {
    const built = await filesOf(site);
    const pages = [...built].filter(([name]) => name.endsWith(".html") && name !== "/api.html");
    expect(pages.length).toBeGreaterThan(10);
    for (const [page, html] of pages) {
      for (const [, link = ""] of html.matchAll(/<a\b[^>]*? href="(?!https?:)([^"]+)"/g)) {
        const [address = "", place] = link.split("#");
        const target = address === "" ? page : join(page, "..", address);
        const text = built.get(target);
        expect(text, `${page} links to ${link}`).toBeDefined();
        expect(target, `${page} links to ${link}`).not.toMatch(/\.(?:md|ts)$/);
        if (place) expect(text, `${page} links to ${link}`).toContain(` id="${place}"`);
      }
    }
    expect([...built.keys()].filter((name) => name.endsWith(".md"))).toStrictEqual([]);
  });

  test("has a page of its own for each that the guide links to, whose links between one another stay in the site", async () => {
    const built = await filesOf(site);
    const documents = ["Changelog", "Contributing", "Examples", "Security_policy"].map(
      (name) => `documents/${name}.html`,
    );
    for (const address of documents) expect(built.get("/index.html")).toContain(`href="${address}"`);
    expect(built.get("/documents/Examples.html")).toContain('href="Testing.html"');
    expect(built.get("/documents/Examples.html")).toContain('href="../media/load-ndjson.ts.txt"');
    expect(built.get("/documents/Contributing.html")).toContain('href="Changelog.html"');
  });

  test("names the modules as they are imported", async () => {
    const modules = (await filesOf(site)).get("/modules.html") ?? "";
    const named = [...modules.matchAll(/<a href="modules\/[^"]+">(.*?)<\/a>/g)].map(([, name = ""]) =>
      name.replaceAll(/<[^>]+>/g, ""),
    );
    expect(named).toStrictEqual(["clinia-registry-client", "clinia-registry-client/embedded"]);
  });

  test("of a contract that does not lint writes nothing, and names the place", async () => {
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

  test("does not replace what is no site", async () => {
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

  test("D5: says in one line that a folder can't be written", async () => {
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

/** In the place of the build: it copies a site. */
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
    // It is built meanwhile, unless that was done before.
    await expect.poll(async () => (await get("/")).status, { timeout: 20_000, interval: 200 }).not.toBe(503);
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
