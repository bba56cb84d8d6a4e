/** A program that imports every entry of the installed package, and prints how each was loaded. Compiled to `require` or `import`. */
import { readFile } from "node:fs/promises";

interface PackageJson {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly import: object }>>;
}

async function main(): Promise<void> {
  const file = "../node_modules/clinia-registry-client/package.json";
  const { name, exports } = JSON.parse(await readFile(file, "utf8")) as PackageJson;
  for (const [path, target] of Object.entries(exports)) {
    if (typeof target === "string") continue;
    const loaded = (await import(name + path.slice(1))) as Readonly<Record<string, unknown>>;
    const functions = Object.values(loaded).filter((value) => typeof value === "function");
    console.log(path, functions.length > 0);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
