import { spawn } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { ESLint } from "eslint";
import { beforeAll, describe, expect, test } from "vitest";
import type { RequestFault } from "../src/embedded/index.ts";
import { operations, type OperationDefinition } from "../src/generated/contract.ts";
import { inNewFolder } from "./support/contract-copy.ts";
import { ended, runScript } from "./support/run.ts";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const readme = await readFile("README.md", "utf8");
const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

/** What the page says is printed: what stands behind each arrow. */
const promised = [...blocks.join("").matchAll(/\/\/ → (.*)$/gm)].map(([, text]) => text);

/** A project of a user's, with the built package in its node_modules. */
async function inUsersProject<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  return inNewFolder(async (folder) => {
    await mkdir(join(folder, "node_modules"));
    await symlink(resolve("."), join(folder, "node_modules/clinia-registry-client"), "junction");
    await symlink(resolve("node_modules/@types"), join(folder, "node_modules/@types"), "junction");
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    return work(folder);
  });
}

describe("the code of the README, one block behind the other, with the built package", () => {
  beforeAll(() => {
    expect(blocks.length).toBeGreaterThan(5);
    expect(promised.length).toBeGreaterThan(10);
  });

  test("compiles", async () => {
    await inUsersProject(async (folder) => {
      await writeFile(join(folder, "readme.ts"), blocks.join("\n"));
      const strict = {
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        module: "nodenext",
        target: "es2022",
        types: ["node"],
      };
      const config = { compilerOptions: strict, include: ["readme.ts"] };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
      const { stdout } = await ended(spawn(process.execPath, [tsc, "--project", folder, "--pretty", "false"]));
      expect(stdout).toBe("");
    });
  });

  test("prints what the page says", async () => {
    await inUsersProject(async (folder) => {
      const file = join(folder, "readme.ts");
      await writeFile(file, blocks.join("\n"));
      const { stdout, stderr } = await runScript([file]);
      expect(stderr).toBe("");
      expect(stdout.trimEnd().split("\n")).toStrictEqual(promised);
    });
  });

  test("of which the first runs by itself, as plain JavaScript", async () => {
    await inUsersProject(async (folder) => {
      await writeFile(join(folder, "try.mjs"), blocks[0] ?? "");
      const { code, stdout, stderr } = await ended(spawn(process.execPath, [join(folder, "try.mjs")]));
      expect({ code, stdout, stderr }).toStrictEqual({ code: 0, stdout: "PERSISTED\noneOf\nTremblay\n", stderr: "" });
    });
  });
});

/** The fields besides its kind without which a fault does not compile. */
type Needed<Each extends RequestFault> = {
  [Field in keyof Each]-?: Partial<Pick<Each, Field>> extends Pick<Each, Field> ? never : Field;
}[Exclude<keyof Each, "kind">];
type NeededOf<Kind extends RequestFault["kind"]> = Needed<Extract<RequestFault, { kind: Kind }>>;

const faults: { [Kind in RequestFault["kind"]]: [NeededOf<Kind>] extends [never] ? undefined : NeededOf<Kind> } = {
  status: "status",
  html: "status",
  empty: "status",
  latency: "ms",
  slowBody: "ms",
  redirect: "location",
  resetBefore: undefined,
  resetAfter: undefined,
  cutBody: undefined,
  noResponse: undefined,
};

describe("what else the README names", () => {
  test("try.ts and try.mjs beside it are none of the house's, which neither commits nor checks them", async () => {
    const { include } = JSON.parse(await readFile("tsconfig.json", "utf8")) as { include: string[] };
    const ignored = (await readFile(".gitignore", "utf8")).split("\n");
    const eslint = new ESLint();
    for (const file of ["try.ts", "try.mjs"]) {
      expect(readme).toContain(`\`${file}\``);
      expect(ignored).toContain(`/${file}`);
      expect(await eslint.isPathIgnored(file)).toBe(true);
    }
    // Folders, and files by their names: TypeDoc reads it too.
    expect(include.filter((entry) => !/^(\w+\.config\.ts|examples|scripts|src|test)$/.test(entry))).toStrictEqual([]);
  });

  test("D1, D2: the example for files of NDJSON, and no recipe of the page's own to read them or to go on after a restart", () => {
    expect(readme).toContain("(examples/load-ndjson.ts)");
    expect(blocks.join("")).not.toMatch(/readLines|readline|restart|without\.includes/i);
  });

  test("scripts are there", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  test("commands begin with the two that whoever looks at the repository runs", () => {
    for (const command of ["npm ci && npm start", "npm ci && npm test"]) expect(readme).toContain(`\n${command} `);
  });

  test("places on the page are there", () => {
    const headings = [...readme.matchAll(/^##+ (.*)$/gm)].map(([, title = ""]) => title);
    const places = headings.map((title) => title.toLowerCase().replaceAll(" ", "-"));
    const linked = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, place]) => place);
    expect(linked.length).toBeGreaterThan(1);
    expect(places).toStrictEqual(expect.arrayContaining(linked));
  });

  test("operations are the contract's", () => {
    const definitions: Readonly<Record<string, OperationDefinition>> = operations;
    const rows = [...readme.matchAll(/^\| `(\w+)` +\| `([A-Z]+)` `…(\S*)`/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, operationId = "", method, end = ""] of rows) {
      const { method: sent, path } = definitions[operationId] ?? {};
      expect({ method: sent, hasPath: path?.endsWith(end) }, operationId).toStrictEqual({ method, hasPath: true });
    }
  });

  test("faults are all that there are, with the field that each needs", () => {
    const rows = [...readme.matchAll(/^\| `(\w+)` +\| (?:`(\w+)`)?.*\| (?:no|yes|for a 2xx) +\|$/gm)];
    expect(Object.fromEntries(rows.map(([, kind = "", field]) => [kind, field]))).toStrictEqual(faults);
  });

  test("files are there", async () => {
    const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, file = ""]) => file);
    expect(linked.length).toBeGreaterThan(2);
    for (const file of linked) await expect(readFile(file, "utf8")).resolves.not.toBe("");
  });
});
