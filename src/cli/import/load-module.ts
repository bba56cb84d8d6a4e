import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isJsonObject } from "../../json.ts";
import { CommandError } from "../context.ts";
import { errorCode } from "../files.ts";

/** A loaded module. */
export interface LoadedModule {
  /** Returns an export by its name; undefined if there is none. */
  readonly exported: (name: string) => unknown;
  /** The bytes of the file. */
  readonly bytes: Buffer;
}

/**
 * Imports the module of an option, such as `--mapping`. Throws {@link CommandError} with the reason when it can't be loaded. The error of a
 * module that throws may contain anything, so only its name and line are printed.
 */
export async function loadModule(option: string, file: string, cwd: string): Promise<LoadedModule> {
  const path = resolve(cwd, file);
  const bytes = await readOptionFile(option, file, cwd);
  const { href } = pathToFileURL(path);
  try {
    const module = (await import(/* @vite-ignore */ href)) as Readonly<Record<string, unknown>>;
    return { bytes, exported: (name) => exportOf(module, name) };
  } catch (error) {
    throw new CommandError(`${option} ${file}: The module can't be loaded. ${reasonOf(error, href)}`, 2);
  }
}

/** Reads the file of an option. */
export async function readOptionFile(option: string, file: string, cwd: string): Promise<Buffer> {
  try {
    return await readFile(resolve(cwd, file));
  } catch (error) {
    throw new CommandError(`${option} ${file}: The file can't be read (${errorCode(error)}).`, 2);
  }
}

/** Returns an export of a module. CommonJS modules, and those that a compiler wrote, may have their exports below `default`. */
export function exportOf(module: Readonly<Record<string, unknown>>, name: string): unknown {
  const { default: value } = module;
  const isNested = isJsonObject(value) && Object.hasOwn(value, name);
  return isNested ? value[name] : module[name];
}

const fileHint = `This Node.js (${process.version}) can't import such a file. Use a .js file; TypeScript needs Node.js 22.18 or later.`;
const packageHint =
  "Install the package in the folder of the module, or use the third argument of a mapping, which has the functions of clinia-registry-client/import.";

/** Returns why a module can't be loaded, without the message of an error that it throws. */
export function reasonOf(error: unknown, href: string): string {
  if (!(error instanceof Error)) return "It throws a value that is no error.";
  const code = errorCode(error);
  if (code === "ERR_UNKNOWN_FILE_EXTENSION") return fileHint;
  if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") {
    const name = error.message.replace(/^[^']*'([^']*)'[^]*$/, "$1");
    return `${name} was not found. ${name.startsWith("clinia-registry-client") ? packageHint : "Check the imports."}`;
  }
  const isThrown = /^ +at (?!.*(?:node:internal\/|Promise\.all))/m.test(String(error.stack));
  // That of code which can't be compiled. JSON.parse throws one too, whose message quotes data.
  if (error.name === "SyntaxError" && !isThrown) return `SyntaxError: ${error.message}.`;
  const line = error.stack?.split(href)[1]?.match(/^:(\d+)/)?.[1];
  return `It throws ${error.name}${line === undefined ? "" : ` at line ${line}`}.`;
}
