import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument, visit, type Document } from "yaml";
import { ContractError, type ContractProblem } from "./problem.ts";

export type Pointer = readonly (string | number)[];

/**
 * The contract as data, every value of which can be traced back to its line. The readers that take a rule throw
 * {@link ContractError} in its name when the contract does not hold what they are asked for.
 */
export interface ContractDocument {
  /** What errors call it. */
  readonly file: string;
  readonly text: string;
  /** The value at `pointer`, with the references on the way to it followed (but not past `$ref` itself), or undefined. */
  get(pointer: Pointer): unknown;
  string(pointer: Pointer, rule: string): string;
  strings(pointer: Pointer, rule: string): string[];
  boolean(pointer: Pointer, rule: string): boolean;
  /** A whole number that counts something, at least 1. */
  count(pointer: Pointer, rule: string): number;
  /** A regular expression, as JavaScript writes it. */
  pattern(pointer: Pointer, rule: string): string;
  keys(pointer: Pointer, rule: string): string[];
  /** The pointers of a list's items, at least one. */
  items(pointer: Pointer, rule: string): Pointer[];
  /** The line of `pointer`, or of its nearest ancestor that exists, counted from 1. */
  line(pointer: Pointer): number;
  /** An error that names the line of `pointer`, or of its nearest ancestor that exists. */
  problem(pointer: Pointer, rule: string, message: string): ContractError;
}

/**
 * Reads the contract. Throws {@link ContractError} when there is no such file, when it isn't a map of YAML, and when it refers to
 * anything outside itself: the tools that read it would fetch that.
 */
export async function readContract(file: string): Promise<ContractDocument> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const message = `There is no contract to read here: ${error instanceof Error ? error.message : String(error)}`;
    throw new ContractError([{ file, line: 1, column: 1, rule: "file", message }]);
  });
  return parseContract(text, file);
}

/** Returns what {@link readContract} does, from a string that errors call `file`. */
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
      problemAt(0, "yaml-map", "The contract must be a map, which begins with `openapi: 3.1.0`."),
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
    throw problem(pointer, rule, "must be a text that is not empty.");
  };

  const items = (pointer: Pointer, rule: string) => {
    const value = get(pointer);
    if (Array.isArray(value) && value.length > 0) return value.map((_, index) => [...pointer, index]);
    throw problem(pointer, rule, "must be a list that is not empty.");
  };

  const outside = outsideReferences(root).map(({ pointer, target }) => {
    const what = `${pointer.join(".")} refers to ${JSON.stringify(target)}, outside the contract.`;
    const advice = "The contract is one file: copy what is meant into it, and refer to it there, as #/components/…";
    return problemAt(offset(pointer), "reference", `${what} ${advice}`);
  });
  if (outside.length > 0) throw new ContractError(outside);

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
      throw problem(pointer, rule, "must be a whole number over 0.");
    },
    pattern: (pointer, rule) => {
      const source = string(pointer, rule);
      try {
        return new RegExp(source, "u").toString();
      } catch {
        throw problem(pointer, rule, "must be a regular expression of ECMAScript.");
      }
    },
    keys: (pointer, rule) => {
      const value = get(pointer);
      if (typeof value === "object" && value !== null && Object.keys(value).length > 0) return Object.keys(value);
      throw problem(pointer, rule, "must be a map that is not empty.");
    },
    items,
    line: (pointer) => lines.linePos(offset(pointer)).line,
    problem,
  };
}

/** What a YAML document says. An alias is found out only here, when it is replaced by what it stands for. */
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
 * All references that do not begin with `#/`. A string at a `$ref` is one wherever it stands, in an example or an extension too:
 * Redocly and openapi-typescript fetch it. They also fetch the `externalValue` of an example and a schema that a discriminator
 * names by its address.
 */
function outsideReferences(root: unknown): { pointer: Pointer; target: string }[] {
  const find = (
    value: unknown,
    pointer: Pointer,
    within: readonly object[],
  ): { pointer: Pointer; target: string }[] => {
    if (typeof value === "string") return isOutside(value, unmerged(pointer)) ? [{ pointer, target: value }] : [];
    // By an alias, a map can contain itself. One that is aliased is visited at each place: what it means depends on that.
    if (typeof value !== "object" || value === null || within.includes(value)) return [];
    return Object.entries(value).flatMap(([key, each]) => find(each, [...pointer, key], [...within, value]));
  };
  return find(root, [], []);
}

/** Redocly merges the map, or the maps of a list, at a key `<<` into the map around it. */
function unmerged(pointer: Pointer): Pointer {
  return pointer.filter((key, index) => key !== "<<" && !(pointer[index - 1] === "<<" && /^\d+$/.test(String(key))));
}

function isOutside(value: string, pointer: Pointer): boolean {
  const [grandparent, parent, key] = [pointer.at(-3), pointer.at(-2), pointer.at(-1)];
  if (key === "externalValue") return grandparent === "examples";
  if (value.startsWith("#/")) return false;
  const isMapping = grandparent === "discriminator" && parent === "mapping";
  // There, a schema can be named without an address too.
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
