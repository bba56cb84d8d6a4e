import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const guide = (await readdir("docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);
const names = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "examples/README.md", ...guide];
const pages = await Promise.all(names.map(async (name) => ({ name, text: await readFile(name, "utf8") })));

/** The files that the page links to, with the heading there. */
function fileLinks(page: { name: string; text: string }): { file: string; heading: string | undefined }[] {
  return [...page.text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, file = "", heading]) => ({
    file: file === "" ? page.name : join(dirname(page.name), file),
    heading,
  }));
}

/** The address of a heading, as GitHub makes it. */
function addressOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");
}

describe.each(pages)("$name", (page) => {
  test("links files and headings that exist", async () => {
    for (const { file, heading } of fileLinks(page)) {
      await expect(access(file), file).resolves.toBeUndefined();
      if (heading === undefined) continue;
      const headings = [...(await readFile(file, "utf8")).matchAll(/^##+ (.*)$/gm)].map(([, title = ""]) => title);
      expect(headings.map(addressOf), file).toContain(heading);
    }
  });

  test("names npm scripts that exist", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = [...page.text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(Object.keys(scripts)).toStrictEqual(expect.arrayContaining(named));
  });
});

test.each(names.slice(1))("%s is linked from the README", async (name) => {
  expect(await readFile("README.md", "utf8")).toContain(`](${name})`);
});

test("CONTRIBUTING.md has at most 99 lines", () => {
  expect(pages.find(({ name }) => name === "CONTRIBUTING.md")?.text.split("\n").length).toBeLessThan(100);
});
