import type { ContractDocument } from "../../scripts/contract/document.ts";

type Node = Readonly<Record<string, unknown>>;

/** One statement of the contract about a field: its type, or a rule that narrows what it may be. */
export interface Fact {
  /** Such as `meta.identifier[].use`; empty for the body itself. */
  readonly field: string;
  /** The keyword, such as `type` or `pattern`; `required` and `property` have one fact for each name. */
  readonly keyword: string;
  readonly value: unknown;
  /** Where it says where else it comes from (`externalDocs`, `x-inferred`): on itself, or on the schema that it stands in. */
  readonly source: "own" | "schema" | undefined;
}

const rules = ["type", "format", "pattern", "const", "enum", "not"];

/** Every statement of a schema of the contract, with the references in it followed, each of them once on its way. */
export function factsOf(contract: ContractDocument, schema: unknown): Fact[] {
  return collect(schema, { field: "", sourced: false, within: [] });

  function collect(node: unknown, from: { field: string; sourced: boolean; within: readonly string[] }): Fact[] {
    const { $ref, ...direct } = node as Node;
    if (typeof $ref === "string") {
      if (from.within.includes($ref)) return [];
      const target = contract.get($ref.replace("#/", "").split("/"));
      return collect(target, { ...from, sourced: from.sourced && !hasFields(target), within: [...from.within, $ref] });
    }
    const sourced = from.sourced || isSourced(direct);
    const here = { ...from, sourced };
    const fact = (keyword: string, value: unknown, field = from.field, own = false): Fact => ({
      field,
      keyword,
      value,
      source: own ? "own" : sourced ? "schema" : undefined,
    });
    const below = (name: string) => (from.field === "" ? name : `${from.field}.${name}`);
    const { properties = {}, items, anyOf = [], allOf = [], additionalProperties } = direct as Parts;
    const { required = [], dependentRequired = {} } = direct as Parts;
    return [
      ...rules.filter((rule) => rule in direct).map((rule) => fact(rule, direct[rule])),
      ...required.map((name) => fact("required", true, below(name))),
      ...Object.entries(dependentRequired).map(([name, needed]) => fact("dependentRequired", needed, below(name))),
      ...(additionalProperties === false ? [fact("additionalProperties", false)] : []),
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
}

function isSourced(node: unknown): boolean {
  return "externalDocs" in (node as Node) || "x-inferred" in (node as Node);
}

/** What a schema says of its own source is not said of the fields of another one that it refers to. */
function hasFields(node: unknown): boolean {
  return "properties" in (node as Node);
}

interface Parts {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly allOf?: readonly unknown[];
  readonly additionalProperties?: boolean | object;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
}

/** All that the contract says in words of a field and of what it refers to, on one line and without marks. */
export function wordsOf(contract: ContractDocument, schema: unknown, field: string): string {
  const keys = field.split(/\.|(?=\[\])/);
  const said: string[] = [];
  let nodes = [schema];
  for (const key of ["", ...keys]) {
    if (key !== "") nodes = nodes.flatMap((node) => childrenOf(node as Parts, key));
    nodes = nodes.flatMap(resolved);
  }
  for (const { description } of nodes as { description?: unknown }[])
    if (typeof description === "string") said.push(description);
  return plain(said.join(" "));

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

/** Words on one line, without the marks of Markdown. */
export function plain(text: string): string {
  return text.replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
}
