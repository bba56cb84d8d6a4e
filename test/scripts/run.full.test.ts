import { spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { ended, surroundings } from "../support/run.ts";

const compiler = ["package.json", "lib/typescript.js"].map((file) => join("node_modules/typescript", file));

/** A checkout with what generating needs. Its packages are links, which lead out of it, except one that jiti imports by its path. */
async function checkoutIn(folder: string): Promise<void> {
  for (const name of ["scripts", "src", "openapi", "package.json", "redocly.yaml", ...compiler]) {
    await cp(name, join(folder, name), { recursive: true });
  }
  const packages = (await readdir("node_modules")).filter((name) => !name.startsWith(".") && name !== "typescript");
  await Promise.all(
    packages.map((name) => symlink(resolve("node_modules", name), join(folder, "node_modules", name), "junction")),
  );
}

test("D9: a script runs in a checkout in a folder with # and %, or says in one line that it can't", async () => {
  await inNewFolder(async (parent) => {
    const cwd = join(parent, "c#d 100% a%20b");
    await mkdir(cwd);
    await checkoutIn(cwd);
    const run = (...parameters: string[]) =>
      ended(spawn(process.execPath, ["scripts/run.mjs", ...parameters], { cwd, env: surroundings() }));
    expect(await run("scripts/generate.ts", "--out", "generated")).toStrictEqual({
      code: 0,
      stdout: "openapi/registry.yaml → generated: contract.ts, schemas.ts, client.ts, types.ts\n",
      stderr: "",
    });
    for (const name of await readdir("src/generated")) {
      const [made, committed] = [join(cwd, "generated", name), join("src/generated", name)];
      expect(await readFile(made, "utf8")).toBe(await readFile(committed, "utf8"));
    }
    const { code, stderr } = await run("scripts/docs.ts");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The site can't be built in a folder with # in its path\. Move .*c#d 100% a%20b\.\n$/);
  });
});
