import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { ImportInputError } from "../errors.ts";
import { unreadableInput } from "./bytes.ts";

/** Whether a name has a character of a pattern, besides braces. */
export function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}

/** Returns the names that `{a,b}` stands for: the name itself without. */
export function expandBraces(name: string): string[] {
  const [whole, before = "", choices = "", after = ""] = /^(.*)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(name) ?? [];
  if (whole === undefined) return [name];
  return choices.split(",").flatMap((choice) => expandBraces(`${before}${choice}${after}`));
}

/**
 * Returns the names that a pattern matches. Knows `*`, `**` for any number of folders, `?`, `[a-z]` and `[!a-z]`. Only a dot matches the dot of
 * a hidden name.
 */
export function expandPattern(pattern: string, cwd: string): Promise<string[]> {
  const path = pattern.split(sep).join("/");
  const relative = path.replace(/^\/+/, "");
  return matchSegments(path.slice(0, path.length - relative.length), relative.split("/"), cwd);
}

/** Compares strings by their bytes as UTF-8, so that the order is the same on every machine. */
export function compareBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Returns the names below a folder that match the segments of a pattern. */
async function matchSegments(folder: string, segments: readonly string[], cwd: string): Promise<string[]> {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [folder];
  if (rest.length > 0 && segment !== "**" && !isPattern(segment))
    return matchSegments(join(folder, segment), rest, cwd);
  const entries = await readFolder(folder, cwd);
  if (segment === "**") {
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    const below = folders.map(({ name }) => matchSegments(join(folder, name), segments, cwd));
    const found = await Promise.all([matchSegments(folder, rest.length === 0 ? ["*"] : rest, cwd), ...below]);
    return found.flat();
  }
  const expression = segmentExpression(segment);
  const names = entries.map(({ name }) => name).filter((name) => expression.test(name));
  const found = await Promise.all(names.map((name) => matchSegments(join(folder, name), rest, cwd)));
  return found.flat();
}

/** Returns the entries of a folder. None for what is no folder: a pattern may match files on the way. */
export async function readFolder(folder: string, cwd: string): Promise<Dirent[]> {
  try {
    return await readdir(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadableInput(folder, error);
  }
}

/** Whether an error says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function segmentExpression(segment: string): RegExp {
  const source = segment.replace(
    /\[(!|\^)?(\]?[^\]]*)\]|[*?]|[\\^$.()|+{}[\]]/g,
    (part, not?: string, set?: string) => {
      if (part === "*") return ".*";
      if (part === "?") return ".";
      if (set === undefined) return `\\${part}`;
      return `[${not === undefined ? "" : "^"}${set.replace(/[\\\]^]/g, "\\$&")}]`;
    },
  );
  try {
    return new RegExp(`^${/^[*?[]/.test(segment) ? "(?!\\.)" : ""}${source}$`, "su");
  } catch {
    throw new ImportInputError(`The pattern ${segment} is invalid. A range such as [a-z] must be in ascending order.`);
  }
}
