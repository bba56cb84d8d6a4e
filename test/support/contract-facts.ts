import type { ContractDocument } from "../../scripts/contract/document.ts";

type Node = Readonly<Record<string, unknown>>;

/** One fact of the contract about a field: its type, or another rule. */
export interface Fact {
  /** Such as `meta.identifier[].use`; empty for the body itself. */
  readonly field: string;
  /** The keyword, such as `type` or `pattern`; `required` and `property` have one fact for each name. */
  readonly keyword: string;
  readonly value: unknown;
  /**
   * The position of its source (`externalDocs` or `x-inferred`): the field itself, the schema with the field, or a schema that
   * references that schema.
   */
  readonly source: "own" | "schema" | "enclosing" | undefined;
}

interface Place {
  readonly field: string;
  readonly source: "schema" | "enclosing" | undefined;
  readonly within: readonly string[];
}

/** Keywords that are not facts, and keywords whose values contain facts. */
const annotations = new Set(["title", "description", "example", "examples", "externalDocs", "$comment", "$ref"]);
const containers = new Set(["properties", "items", "anyOf", "allOf", "required", "dependentRequired"]);

/** Every fact of a schema of the contract. References are followed, except recursive ones. */
export function factsOf(contract: ContractDocument, schema: unknown): Fact[] {
  return collect(schema, { field: "", source: undefined, within: [] });

  function collect(node: unknown, from: Place): Fact[] {
    const here: Place = isSourced(node) ? { ...from, source: "schema" } : from;
    const fact = (keyword: string, value: unknown, field = from.field, own = false): Fact => ({
      field,
      keyword,
      value,
      source: own ? "own" : here.source,
    });
    const below = (name: string) => (from.field === "" ? name : `${from.field}.${name}`);
    const { $ref, properties = {}, items, anyOf = [], allOf = [], additionalProperties } = node as Parts;
    const { required = [], dependentRequired = {} } = node as Parts;
    return [
      ...($ref === undefined ? [] : referred($ref, here)),
      ...Object.entries(node as Node)
        .filter(([keyword]) => !annotations.has(keyword) && !containers.has(keyword) && !keyword.startsWith("x-"))
        .filter(([keyword, value]) => keyword !== "additionalProperties" || value === false)
        .flatMap(([keyword, value]) => statements(keyword, value).map(([name, each]) => fact(name, each))),
      ...required.map((name) => fact("required", true, below(name))),
      ...Object.entries(dependentRequired).map(([name, needed]) => fact("dependentRequired", needed, below(name))),
      ...[...anyOf, ...allOf].flatMap((branch) => collect(branch, here)),
      ...(items === undefined ? [] : collect(items, { ...here, field: `${from.field}[]` })),
      ...(typeof additionalProperties === "object"
        ? collect(additionalProperties, { ...here, field: below("*") })
        : []),
      ...Object.entries(properties).flatMap(([name, property]) => [
        fact("property", name, below(name), isSourced(property)),
        ...collect(property, { ...here, field: below(name) }),
      ]),
    ];
  }

  function referred($ref: string, { field, source, within }: Place): Fact[] {
    if (within.includes($ref)) return [];
    const target = contract.get($ref.replace("#/", "").split("/"));
    return collect(target, { field, source: source && "enclosing", within: [...within, $ref] });
  }
}

/** A list of types is each of them, and an enum of one value is a constant. */
function statements(keyword: string, value: unknown): [keyword: string, value: unknown][] {
  if (keyword === "type") return [value].flat().map((type) => ["type", type]);
  return keyword === "enum" && Array.isArray(value) && value.length === 1 ? [["const", value[0]]] : [[keyword, value]];
}

function isSourced(node: unknown): boolean {
  return "externalDocs" in (node as Node) || "x-inferred" in (node as Node);
}

interface Parts {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly allOf?: readonly unknown[];
  readonly additionalProperties?: boolean | object;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
}

/** The descriptions of a field and of the schemas that it references, on one line and without Markdown. */
export function descriptionsOf(contract: ContractDocument, schema: unknown, field: string): string {
  const keys = field.split(/\.|(?=\[\])/);
  const descriptions: string[] = [];
  let nodes = [schema];
  for (const key of ["", ...keys]) {
    if (key !== "") nodes = nodes.flatMap((node) => childrenOf(node as Parts, key));
    nodes = nodes.flatMap(resolved);
  }
  for (const { description } of nodes as { description?: unknown }[])
    if (typeof description === "string") descriptions.push(description);
  return plain(descriptions.join(" "));

  function resolved(node: unknown): unknown[] {
    const { $ref, ...direct } = node as Node;
    if (typeof $ref === "string") return resolved(contract.get($ref.replace("#/", "").split("/")));
    const { anyOf = [], allOf = [] } = direct as Parts;
    return [direct, ...[...anyOf, ...allOf].flatMap(resolved)];
  }
}

function childrenOf({ properties = {}, items }: Parts, key: string): unknown[] {
  const child = key === "[]" ? items : properties[key];
  return child === undefined ? [] : [child];
}

/** Puts a description on one line, without the marks of Markdown. */
export function plain(text: string): string {
  return text.replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
}
