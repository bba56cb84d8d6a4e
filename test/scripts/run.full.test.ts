import { spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";

const compiler = ["package.json", "lib/typescript.js"].map((file) => join("node_modules/typescript", file));

/** Makes a checkout in which `npm run generate` runs. Its packages are links out of it, except TypeScript, which jiti imports by path. */
async function createCheckout(folder: string): Promise<void> {
  for (const name of ["scripts", "src", "openapi", "package.json", "redocly.yaml", ...compiler]) {
    await cp(name, join(folder, name), { recursive: true });
  }
  const packages = (await readdir("node_modules")).filter((name) => !name.startsWith(".") && name !== "typescript");
  await Promise.all(
    packages.map((name) => symlink(resolve("node_modules", name), join(folder, "node_modules", name), "junction")),
  );
}

test("D9: scripts run in a folder with # and % in its path, or print one line that says why not", async () => {
  await inNewFolder(async (parent) => {
    const cwd = join(parent, "c#d 100% a%20b");
    await mkdir(cwd);
    await createCheckout(cwd);
    const run = (...parameters: string[]) =>
      ended(spawn(process.execPath, ["scripts/run.mjs", ...parameters], { cwd, env: inheritedEnvironment() }));
    expect(await run("scripts/generate.ts", "--out", "generated")).toStrictEqual({
      code: 0,
      stdout: "Generated contract.ts, schemas.ts, client.ts, types.ts in generated from openapi/registry.yaml.\n",
      stderr: "",
    });
    for (const name of await readdir("src/generated")) {
      const [generated, committed] = [join(cwd, "generated", name), join("src/generated", name)];
      expect(await readFile(generated, "utf8")).toBe(await readFile(committed, "utf8"));
    }
    const { code, stderr } = await run("scripts/docs.ts");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The site can't be built in a folder with # in its path\. Move .*c#d 100% a%20b\.\n$/);
  });
});
