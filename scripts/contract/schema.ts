import type { ContractDocument, Pointer } from "./document.ts";

const prefix = "#/components/schemas/";

/** The pointer of a named schema. */
export function schemaPointer(name: string): Pointer {
  return ["components", "schemas", name];
}

/** The name of the schema that the node at `pointer` references. */
export function referencedName(contract: ContractDocument, pointer: Pointer): string | undefined {
  const reference = contract.get([...pointer, "$ref"]);
  return typeof reference === "string" && reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
}

/** The names of the schemas that `node` references, directly or indirectly. */
export function referencedNames(contract: ContractDocument, node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const find = (value: unknown) => {
    if (typeof value === "string" && value.startsWith(prefix)) {
      const name = value.slice(prefix.length);
      if (found.has(name)) return;
      found.add(name);
      find(contract.get(schemaPointer(name)));
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(find);
  };
  find(node);
  return found;
}

/** Whether a schema contains null, directly or in a schema that it references. */
export function containsNull(contract: ContractDocument, node: unknown): boolean {
  const names = [...referencedNames(contract, node)];
  return JSON.stringify([node, ...names.map((name) => contract.get(schemaPointer(name)))]).includes('"null"');
}

/** The schema at `pointer` without the alternative null: A for `anyOf: [A, { type: "null" }]`. */
export function withoutNull(contract: ContractDocument, pointer: Pointer): Pointer {
  const isNull = (branch: Pointer) => contract.get([...branch, "type"]) === "null";
  const branches = alternatives(contract, pointer, "anyOf");
  const [other, ...more] = branches.filter((branch) => !isNull(branch));
  return other !== undefined && more.length === 0 && branches.length > 1 ? other : pointer;
}

/** The pointers of a schema's alternatives; empty if it has none. */
export function alternatives(contract: ContractDocument, pointer: Pointer, keyword: "oneOf" | "anyOf"): Pointer[] {
  const branches = [...pointer, keyword];
  return Array.isArray(contract.get(branches)) ? contract.items(branches, "schemas") : [];
}

export function propertyNames(contract: ContractDocument, pointer: Pointer): string[] {
  return Object.keys(contract.get([...pointer, "properties"]) ?? {});
}

export function requiredNames(contract: ContractDocument, pointer: Pointer): string[] {
  const names = contract.get([...pointer, "required"]);
  return Array.isArray(names) ? names.map(String) : [];
}

/** The allowed values of a property; empty if it has no enum. */
export function enumValues(contract: ContractDocument, pointer: Pointer, property: string): string[] {
  const values = contract.get([...pointer, "properties", property, "enum"]);
  return Array.isArray(values) ? values.map(String) : [];
}

/** The discriminator of the branches of a `oneOf`: a required property with different values in each. */
export function tagOf(contract: ContractDocument, branches: readonly Pointer[]): string | undefined {
  const isTag = (name: string): boolean => {
    if (!branches.every((branch) => requiredNames(contract, branch).includes(name))) return false;
    const values = branches.map((branch) => enumValues(contract, branch, name));
    return values.every(({ length }) => length > 0) && new Set(values.flat()).size === values.flat().length;
  };
  const [first] = branches;
  return first && propertyNames(contract, first).find(isTag);
}

/** The only allowed value of a property, or undefined. */
export function onlyValue(contract: ContractDocument, pointer: Pointer, property: string): string | undefined {
  const values = enumValues(contract, pointer, property);
  return values.length === 1 ? values[0] : undefined;
}
