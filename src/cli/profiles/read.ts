import { readdir, readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { findDefinitionProblems } from "../../profiles/definition-problems.ts";
import { formatKey, type ProfileDefinitions, type Vocabularies } from "../../profiles/definitions.ts";
import type { ProfileProblem } from "../../resource-check.ts";
import { CommandError } from "../context.ts";
import { isFileSystemError } from "../files.ts";
import { parseJson, type JsonText, type Position } from "./json-text.ts";

export interface ReadOptions {
  /** The folder of the profiles, relative to `cwd`. */
  readonly profiles: string;
  /** The folder of the vocabularies, relative to `cwd`. */
  readonly vocabularies: string;
  readonly allowUnknownTypes?: boolean | undefined;
}

/** Valid definitions. Their keys are the names of the files, sorted. */
export interface Definitions {
  readonly profiles: ProfileDefinitions;
  readonly vocabularies: Vocabularies;
}

interface JsonFile {
  readonly key: string;
  /** The path as it is printed. */
  readonly name: string;
  readonly json: JsonText;
}

/** Reads all profiles and vocabularies. Throws {@link CommandError} with all problems of all files. */
export async function readDefinitions(options: ReadOptions, cwd: string): Promise<Definitions> {
  const [profiles, vocabularies] = await Promise.all([
    readFolder(options.profiles, cwd),
    readFolder(options.vocabularies, cwd),
  ]);
  if (profiles.length === 0) {
    throw new CommandError(`There is no profile in ${options.profiles}. Expected files such as patient.json.`, 2);
  }
  const definitions: ProfileDefinitions = valuesOf(profiles, { properties: {} });
  const found = findDefinitionProblems(definitions, {}, { allowUnknownTypes: options.allowUnknownTypes });
  const problems = [
    ...profiles.flatMap((file) => {
      return fileProblems(file, (value) => [...textProblems(value), ...problemsOf(file.key, found, definitions)]);
    }),
    ...vocabularies.flatMap((file) => fileProblems(file, vocabularyProblems)),
    ...[profiles, vocabularies].flatMap(sameKeys),
  ];
  const hasFound = (start: string) => found.some(({ message }) => message.startsWith(start));
  if (hasFound("must be the key of a profile")) {
    problems.push(`Each type in contained needs a profile of its own: ${options.profiles}/<type>.json.`);
  }
  if (hasFound("must be a property type"))
    problems.push("To accept types that are not known, add --allow-unknown-types.");
  if (problems.length > 0) throw new CommandError(problems.join("\n"), 2);
  return { profiles: definitions, vocabularies: valuesOf(vocabularies, []) };
}

/** Returns the problems of one profile, with paths within it. The paths of all problems start with the key of a profile. */
function problemsOf(key: string, problems: readonly ProfileProblem[], all: ProfileDefinitions): ProfileProblem[] {
  const isOf = (path: string, each: string) =>
    path === each || /^(?:\.|\[)/.test(path.slice(path.startsWith(each) ? each.length : path.length));
  return problems
    .filter(
      ({ path }) =>
        isOf(path, key) && !Object.keys(all).some((other) => other.length > key.length && isOf(path, other)),
    )
    .map(({ path, message }) => ({ path: path.slice(key.length), message }));
}

/** Returns the problems of what types and checks do not read. */
function textProblems(profile: unknown, path = ""): ProfileProblem[] {
  if (typeof profile !== "object" || profile === null) return [];
  const { type, description, items, properties } = profile as Readonly<Record<string, unknown>>;
  const isKind = path !== "" || type === undefined || type === "ROOT" || type === "CONTAINED";
  return [
    ...(isKind ? [] : [{ path: ".type", message: "must be ROOT or CONTAINED" }]),
    ...(description === undefined || typeof description === "string"
      ? []
      : [{ path: `${path}.description`, message: "must be a string" }]),
    ...(path === "" ? [] : textProblems(items, `${path}.items`)),
    ...Object.entries(properties ?? {}).flatMap(([key, each]) => {
      return textProblems(each, `${path}.properties${formatKey(key)}`);
    }),
  ];
}

/** Returns the names of the files with definitions, sorted. Hidden files are those of editors and file managers, such as `.#patient.json`. */
export async function definitionFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.name.endsWith(".json") && !entry.name.startsWith(".") && !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** A folder that does not exist has no files. */
async function readFolder(folder: string, cwd: string): Promise<JsonFile[]> {
  const files = await definitionFiles(resolve(cwd, folder)).catch((error: unknown) => {
    if (isFileSystemError(error) && error.code === "ENOENT") return [];
    throw error;
  });
  return Promise.all(
    files.map(async (file) => {
      const path = resolve(cwd, folder, file);
      const text = await readFile(path, "utf8");
      return { key: file.slice(0, -".json".length), name: printedPath(path, cwd), json: parseJson(text) };
    }),
  );
}

/** Returns a path as it is printed: relative to `cwd`, with slashes. */
export function printedPath(file: string, cwd: string): string {
  const path = relative(cwd, resolve(cwd, file));
  return (path.startsWith("..") ? resolve(cwd, file) : path).replaceAll("\\", "/");
}

/** Returns the path of a profile's file. */
export function profileFile(folder: string, key: string, cwd: string): string {
  return resolve(cwd, folder, `${key}.json`);
}

function fileProblems({ name, json }: JsonFile, find: (value: unknown) => readonly ProfileProblem[]): string[] {
  if ("problem" in json) return [`${place(name, json.position)}: The file is not valid JSON. ${json.problem}`];
  return find(json.value).map(({ path, message }) => {
    const subject = path === "" ? "The file" : path.replace(/^\./, "");
    return `${place(name, json.positionOf(path))}: ${subject} ${message}.`.replace(/([.?!])\.$/, "$1");
  });
}

function place(name: string, { line, column }: Position): string {
  return `${name}:${line}:${column}`;
}

function vocabularyProblems(value: unknown): ProfileProblem[] {
  if (!Array.isArray(value) || value.length === 0) {
    return [{ path: "", message: 'must be a list of codes, such as ["male", "female"]' }];
  }
  return (value as unknown[]).flatMap((code, index) => {
    return typeof code === "string" && code !== "" ? [] : [{ path: `[${index}]`, message: "must be a code" }];
  });
}

/** Files whose names differ only in case overwrite each other on Windows and macOS. */
function sameKeys(files: readonly JsonFile[]): string[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ key, name }) => {
    const other = seen.get(key.toLowerCase());
    seen.set(key.toLowerCase(), name);
    return other === undefined ? [] : [`${other} and ${name} differ only in case. Rename one of them.`];
  });
}

/**
 * Returns the values by key. A file that is not JSON has the value `otherwise`, so that a reference to it is not reported too.
 * `fromEntries` defines the key `__proto__` like any other.
 */
function valuesOf<Value>(files: readonly JsonFile[], otherwise: Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(files.map(({ key, json }) => [key, "value" in json ? (json.value as Value) : otherwise]));
}
