import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument, visit, type Document } from "yaml";
import { ContractError, type ContractProblem } from "./problem.ts";

export type Pointer = readonly (string | number)[];

/**
 * The parsed contract, with the line of each value. The methods with a parameter `rule` throw {@link ContractError} with this rule
 * when the value is missing or has the wrong type.
 */
export interface ContractDocument {
  /** The name of the file in errors. */
  readonly file: string;
  readonly text: string;
  /** The value at `pointer`, or undefined. Follows references, unless the next key is `$ref` itself. */
  get(pointer: Pointer): unknown;
  string(pointer: Pointer, rule: string): string;
  strings(pointer: Pointer, rule: string): string[];
  boolean(pointer: Pointer, rule: string): boolean;
  /** A positive whole number. */
  count(pointer: Pointer, rule: string): number;
  /** A regular expression, as a JavaScript literal. */
  pattern(pointer: Pointer, rule: string): string;
  keys(pointer: Pointer, rule: string): string[];
  /** The pointers of the items of a non-empty list. */
  items(pointer: Pointer, rule: string): Pointer[];
  /** The line of `pointer`, or of its nearest existing ancestor, counted from 1. */
  line(pointer: Pointer): number;
  /** An error with the line of `pointer`, or of its nearest existing ancestor. */
  problem(pointer: Pointer, rule: string, message: string): ContractError;
}

/**
 * Reads the contract. Throws {@link ContractError} when the file can't be read, is not a YAML map, or references other files or
 * URLs, which tools would fetch.
 */
export async function readContract(file: string): Promise<ContractDocument> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const message = `The contract could not be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new ContractError([{ file, line: 1, column: 1, rule: "file", message }]);
  });
  return parseContract(text, file);
}

/** Reads the contract from a string, as {@link readContract} does. `file` is the name of the file in errors. */
export function parseContract(text: string, file: string): ContractDocument {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });

  const problemAt = (offset: number, rule: string, message: string): ContractProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, rule, message };
  };
  if (yaml.errors.length > 0) {
    throw new ContractError(yaml.errors.map((error) => problemAt(error.pos[0], "yaml-syntax", error.message)));
  }
  const root = valueOf(yaml, (offset, message) => new ContractError([problemAt(offset, "yaml-alias", message)]));
  if (typeof root !== "object" || root === null || Array.isArray(root)) {
    throw new ContractError([
      problemAt(0, "yaml-map", "The contract must be a YAML map that begins with `openapi: 3.1.0`."),
    ]);
  }

  const get = (pointer: Pointer) =>
    pointer.reduce<unknown>((value, key) => child(key === "$ref" ? value : follow(root, value), key), root);

  const offset = (pointer: Pointer) => {
    let nearest: Pointer = pointer;
    while (nearest.length > 0 && yaml.getIn(nearest, true) === undefined) nearest = nearest.slice(0, -1);
    const node = yaml.getIn(nearest, true) as { range?: [number, number, number] } | undefined;
    return node?.range?.[0] ?? 0;
  };

  const problem = (pointer: Pointer, rule: string, message: string) =>
    new ContractError([problemAt(offset(pointer), rule, `${pointer.join(".")} ${message}`)]);

  const string = (pointer: Pointer, rule: string) => {
    const value = get(pointer);
    if (typeof value === "string" && value !== "") return value;
    throw problem(pointer, rule, "must be a non-empty string.");
  };

  const items = (pointer: Pointer, rule: string) => {
    const value = get(pointer);
    if (Array.isArray(value) && value.length > 0) return value.map((_, index) => [...pointer, index]);
    throw problem(pointer, rule, "must be a non-empty list.");
  };

  const external = externalReferences(root).map(({ pointer, target }) => {
    const fault = `${pointer.join(".")} references ${JSON.stringify(target)}, outside the contract.`;
    const advice = "The contract must be one file: copy the target into it, and reference it as #/components/…";
    return problemAt(offset(pointer), "reference", `${fault} ${advice}`);
  });
  if (external.length > 0) throw new ContractError(external);

  return {
    file,
    text,
    get,
    string,
    strings: (pointer, rule) => items(pointer, rule).map((item) => string(item, rule)),
    boolean: (pointer, rule) => {
      const value = get(pointer);
      if (typeof value === "boolean") return value;
      throw problem(pointer, rule, "must be true or false.");
    },
    count: (pointer, rule) => {
      const value = get(pointer);
      if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
      throw problem(pointer, rule, "must be a positive whole number.");
    },
    pattern: (pointer, rule) => {
      const source = string(pointer, rule);
      try {
        return new RegExp(source, "u").toString();
      } catch {
        throw problem(pointer, rule, "must be an ECMAScript regular expression.");
      }
    },
    keys: (pointer, rule) => {
      const value = get(pointer);
      if (typeof value === "object" && value !== null && Object.keys(value).length > 0) return Object.keys(value);
      throw problem(pointer, rule, "must be a non-empty map.");
    },
    items,
    line: (pointer) => lines.linePos(offset(pointer)).line,
    problem,
  };
}

/** Returns the data of a YAML document. Throws the error of `problem` for an invalid alias, which the parser does not report. */
function valueOf(yaml: Document, problem: (offset: number, message: string) => ContractError): unknown {
  try {
    return yaml.toJS() as unknown;
  } catch (error) {
    let offset = 0;
    visit(yaml, {
      Alias(_, alias) {
        offset = alias.range?.[0] ?? 0;
        return alias.resolve(yaml) === undefined ? visit.BREAK : undefined;
      },
    });
    throw problem(offset, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Returns all references that do not begin with `#/`, including those in examples and extensions: Redocly and openapi-typescript
 * fetch them. They also fetch the `externalValue` of an example, and a schema that a discriminator references by URL.
 */
function externalReferences(root: unknown): { pointer: Pointer; target: string }[] {
  const find = (
    value: unknown,
    pointer: Pointer,
    within: readonly object[],
  ): { pointer: Pointer; target: string }[] => {
    if (typeof value === "string")
      return isExternal(value, withoutMergeKeys(pointer)) ? [{ pointer, target: value }] : [];
    // Because of aliases, a map can contain itself. It is visited at each position, because its meaning depends on the position.
    if (typeof value !== "object" || value === null || within.includes(value)) return [];
    return Object.entries(value).flatMap(([key, each]) => find(each, [...pointer, key], [...within, value]));
  };
  return find(root, [], []);
}

/** Redocly merges the map, or the maps of a list, at a key `<<` into the parent map. */
function withoutMergeKeys(pointer: Pointer): Pointer {
  return pointer.filter((key, index) => key !== "<<" && !(pointer[index - 1] === "<<" && /^\d+$/.test(String(key))));
}

function isExternal(value: string, pointer: Pointer): boolean {
  const [grandparent, parent, key] = [pointer.at(-3), pointer.at(-2), pointer.at(-1)];
  if (key === "externalValue") return grandparent === "examples";
  if (value.startsWith("#/")) return false;
  const isMapping = grandparent === "discriminator" && parent === "mapping";
  // A discriminator can also reference a schema by name.
  if (isMapping || (parent === "discriminator" && key === "defaultMapping")) return !/^[\w.-]+$/.test(value);
  return key === "$ref";
}

function child(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

function follow(root: unknown, value: unknown): unknown {
  const reference = child(value, "$ref");
  if (typeof reference !== "string") return value;
  return reference.replace(/^#\//, "").split("/").map(unescapeKey).reduce<unknown>(child, root);
}

/** @see https://www.rfc-editor.org/rfc/rfc6901#section-4 */
export function unescapeKey(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}
