/** The code of README and guide, compiled and run in a project in which the packed package is installed. */
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addFiles, readPage, type GuidePage } from "../support/guide-page.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";

/** Returns the pages with code. */
export async function readGuide(): Promise<readonly GuidePage[]> {
  const names = (await readdir("docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);
  const pages = await Promise.all(["README.md", ...names].map(readPage));
  return pages.filter(({ blocks }) => blocks.length > 0);
}

/** Compiles the code of pages without `skipLibCheck`. Returns the folder of the project. */
export async function compileGuide(pages: readonly GuidePage[], folder: string): Promise<string> {
  const project = join(folder, "guide");
  await mkdir(join(project, "src"), { recursive: true });
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const compilerOptions = {
    ...{ target: "es2022", module: "nodenext", types: ["node"], strict: true },
    ...{ outDir: "out", rewriteRelativeImportExtensions: true },
  };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  for (const page of pages) {
    await addFiles(page, project);
    await writeFile(join(project, page.file), `${page.code}\nexport {};\n`);
  }
  const tsc = join(folder, "node_modules/typescript/bin/tsc");
  const { code, stdout } = await run(process.execPath, [tsc], project);
  if (code !== 0) throw new Error(stdout);
  return project;
}

/** Runs the code of a page with a Node.js, in a copy of the project. Throws when it prints something else than the page says. */
export async function runPage({ file, printed }: GuidePage, node: string, compiled: string): Promise<void> {
  // An import that has a journal would only report its end.
  const project = await mkdtemp(`${compiled}-`);
  await cp(compiled, project, { recursive: true });
  const { stdout, stderr } = await run(node, [file.replace("src/", "out/").replace(".ts", ".js")], project);
  const expected = printed.map((line) => `${line}\n`).join("");
  if (stderr !== "" || stdout !== expected) throw new Error(`Printed:\n${stdout}${stderr}\nExpected:\n${expected}`);
}

function run(node: string, parameters: readonly string[], cwd: string) {
  return ended(spawn(node, parameters, { cwd, env: inheritedEnvironment() }));
}
