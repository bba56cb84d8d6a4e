import { formatKey } from "../../profiles/definitions.ts";

/** A place in a file. Lines and columns start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * A parsed file: its value, and where the value at each path starts, such as `.properties.name`; or the first problem, which quotes
 * nothing of the file.
 */
export type JsonText =
  | { readonly value: unknown; positionOf(path: string): Position }
  | { readonly problem: string; readonly position: Position };

/** Deeper values would exceed the stack of what reads them. */
const maxDepth = 200;

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Parses JSON, with or without a byte order mark. The messages of `JSON.parse` are not used: they quote the file, and not all have a position. */
export function parseJson(file: string): JsonText {
  const text = file.replace(/^\uFEFF/, "");
  const scan = scanJson(text);
  if (scan.problem !== undefined) return { problem: scan.problem, position: positionAt(text, scan.offset) };
  return {
    value: JSON.parse(text) as unknown,
    positionOf: (path) => positionAt(text, scan.offsets.get(path) ?? 0),
  };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

interface Scan {
  readonly offsets: ReadonlyMap<string, number>;
  readonly problem?: string;
  readonly offset: number;
}

function scanJson(text: string): Scan {
  const offsets = new Map<string, number>();
  let offset = 0;

  function read(pattern: RegExp): string | undefined {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) offset += found.length;
    return found;
  }

  function readIf(character: string): boolean {
    read(space);
    if (text[offset] !== character) return false;
    offset += 1;
    return true;
  }

  function expect(character: string, expected: string): void {
    if (!readIf(character)) throw new Error(`Expected ${expected}.`);
  }

  function scanValue(path: string, depth: number): void {
    read(space);
    if (depth > maxDepth) throw new Error("It is nested too deeply.");
    offsets.set(path, offset);
    if (readIf("{")) scanFields(path, depth);
    else if (readIf("[")) scanItems(path, depth);
    else if (read(string) === undefined && read(scalar) === undefined) throw new Error("Expected a value.");
  }

  function scanFields(path: string, depth: number): void {
    const keys = new Set<string>();
    if (readIf("}")) return;
    do {
      read(space);
      const start = offset;
      const literal = read(string);
      if (literal === undefined) throw new Error("Expected a key in double quotes.");
      const key = JSON.parse(literal) as string;
      if (keys.has(key)) {
        offset = start;
        throw new Error("Two fields have the same key.");
      }
      keys.add(key);
      expect(":", "a colon");
      scanValue(`${path}${formatKey(key)}`, depth + 1);
    } while (readIf(","));
    expect("}", "a comma or }");
  }

  function scanItems(path: string, depth: number): void {
    let index = 0;
    if (readIf("]")) return;
    do {
      scanValue(`${path}[${index}]`, depth + 1);
      index += 1;
    } while (readIf(","));
    expect("]", "a comma or ]");
  }

  try {
    scanValue("", 0);
    read(space);
    if (offset < text.length) throw new Error("Expected the end of the file.");
    return { offsets, offset };
  } catch (error) {
    return { offsets, problem: (error as Error).message, offset };
  }
}
