import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { SiteError } from "../../scripts/docs/page-fixes.ts";
import { checkSiteFolder, publish } from "../../scripts/docs/site-folder.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { thrownBy } from "../support/thrown.ts";

type Files = Readonly<Record<string, string>>;

const list = ".made-by-npm-run-docs";
const first = { "index.html": "first", "classes/Old.html": "old", "assets/main.js": "first" };
const second = { "index.html": "second", "classes/New.html": "new", "assets/main.js": "second" };

async function write(folder: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** All files except the list. */
async function read(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== list);
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const texts = paths.map(async (path) => [
    path.slice(folder.length + 1).replaceAll("\\", "/"),
    await readFile(path, "utf8"),
  ]);
  return Object.fromEntries(await Promise.all(texts)) as Files;
}

/** Publishes each site into `out`, one after the other. */
async function publishAll(folder: string, out: string, sites: readonly Files[]): Promise<void> {
  for (const site of sites) {
    const built = await mkdtemp(join(folder, "built-"));
    await write(built, site);
    await publish(built, out);
  }
}

describe("D5: a site is published", () => {
  test("into its own folder, which is created", async () => {
    await inNewFolder(async (folder) => {
      const out = join(folder, "a", "docs");
      await publishAll(folder, out, [first]);
      expect(await read(out)).toStrictEqual(first);
      await publishAll(folder, out, [second]);
      expect(await read(out)).toStrictEqual(second);
      expect((await readFile(join(out, list), "utf8")).split("\n")).toStrictEqual(Object.keys(second).sort());
    });
  });

  test("and other files in and beside its folder stay", async () => {
    await inNewFolder(async (folder) => {
      const out = join(folder, "docs");
      const others = { ".git/HEAD": "ref", CNAME: "docs.example.org", "classes/Theirs.html": "theirs" };
      await write(out, others);
      await write(`${out}.new`, { "notes.txt": "theirs" });
      await publishAll(folder, out, [first, second]);
      expect(await read(out)).toStrictEqual({ ...others, ...second });
      expect(await read(`${out}.new`)).toStrictEqual({ "notes.txt": "theirs" });
    });
  });

  test("into the target of a link", async () => {
    await inNewFolder(async (folder) => {
      const [target, out] = [join(folder, "target"), join(folder, "docs")];
      await mkdir(target);
      await symlink(target, out, "junction");
      await publishAll(folder, out, [first, second]);
      expect((await readlink(out)).replace(/[\\/]$/, "")).toBe(target);
      expect(await read(target)).toStrictEqual(second);
    });
  });

  test("over one that was stopped half-way", async () => {
    await inNewFolder(async (folder) => {
      const out = join(folder, "docs");
      await publishAll(folder, out, [{ ...first, "last.html": "first" }]);
      // A folder with the name of its last file stops the second.
      await rm(join(out, "last.html"));
      await write(out, { "last.html/file": "" });
      await expect(publishAll(folder, out, [{ ...second, "last.html": "second" }])).rejects.toThrow("last.html");
      expect(await read(out)).toStrictEqual({ ...first, ...second, "last.html/file": "" });

      await rm(join(out, "last.html"), { recursive: true });
      await publishAll(folder, out, [second]);
      expect(await read(out)).toStrictEqual(second);
      expect((await readdir(out)).sort()).toStrictEqual([list, "assets", "classes", "index.html"]);
    });
  });

  test("never outside its folder, even if its list names such files", async () => {
    await inNewFolder(async (folder) => {
      const out = join(folder, "docs");
      await write(folder, { "theirs.txt": "theirs" });
      await write(out, { [list]: "../theirs.txt\nclasses/../../theirs.txt" });
      await publishAll(folder, out, [first]);
      expect(await readFile(join(folder, "theirs.txt"), "utf8")).toBe("theirs");
    });
  });

  test("and nothing is removed through a link in its folder", async () => {
    await inNewFolder(async (folder) => {
      const out = join(folder, "docs");
      await write(folder, { "theirs/old.html": "theirs" });
      await write(out, { [list]: "link/old.html" });
      await symlink(join(folder, "theirs"), join(out, "link"), "junction");
      await publishAll(folder, out, [first]);
      expect(await read(join(folder, "theirs"))).toStrictEqual({ "old.html": "theirs" });
    });
  });
});

describe("D5: a site is not published", () => {
  test("over a broken link", async () => {
    await inNewFolder(async (folder) => {
      const [out, link] = [join(folder, "docs"), join(folder, "docs/classes")];
      await mkdir(out);
      await symlink(join(folder, "nowhere"), link);
      const error = await thrownBy(SiteError, () => publishAll(folder, out, [{ classes: "ours" }]));
      expect(error.message).toContain(`${link} was not made by npm run docs`);
      expect(await readlink(link)).toBe(join(folder, "nowhere"));
    });
  });

  test.each(["index.html", "classes/Old.html"])("over a file that is not of a site: %s", async (name) => {
    await inNewFolder(async (folder) => {
      const out = join(folder, "docs");
      await write(out, { [name]: "theirs" });
      const error = await thrownBy(SiteError, () => publishAll(folder, out, [first]));
      expect(error.message).toBe(
        `${join(out, name)} was not made by npm run docs, and would be replaced. ` +
          "Remove it, or name another folder: --out <folder>",
      );
      expect(await read(out)).toStrictEqual({ [name]: "theirs" });
    });
  });

  test("into a folder without a name", async () => {
    const { message } = await thrownBy(SiteError, () => checkSiteFolder(""));
    expect(message).toBe("--out is empty. Expected a folder to build the site into: --out <folder>");
  });
});
