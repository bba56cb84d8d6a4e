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
import { ended, surroundings } from "../support/run.ts";
import type { Consumer } from "./consumers.ts";
import { expected, ingestedType } from "./program.ts";

const here = dirname(fileURLToPath(import.meta.url));
/** Installed tools, one folder for each lock file: copying them takes a tenth of the time of `npm ci`. */
const cache = join(here, "../../node_modules/.cache/clinia-registry-client/consumers");
const asItIs = { recursive: true, verbatimSymlinks: true };

/** Installs the tools of a lock file, and then the package, into a folder. No script of a package is run. */
export async function install(tools: Consumer["tools"], tarball: string, folder: string): Promise<void> {
  const files = ["package.json", "package-lock.json"];
  const hash = createHash("sha256").update(process.version + process.platform + process.arch);
  for (const file of files) hash.update(await readFile(join(here, tools, file)));
  const kept = join(cache, `${tools}-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(kept)) cpSync(kept, folder, asItIs);
  else {
    await mkdir(folder, { recursive: true });
    for (const file of files) await cp(join(here, tools, file), join(folder, file));
    await npmInstall(folder, "ci");
    await mkdir(cache, { recursive: true });
    const half = await mkdtemp(join(cache, "half-"));
    cpSync(folder, half, asItIs);
    await rename(half, kept);
  }
  // The lock file lists only the tools: for a tarball it would record its path.
  await npmInstall(folder, "install", "--no-save", tarball);
}

async function npmInstall(folder: string, ...command: readonly string[]): Promise<void> {
  const options = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  const { code, stderr } = await npm([...command, ...options], folder);
  if (code !== 0) throw new Error(`npm ${command.join(" ")}: ${stderr}`);
}

/** Throws an error with the output of a consumer that fails or prints something else. `folder` has its tools. */
export async function consume(consumer: Consumer, folder: string): Promise<void> {
  const place = join(folder, consumer.name.replaceAll(/\W+/g, "-"));
  await writeProject(consumer, place);
  let stdout = "";
  for (const command of consumer.commands) {
    const [file = "", ...parameters] = command.split(" ");
    const script = file.startsWith("./") ? join(place, file) : join(folder, "node_modules", file);
    // With CI set, some tools print or refuse more.
    const env = { ...surroundings(), CI: undefined, NO_COLOR: "1", FORCE_COLOR: undefined };
    const run = await ended(spawn(process.execPath, [script, ...parameters], { cwd: place, env }));
    if (run.code !== 0) throw new Error(`${command}: ${run.stdout}${run.stderr}`);
    stdout = run.stdout;
  }
  if (consumer.prints !== undefined) compare(stdout.trimEnd().split("\n"), consumer.prints);
  if (consumer.page !== undefined) compare(await seenByPage(join(place, consumer.page), folder), expected);
}

async function writeProject({ files, language, type, jest, compilerOptions }: Consumer, place: string): Promise<void> {
  await mkdir(place);
  await writeFile(join(place, "package.json"), JSON.stringify({ private: true, type, jest }));
  if (compilerOptions !== undefined) {
    await writeFile(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  }
  for (const [name, file] of Object.entries(files)) {
    const code = (await readFile(join(here, file), "utf8"))
      .replace(/from "(\.\/\w+)\.ts"/g, type === "module" ? 'from "$1.js"' : 'from "$1"')
      .replace('"vitest"', jest !== undefined || language !== undefined ? '"@jest/globals"' : '"vitest"');
    if (language === undefined || !name.endsWith(".ts")) await writeFile(join(place, name), code);
    else await writeFile(join(place, name.replace(/ts$/, "js")), javaScript(code, language));
  }
}

function javaScript(code: string, language: NonNullable<Consumer["language"]>): string {
  const module = language === "JavaScript with require" ? ModuleKind.CommonJS : ModuleKind.ESNext;
  return transpileModule(code, { compilerOptions: { module, target: ScriptTarget.ES2022 } }).outputText;
}

function compare(seen: readonly string[], wanted: readonly string[]): void {
  if (seen.join("\n") !== wanted.join("\n"))
    throw new Error(`Printed:\n${seen.join("\n")}\nExpected:\n${wanted.join("\n")}`);
}

/** What a page of Chromium sees, which loads `file`. It calls the embedded registry of the installed package. */
async function seenByPage(file: string, folder: string): Promise<readonly string[]> {
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
      const { look } = globalThis as unknown as { look: (baseUrl: string) => Promise<string[]> };
      return look(baseUrl);
    }, proxy.url);
  } finally {
    await browser.close();
    await proxy.refuse();
    await Promise.all([site.close(), embedded.close()]);
  }
}
