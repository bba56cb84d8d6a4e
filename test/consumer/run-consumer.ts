import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { listen } from "../../src/embedded/listen.ts";
import { launch } from "../docs/browser.ts";
import type { EmbeddedEntry } from "../runtimes/inside/context.ts";
import { startProxy } from "../runtimes/proxy.ts";
import { npm } from "../support/npm.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";
import type { Consumer } from "./consumers.ts";
import { generateProfiles } from "./generate-profiles.ts";
import { expectedLines, ingestedType } from "./program.ts";

const here = dirname(fileURLToPath(import.meta.url));
/** The installed tools, one folder for each lock file: a copy takes a tenth of the time of `npm ci`. */
const cache = join(here, "../../node_modules/.cache/clinia-registry-client/consumers");
const copyOptions = { recursive: true, verbatimSymlinks: true };

/** Returns the folder with the package.json and lock file of tools, relative to the repository. */
export function toolsFolder(tools: Consumer["tools"]): string {
  return `test/consumer/tools/${tools}`;
}

/** Installs tools and then the package into a folder, without install scripts. */
export async function install(tools: Consumer["tools"], tarball: string, folder: string): Promise<void> {
  const files = ["package.json", "package-lock.json"];
  const hash = createHash("sha256").update(process.version + process.platform + process.arch);
  for (const file of files) hash.update(await readFile(join(here, "tools", tools, file)));
  const cached = join(cache, `${tools}-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(cached)) cpSync(cached, folder, copyOptions);
  else {
    await mkdir(folder, { recursive: true });
    for (const file of files) await cp(join(here, "tools", tools, file), join(folder, file));
    await npmInstall(folder, "ci");
    await mkdir(cache, { recursive: true });
    const partial = await mkdtemp(join(cache, "partial-"));
    cpSync(folder, partial, copyOptions);
    await rename(partial, cached);
  }
  // Not in the lock file, which would record the path of the tarball.
  await npmInstall(folder, "install", "--no-save", tarball);
}

async function npmInstall(folder: string, ...command: readonly string[]): Promise<void> {
  const options = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  const { code, stderr } = await npm([...command, ...options], folder);
  if (code !== 0) throw new Error(`npm ${command.join(" ")}: ${stderr}`);
}

/** Runs a consumer in a folder with its tools, in which the tarball is installed. Throws an error with the output when it fails or prints something else. */
export async function runConsumer(consumer: Consumer, folder: string, tarball: string): Promise<void> {
  const project = join(folder, consumer.name.replaceAll(/\W+/g, "-"));
  const { node = process.execPath } = consumer;
  await writeProject(consumer, project);
  if (consumer.generates) await generateProfiles(tarball, node, project);
  let stdout = "";
  for (const command of consumer.commands) {
    const [file = "", ...parameters] = command.split(" ");
    const script = file.startsWith("./") ? join(project, file) : join(folder, "node_modules", file);
    // With CI set, some tools print more, or fail on warnings.
    const env = { ...inheritedEnvironment(), CI: undefined, NO_COLOR: "1", FORCE_COLOR: undefined };
    const run = await ended(spawn(node, [script, ...parameters], { cwd: project, env }));
    if (run.code !== 0) throw new Error(`${command}: ${run.stdout}${run.stderr}`);
    stdout = run.stdout;
  }
  if (consumer.prints !== undefined) compare(stdout.trimEnd().split("\n"), consumer.prints);
  if (consumer.page !== undefined) compare(await runPage(join(project, consumer.page), folder), expectedLines);
}

async function writeProject(
  { files, language, type, jest, compilerOptions }: Consumer,
  project: string,
): Promise<void> {
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type, jest }));
  if (compilerOptions !== undefined) {
    await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  }
  for (const [name, file] of Object.entries(files)) {
    const code = (await readFile(join(here, file), "utf8"))
      .replace(/from "(\.\/[\w.]+)\.ts"/g, type === "module" ? 'from "$1.js"' : 'from "$1"')
      .replace('"vitest"', jest !== undefined || language !== undefined ? '"@jest/globals"' : '"vitest"');
    if (language === undefined || !name.endsWith(".ts")) await writeFile(join(project, name), code);
    else await writeFile(join(project, name.replace(/ts$/, "js")), javaScript(code, language));
  }
}

function javaScript(code: string, language: NonNullable<Consumer["language"]>): string {
  const module = language === "JavaScript with require" ? ModuleKind.CommonJS : ModuleKind.ESNext;
  return transpileModule(code, { compilerOptions: { module, target: ScriptTarget.ES2022 } }).outputText;
}

function compare(actual: readonly string[], expected: readonly string[]): void {
  if (actual.join("\n") !== expected.join("\n"))
    throw new Error(`Printed:\n${actual.join("\n")}\nExpected:\n${expected.join("\n")}`);
}

/** Loads `file` in a page of Chromium, and resolves with its lines. It calls the embedded registry of the installed package. */
async function runPage(file: string, folder: string): Promise<readonly string[]> {
  const entry = pathToFileURL(join(folder, "node_modules/clinia-registry-client/dist/embedded/index.js")).href;
  const { createEmbeddedRegistry } = (await import(entry)) as EmbeddedEntry;
  const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === ingestedType });
  const { url } = await embedded.listen();
  const site = await listen(() => new Response("", { headers: { "content-type": "text/html" } }), {});
  const proxy = await startProxy(url, "secret", site.url);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.addScriptTag({ path: file });
    return await page.evaluate((baseUrl) => {
      const { run } = globalThis as unknown as { run: (baseUrl: string) => Promise<string[]> };
      return run(baseUrl);
    }, proxy.url);
  } finally {
    await browser.close();
    await proxy.refuse();
    await Promise.all([site.close(), embedded.close()]);
  }
}
