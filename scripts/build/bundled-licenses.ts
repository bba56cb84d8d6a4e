import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { TsdownPlugin } from "tsdown";

/** Writes LICENSES.txt beside an entry, with the licence of each package that is bundled into it. */
export function bundledLicenses(): TsdownPlugin {
  return {
    name: "bundled-licenses",
    async generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const folders = [...new Set(modules.flatMap(packageFolder))].sort();
      const source = (await Promise.all(folders.map(licenseText))).join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "LICENSES.txt", source });
    },
  };
}

/** Returns the folder of the package that contains a module; an empty list for a module of this repository. */
function packageFolder(module: string): string[] {
  const path = module.replaceAll("\\", "/").replace(/^\0/, "");
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
}

async function licenseText(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license: string;
  };
  const file = (await readdir(folder)).find((each) => /^licen[cs]e(?:[.-]|$)/i.test(each));
  if (file === undefined) throw new Error(`${name} has no licence file. A package without one must not be bundled.`);
  return `${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}
