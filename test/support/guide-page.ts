/* The pages of README and guide, and projects of users who follow them. */
import { spawn } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { inNewFolder } from "./contract-copy.ts";
import { ended, inheritedEnvironment, type Run } from "./run.ts";

export type GuidePage = Awaited<ReturnType<typeof readPage>>;

const npx = "npx -p clinia-registry-client clinia-registry ";

export async function readPage(name: string) {
  const text = await readFile(name, "utf8");
  const blocks = blocksOf(text, /^```ts\n(.*?)^```$/gms);
  const code = blocks.join("\n");
  return {
    ...{ name, text, blocks, code },
    file: `src/${name.replaceAll(/\W/g, "-")}.ts`,
    /** What the page says is printed: what stands behind each arrow. */
    printed: [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line = ""]) => line),
    /** The files that it names above their content. */
    definitions: pairsOf(text, /^`(clinia\/\S+)`:\n\n```json\n(.*?)^```$/gms),
    /** The other files that it names above their content. */
    files: pairsOf(text, /^`((?!clinia\/)\S+\.\w+)`:\n\n```\w+\n(.*?)^```$/gms),
    /** The parts of `clinia.gen.ts` that it shows. */
    generated: blocksOf(text, /^```ts clinia\.gen\.ts\n(.*?)^```$/gms),
    /** The code that does not compile, and the message of the compiler. */
    mistakes: pairsOf(text, /^```ts wrong\n(.*?)^```\n\n```text\n(.*?)^```$/gms),
    commands: commandsOf(text),
  };
}

/** The lines of `clinia-registry`, and the output that the page shows before the next one, if it does. */
function commandsOf(text: string) {
  const sections = text.split(/^```sh\n/m).filter((section) => section.startsWith(npx));
  return sections.map((section) => {
    const [line = ""] = section.split("\n", 1);
    const [, output] = /^```text\n(.*?)^```$/ms.exec(section) ?? [];
    return { argv: line.slice(npx.length).split(" "), output };
  });
}

function blocksOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, block = ""]) => block);
}

function pairsOf(text: string, pattern: RegExp): (readonly [string, string])[] {
  return [...text.matchAll(pattern)].map(([, first = "", second = ""]) => [first, second] as const);
}

/** A project of a user, with the built package in its node_modules, and the other packages of the guide. */
export async function inUsersProject<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  return inNewFolder(async (folder) => {
    await mkdir(join(folder, "node_modules"));
    await mkdir(join(folder, "src"));
    await symlink(resolve("."), join(folder, "node_modules/clinia-registry-client"), "junction");
    for (const name of ["@opentelemetry", "@types", "msw", "nock", "undici"]) {
      await symlink(resolve("node_modules", name), join(folder, "node_modules", name), "junction");
    }
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    return work(folder);
  });
}

/** Writes the files of a page, and generates the types of its profiles with the built command, if it has profiles. */
export async function addFiles({ definitions, files }: GuidePage, folder: string): Promise<void> {
  for (const [file, content] of [...definitions, ...files]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  if (definitions.length > 0) await runBuiltCommand(["profiles", "generate"], folder);
}

/** Runs `clinia-registry` of the build. */
export function runBuiltCommand(
  argv: readonly string[],
  folder: string,
  environment: Record<string, string> = {},
): Promise<Run> {
  const env = { ...inheritedEnvironment(), ...environment };
  return ended(spawn(process.execPath, [resolve("dist/cli/index.js"), ...argv], { cwd: folder, env }));
}
