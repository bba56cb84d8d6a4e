import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packInto, type Tarball } from "../support/tarball.ts";

describe("the tarball", () => {
  let folder: string;
  let tarball: Tarball;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
    tarball = await packInto(folder);
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 10 }));

  test("contains the build, the contract, the guide, the pages and the examples, and nothing else", async () => {
    const examples = await filesOf("examples");
    const guide = (await readdir("docs")).map((file) => `docs/${file}`);
    expect(tarball.paths).toStrictEqual([
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "dist/bullmq/index.cjs",
      "dist/bullmq/index.d.cts",
      "dist/bullmq/index.d.ts",
      "dist/bullmq/index.js",
      "dist/cli/LICENSES.txt",
      "dist/cli/index.js",
      "dist/client.cjs",
      "dist/client.js",
      "dist/client.js.map",
      "dist/embedded/LICENSES.txt",
      "dist/embedded/index.cjs",
      "dist/embedded/index.d.cts",
      "dist/embedded/index.d.ts",
      "dist/embedded/index.js",
      "dist/import/index.cjs",
      "dist/import/index.d.cts",
      "dist/import/index.d.ts",
      "dist/import/index.js",
      "dist/index.cjs",
      "dist/index.d.cts",
      "dist/index.d.ts",
      "dist/index.js",
      "dist/opentelemetry/index.cjs",
      "dist/opentelemetry/index.d.cts",
      "dist/opentelemetry/index.d.ts",
      "dist/opentelemetry/index.js",
      "dist/profiles/index.cjs",
      "dist/profiles/index.d.cts",
      "dist/profiles/index.d.ts",
      "dist/profiles/index.js",
      "dist/task-id.cjs",
      "dist/task-id.js",
      "dist/task-id.js.map",
      ...guide.sort(),
      ...examples.sort(),
      "openapi/registry.arazzo.yaml",
      "openapi/registry.yaml",
      "package.json",
    ]);
  });

  test("is at most 3.1 MB unpacked", () => {
    expect(tarball.unpackedBytes).toBeLessThanOrEqual(3_100_000);
  });

  test("has only links to existing files and headings in the README and its pages", async () => {
    const { paths } = tarball;
    const pages = new Set(["README.md"]);
    const dead: string[] = [];
    for (const page of pages) {
      for (const { link, file, anchor } of fileLinks(page, await readFile(page, "utf8"))) {
        const isFolder = paths.some((path) => path.startsWith(`${file}/`));
        const isFile = paths.includes(file);
        const exists = isFolder || (isFile && (anchor === undefined || (await anchorsIn(file)).includes(anchor)));
        if (!exists) dead.push(`${page}: ${link}`);
        else if (file.endsWith(".md")) pages.add(file);
      }
    }
    expect(dead).toStrictEqual([]);
    expect([...pages].sort()).toStrictEqual(paths.filter((path) => path.endsWith(".md")));
  });

  test("passes publint", async () => {
    const { buffer } = new Uint8Array(await readFile(tarball.file));
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages).toStrictEqual([]);
  });
});

describe("the source maps of the client, as ES modules", () => {
  test("contain their sources", async () => {
    const maps = await filesOf("dist", ".map");
    expect(maps.sort()).toStrictEqual(["dist/client.js.map", "dist/task-id.js.map"]);
    for (const map of maps) {
      const { sources, sourcesContent } = JSON.parse(await readFile(map, "utf8")) as Record<string, string[]>;
      expect(sources).not.toStrictEqual([]);
      expect(sourcesContent).toStrictEqual(sources?.map(() => expect.any(String) as string));
    }
  });

  test("exist for each sourceMappingURL", async () => {
    const named = (await filesOf("dist", ".js", ".cjs", ".d.ts", ".d.cts")).map(async (file) => {
      const [, map] = /^\/\/# sourceMappingURL=(.*)$/m.exec(await readFile(file, "utf8")) ?? [];
      return map === undefined ? [] : [join(dirname(file), map)];
    });
    expect((await Promise.all(named)).flat().sort()).toStrictEqual((await filesOf("dist", ".map")).sort());
  });
});

describe("the main entry", () => {
  test.each(["js", "cjs"])(
    "contains its own files and imports openapi-fetch, but nothing of the embedded registry (%s)",
    async (ending) => {
      const files = await importsFrom(`dist/index.${ending}`);
      const names = ["client", "index", "task-id"].map((name) => `dist/${name}.${ending}`);
      expect(files.own.sort()).toStrictEqual(names);
      expect(files.packages).toStrictEqual(["openapi-fetch"]);
    },
  );

  test("has one runtime dependency, openapi-fetch, in an exact version", async () => {
    const { dependencies } = JSON.parse(await readFile("package.json", "utf8")) as Record<string, unknown>;
    expect(dependencies).toStrictEqual({ "openapi-fetch": expect.stringMatching(/^\d+\.\d+\.\d+$/) as string });
  });
});

