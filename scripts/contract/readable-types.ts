import { literal, tsdoc } from "./code.ts";
import type { ContractDocument, Pointer } from "./document.ts";
import {
  bodySchema,
  contractOperations,
  formParts,
  namedSchemas,
  pageOf,
  referencesIn,
  successOf,
} from "./operations.ts";
import { isAccepted, submissionBranches } from "./response-shapes.ts";
import {
  alternatives,
  containsNull,
  propertyNames,
  referencedName,
  referencedNames,
  requiredNames,
  schemaPointer,
} from "./schema.ts";

const rule = "client/types";
/** The schemas of the data of a resource or relationship. Callers define its type. */
const typedData = ["ResourceData", "RelationshipData"];
/** The types that are written by hand, in src/types.ts. */
const handWritten = ["Data", "ErrorBody"];

type Direction = "request" | "response";

export const dataParameter = "<D extends DataObject = Data>";

export interface ReadableTypes {
  /** The declarations of the types of requests and successful responses, by name. */
  readonly declarations: ReadonlyMap<string, string>;
  /** The type of the schema at `pointer`; undefined if it contains no named type. `data`: the type of a resource's data. */
  typeOf(pointer: Pointer, direction: Direction, data: "D" | "Data"): string | undefined;
  /** Whether the schema at `pointer` contains data whose type callers define. */
  carriesData(pointer: Pointer): boolean;
  /** Whether the schema at `pointer` has a `data` property that is not the data of a resource. */
  hasOwnData(pointer: Pointer): boolean;
}

