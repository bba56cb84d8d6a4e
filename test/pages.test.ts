import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const names = ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "examples/README.md"];
const pages = await Promise.all(names.map(async (name) => ({ name, text: await readFile(name, "utf8") })));

/** Returns the links of a page to files of the repository, with the heading that they name. */
function fileLinks(page: { name: string; text: string }): { file: string; anchor: string | undefined }[] {
  return [...page.text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, file = "", anchor]) => ({
    file: file === "" ? page.name : join(dirname(page.name), file),
    anchor,
  }));
}

describe.each(pages)("$name", (page) => {
  test("links only to existing files and headings", async () => {
    for (const { file, anchor } of fileLinks(page)) {
      await expect(access(file), file).resolves.toBeUndefined();
      if (anchor === undefined) continue;
      const headings = [...(await readFile(file, "utf8")).matchAll(/^##+ (.*)$/gm)].map(([, title = ""]) => title);
      expect(headings.map((title) => title.toLowerCase().replaceAll(" ", "-"))).toContain(anchor);
    }
  });

  test("names only existing npm scripts", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = [...page.text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(Object.keys(scripts)).toStrictEqual(expect.arrayContaining(named));
  });

  test("is linked from the README", async () => {
    expect(await readFile("README.md", "utf8")).toContain(`](${page.name})`);
  });
});

test("CONTRIBUTING.md has at most 99 lines", () => {
  expect(pages[0]?.text.split("\n").length).toBeLessThan(100);
});
