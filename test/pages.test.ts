import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const names = ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "examples/README.md"];
const pages = await Promise.all(names.map(async (name) => ({ name, text: await readFile(name, "utf8") })));

/** Where the page's links lead to in the repository, and to which place on the page there. */
function linksOf(page: { name: string; text: string }): { file: string; place: string | undefined }[] {
  return [...page.text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, file = "", place]) => ({
    file: file === "" ? page.name : join(dirname(page.name), file),
    place,
  }));
}

describe.each(pages)("$name", (page) => {
  test("links files that are there, and places in them", async () => {
    for (const { file, place } of linksOf(page)) {
      await expect(access(file), file).resolves.toBeUndefined();
      if (place === undefined) continue;
      const headings = [...(await readFile(file, "utf8")).matchAll(/^##+ (.*)$/gm)].map(([, title = ""]) => title);
      expect(headings.map((title) => title.toLowerCase().replaceAll(" ", "-"))).toContain(place);
    }
  });

  test("names npm scripts that there are", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = [...page.text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(Object.keys(scripts)).toStrictEqual(expect.arrayContaining(named));
  });

  test("is linked from the README", async () => {
    expect(await readFile("README.md", "utf8")).toContain(`](${page.name})`);
  });
});

test("CONTRIBUTING.md is one page", () => {
  expect(pages[0]?.text.split("\n").length).toBeLessThan(100);
});
