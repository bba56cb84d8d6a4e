import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changedCopy, contractFile, inNewFolder } from "../support/contract-copy.ts";
import { runScript, type Run } from "../support/run.ts";
import { site } from "./site.ts";

let again = "";
let run: Run | undefined;

/** As on a machine so busy that a second has gone each time that a process looks at the clock. */
const busyClock = `data:text/javascript,${encodeURIComponent("let now = Date.now(); Date.now = () => (now += 1000);")}`;

beforeAll(async () => {
  again = await mkdtemp(join(tmpdir(), "clinia-registry-site-test-"));
  run = await runScript(["scripts/docs.ts", "--out", again], { NODE_OPTIONS: `--import ${busyClock}` });
}, 60_000);

afterAll(() => rm(again, { recursive: true }));

async function files(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.sort().map(async (path) => [path.slice(folder.length), await readFile(path, "utf8")] as const);
  return new Map(await Promise.all(texts));
}

describe("npm run docs", () => {
  test("builds the site, and says what took how long", () => {
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect([...(run?.stdout ?? "").matchAll(/^(\S.*?) +\d+ ms$/gm)].map(([, title]) => title)).toStrictEqual([
      "lint openapi/registry.yaml",
      "the client's reference",
      "the API reference",
    ]);
    expect(run?.stdout).toContain(`Open ${join(again, "index.html")}\n`);
  });

  test("D5: gives the same bytes each time, on a busy machine too", async () => {
    const [first, second] = await Promise.all([files(site), files(again)]);
    expect([...second.keys()]).toStrictEqual([...first.keys()]);
    const differing = [...first].filter(([name, text]) => second.get(name) !== text).map(([name]) => name);
    expect(differing).toStrictEqual([]);
  });

  test("links to pages and places that are there, and to no Markdown, of which a browser follows no link", async () => {
    const built = await files(again);
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
    const built = await files(again);
    const documents = ["Changelog", "Contributing", "Examples", "Security"].map((name) => `documents/${name}.html`);
    for (const address of documents) expect(built.get("/index.html")).toContain(`href="${address}"`);
    expect(built.get("/documents/Examples.html")).toContain('href="../index.html#testing-your-own-code"');
    expect(built.get("/documents/Examples.html")).toContain('href="../media/load-ndjson.ts.txt"');
    expect(built.get("/documents/Contributing.html")).toContain('href="Changelog.html"');
  });

  test("names the modules as they are imported", async () => {
    const modules = (await files(again)).get("/modules.html") ?? "";
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
      const run = await runScript(["scripts/docs.ts", "--contract", contract, "--out", join(folder, "docs")]);
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
      expect(await runScript(["scripts/docs.ts", "--out", folder])).toStrictEqual({
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
      expect(await runScript(["scripts/docs.ts", "--out", out])).toStrictEqual({
        code: 1,
        stdout: "",
        stderr:
          `The site was not written: ENOTDIR: not a directory, open '${join(out, ".made-by-npm-run-docs")}'. ` +
          "Choose a folder that can be: --out <folder>\n",
      });
    });
  });
});