describe("the command", () => {
  test("imports the client and modules of Node.js, and runs by its name", async () => {
    const { bin } = JSON.parse(await readFile("package.json", "utf8")) as { bin: object };
    expect(bin).toStrictEqual({ "clinia-registry": "./dist/cli/index.js" });
    const { own, packages } = await importsFrom("dist/cli/index.js");
    const entries = ["bullmq/index", "cli/index", "client", "import/index", "index", "task-id"];
    expect(own.sort()).toStrictEqual(entries.map((name) => `dist/${name}.js`));
    expect(packages.filter((name) => !isBuiltin(name))).toStrictEqual(["openapi-fetch"]);
    expect(await readFile("dist/cli/index.js", "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("the entry of imports", () => {
  test.each(["js", "cjs"])("imports the client and modules of Node.js (%s)", async (ending) => {
    const { own, packages } = await importsFrom(`dist/import/index.${ending}`);
    const entries = ["client", "import/index", "index", "task-id"];
    expect(own.sort()).toStrictEqual(entries.map((name) => `dist/${name}.${ending}`));
    expect(packages.filter((name) => !isBuiltin(name))).toStrictEqual(["openapi-fetch"]);
  });
});

describe("the entry of queues", () => {
  test.each(["js", "cjs"])(
    "imports the client and the import; its only package is an optional one (%s)",
    async (ending) => {
      const { own, packages } = await importsFrom(`dist/bullmq/index.${ending}`);
      const entries = ["bullmq/index", "client", "import/index", "index", "task-id"];
      expect(own.sort()).toStrictEqual(entries.map((name) => `dist/${name}.${ending}`));
      expect(packages.filter((name) => !isBuiltin(name))).toStrictEqual(["openapi-fetch"]);
      expect(await readFile(`dist/bullmq/index.${ending}`, "utf8")).toMatch(/import\([`"]bullmq[`"]\)/);
    },
  );
});

describe("the embedded entry", () => {
  test.each(["js", "cjs"])("imports only modules of Node.js (%s)", async (ending) => {
    const { own, packages } = await importsFrom(`dist/embedded/index.${ending}`);
    expect(own).toStrictEqual([`dist/embedded/index.${ending}`]);
    expect(packages).toContain("node:http");
    expect(packages.filter((name) => !isBuiltin(name))).toStrictEqual([]);
  });
});

// The build fails when it bundles a package that is not in `onlyBundle` of tsdown.config.ts.
test.each([
  {
    folder: "dist/embedded",
    packages: [
      ...["@hono/node-server", "ajv", "ajv-formats", "fast-deep-equal", "fast-uri", "hono"],
      "json-schema-traverse",
    ],
  },
  {
    folder: "dist/cli",
    packages: [
      ...["cli-progress", "commander", "diff", "emoji-regex", "is-fullwidth-code-point", "string-width"],
      ...["strip-ansi", "ansi-regex"],
    ],
  },
])("$folder/LICENSES.txt has the licence of each bundled package", async ({ folder, packages }) => {
  const licences = (await readFile(join(folder, "LICENSES.txt"), "utf8")).split(/^-{80}$/m);
  const named = licences.map((licence) => /^\s*(\S+) \d+\.\d+\.\d+ \(.+\)\n\n.*copyright/is.exec(licence)?.[1]);
  expect(named).toStrictEqual(packages);
});

/** Returns the files of a folder; with endings, only those that end with one of them. */
async function filesOf(folder: string, ...endings: string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join("dist", "docs")))
    .filter(({ name }) => endings.length === 0 || endings.some((ending) => name.endsWith(ending)))
    .map(({ parentPath, name }) => join(parentPath, name).replaceAll("\\", "/"));
}

/** Returns the links of a page to files of the package, with the heading that they name. */
function fileLinks(page: string, text: string): { link: string; file: string; anchor: string | undefined }[] {
  return [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, path = "", anchor]) => ({
    link: `${path}${anchor === undefined ? "" : `#${anchor}`}`,
    file: path === "" ? page : join(dirname(page), path).replaceAll("\\", "/"),
    anchor,
  }));
}

/** Returns the anchors of the headings of a page, as GitHub and npm name them. */
async function anchorsIn(page: string): Promise<string[]> {
  const headings = (await readFile(page, "utf8")).replace(/^```.*?^```$/gms, "").matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** Returns the files that a file of the build imports or requires, transitively, and the packages. */
async function importsFrom(entry: string): Promise<{ own: string[]; packages: string[] }> {
  const own = new Set([entry]);
  const packages = new Set<string>();
  for (const file of own) {
    const code = await readFile(file, "utf8");
    for (const [, name = ""] of code.matchAll(
      /(?:(?:^|;)(?:import|export)\b(?:[^"';]*\bfrom)? ?|= ?require\()["`]([^"`]+)["`]/gm,
    )) {
      if (name.startsWith(".")) own.add(join(dirname(file), name).replaceAll("\\", "/"));
      else packages.add(name);
    }
  }
  return { own: [...own], packages: [...packages] };
}