/** Returns the types for users of the client: with a type parameter for the data, without null, and with the parsed taskId. */
export function readableTypes(contract: ContractDocument): ReadableTypes {
  const operations = contractOperations(contract);
  const { bodies, requests, responses } = namedSchemas(contract);
  const names = new Set([...requests, ...responses]);
  const directionOf = (name: string): Direction => (responses.has(name) ? "response" : "request");

  const hasOwnData = (pointer: Pointer) => referencedName(contract, [...pointer, "properties", "data"]) === "Data";
  const bodiesWithOwnData = bodies.filter(hasOwnData).map((body) => referencedName(contract, body));
  const carriesData = (pointer: Pointer) => {
    const found = referencedNames(contract, contract.get(pointer));
    return (
      typedData.some((name) => found.has(name)) ||
      bodiesWithOwnData.some((name) => name !== undefined && found.has(name))
    );
  };

  const isDeclared = (name: string) => {
    if (typedData.includes(name) || handWritten.includes(name)) return false;
    const get = (keyword: string) => contract.get([...schemaPointer(name), keyword]);
    // A schema of plain strings gets no type.
    return get("type") !== "string" || get("enum") !== undefined;
  };

  const typeOf = (pointer: Pointer, direction: Direction, data: "D" | "Data"): string | undefined => {
    const name = referencedName(contract, pointer);
    if (name !== undefined && typedData.includes(name)) return data;
    if (name !== undefined) {
      if (!isDeclared(name) && !handWritten.includes(name)) return undefined;
      return data === "D" && carriesData(pointer) ? `${name}<D>` : name;
    }
    const branches = [...alternatives(contract, pointer, "oneOf"), ...alternatives(contract, pointer, "anyOf")];
    if (branches.length > 0) return union(branches, direction, data);
    if (contract.get([...pointer, "type"]) === "array") {
      const items = typeOf([...pointer, "items"], direction, data);
      const list = items?.includes(" | ") === true ? `(${items})[]` : items && `${items}[]`;
      return list && direction === "request" ? `readonly ${list}` : list;
    }
    const values = [...pointer, "additionalProperties"];
    if (typeof contract.get(values) !== "object" || propertyNames(contract, pointer).length > 0) return undefined;
    const value = typeOf(values, direction, data);
    return value && `Record<string, ${value}>`;
  };

  const union = (branches: readonly Pointer[], direction: Direction, data: "D" | "Data"): string | undefined => {
    const isNull = (branch: Pointer) => contract.get([...branch, "type"]) === "null";
    const types = branches.map((branch) => (isNull(branch) ? "null" : typeOf(branch, direction, data)));
    if (types.includes(undefined) || types.every((type) => type === "null")) return undefined;
    return types.filter((type) => type !== "null" || direction === "request").join(" | ");
  };

  const declaration = (name: string): string => {
    const pointer = schemaPointer(name);
    const direction = directionOf(name);
    const isGeneric = carriesData(pointer) || bodiesWithOwnData.includes(name);
    const data = isGeneric ? "D" : "Data";
    const declared = `${name}${isGeneric ? dataParameter : ""}`;
    const description = contract.string([...pointer, "description"], rule).trim();
    const doc = tsdoc([description], pageOf(contract, pointer) ?? firstPage(name));

    const form = formParts(contract, pointer);
    if (form !== undefined) {
      const file = contract.string([...pointer, "properties", form.file, "description"], rule);
      const fields = typeOf(form.jsonSchema, direction, data) ?? "object";
      return `${doc}\nexport interface ${declared} extends ${fields} {\n${tsdoc([file])}\n${literal(form.file)}: Blob;\n}`;
    }

    const whole = typeOf(pointer, direction, data);
    if (whole !== undefined) return `${doc}\nexport type ${declared} = ${whole};`;

    const ownType = (property: string) => {
      const node = [...pointer, "properties", property];
      if (bodiesWithOwnData.includes(name) && property === "data") return "D";
      const own = typeOf(node, direction, data);
      // `Omit` removes all properties of a type with an index signature, so each is declared again.
      return own ?? (isOpen ? `Schemas[${literal(name)}][${literal(property)}]` : undefined);
    };
    const isOpen = direction === "request" && contract.get([...pointer, "additionalProperties"]) === true;
    const typed = propertyNames(contract, pointer).filter((property) => ownType(property) !== undefined);
    const isSubmission = direction === "response" && submissionBranches(contract, pointer)?.length === 1;
    const properties = typed.map((property) => {
      const node = [...pointer, "properties", property];
      const text = contract.string([...node, "description"], rule).trim();
      // The other paragraphs are in the comment of the property's type.
      const short = referencedName(contract, node) === undefined ? text : text.split("\n\n")[0];
      const optional = isOptional(name, property, direction) ? "?" : "";
      const orUndefined = direction === "request" && optional === "?" ? " | undefined" : "";
      return `${tsdoc([short])}\n${literal(property)}${optional}: ${ownType(property) ?? ""}${orUndefined};`;
    });
    if (isSubmission) properties.push("/** The parsed taskId. */\ntask: TaskId;");
    const rest = base(name, typed, direction);
    if (properties.length === 0) return `${doc}\nexport type ${declared} = ${rest};`;
    const replaced = [...typed, ...(isSubmission ? ["task"] : [])].map(literal).join(" | ");
    return `${doc}\nexport interface ${declared} extends Omit<${rest}, ${replaced}> {\n${properties.join("\n")}\n}`;
  };

  /** The type of the schema without null, which the client removes from responses. `typed`: the properties that the interface declares itself. */
  const base = (name: string, typed: readonly string[], direction: Direction): string => {
    const type = `Schemas[${literal(name)}]`;
    if (direction === "request") return type;
    const all = propertyNames(contract, schemaPointer(name));
    const others = all.filter((property) => !typed.includes(property));
    const nodes = others.map((property) => contract.get([...schemaPointer(name), "properties", property]));
    return containsNull(contract, all.length === 0 ? contract.get(schemaPointer(name)) : nodes)
      ? `WithoutNull<${type}>`
      : type;
  };

  /** A request may omit a field with a default of the client. An ACCEPTED response may contain only the task. */
  const isOptional = (name: string, property: string, direction: Direction): boolean => {
    const pointer = schemaPointer(name);
    if (!requiredNames(contract, pointer).includes(property)) return true;
    if (direction === "response") return isAccepted(contract, name);
    return contract.get([...pointer, "properties", property, "x-client-default"]) !== undefined;
  };

  const firstPage = (name: string): string | undefined => {
    const user = operations.find((operation) => {
      const body = bodySchema(contract, operation);
      const pointers = [...(body === undefined ? [] : [body]), ...successOf(contract, operation).schemas];
      return referencesIn(contract, pointers).has(name);
    });
    return user && pageOf(contract, user.pointer);
  };

  const declared = contract.keys(["components", "schemas"], rule).filter((name) => names.has(name) && isDeclared(name));
  return {
    declarations: new Map(declared.map((name) => [name, declaration(name)])),
    typeOf,
    carriesData,
    hasOwnData,
  };
}
