import { fieldsOrUndefined, literal, NamedCode, type Code, type CodeFields } from "./code.ts";
import type { ContractDocument, Pointer } from "./document.ts";
import {
  alternatives,
  onlyValue,
  propertyNames,
  referencedName,
  requiredNames,
  schemaPointer,
  withoutNull,
} from "./schema.ts";

const rule = "operations/response";
/** The schemas of stored records, which the client compares with the request, and what messages call them. */
const records: Readonly<Record<string, string>> = {
  Resource: "resource",
  Relationship: "relationship",
  RegistryObject: "object",
};
const anyObject = { kind: literal("object") };
const persistedStatus = "PERSISTED";

export interface ResponseShapes {
  /** The shape of a successful response with one of `schemas`. `empty`: it may have no body. */
  of(schemas: readonly [Pointer, ...Pointer[]], empty: boolean): Code;
}

/** The parts of responses that the client reads: the required fields, and the fields that it normalizes. */
export function responseShapes(contract: ContractDocument): ResponseShapes {
  const shapes = new Map<string, NamedCode>();

  const of = (schemas: readonly [Pointer, ...Pointer[]], empty: boolean): Code => {
    const [schema, ...others] = schemas;
    const branches = schemas.flatMap((each) => submissionBranches(contract, each) ?? [undefined]);
    if (branches.every((branch) => branch !== undefined)) {
      const shape = submission(branches, empty);
      return empty || others.length > 0 ? shape : shared(schema, () => shape);
    }
    const [other] = others;
    if (other === undefined) return empty ? emptyOr(schema) : whole(schema);
    throw contract.problem(other, rule, "is a second schema of successful responses. The client supports one.");
  };

  /** Returns one constant for a schema that is in the responses of several operations. */
  const shared = (pointer: Pointer, make: () => Code): Code => {
    const name = referencedName(contract, pointer);
    if (name === undefined) return make();
    const known = shapes.get(name) ?? new NamedCode(`${name.charAt(0).toLowerCase()}${name.slice(1)}Response`, make());
    shapes.set(name, known);
    return known;
  };

  const whole = (pointer: Pointer): Code => {
    const schema = withoutNull(contract, pointer);
    const list = listShape(schema);
    if (list !== undefined) return list;
    const type = contract.get([...schema, "type"]);
    if (type !== undefined && type !== "object") {
      throw contract.problem(pointer, rule, "must be an object or a list of objects.");
    }
    return leaf(schema) ?? shared(schema, () => objectShape(schema));
  };

  /** An object, or no body: the client returns an empty object for it. */
  const emptyOr = (pointer: Pointer): Code => {
    if (contract.get([...pointer, "type"]) === "object" && leaf(pointer) === undefined) {
      return { ...objectShape(pointer), empty: "true" };
    }
    throw contract.problem(pointer, rule, "must be an object or a submission, because the response may have no body.");
  };

  const objectShape = (pointer: Pointer): CodeFields => {
    const required = requiredNames(contract, pointer);
    const normalized = normalizedFields(pointer, new Set());
    const fields = Object.entries(normalized).map(([name, shape]) => [
      name,
      shape ?? (required.includes(name) ? completedShape([...pointer, "properties", name]) : undefined),
    ]);
    return {
      ...anyObject,
      required: required.length === 0 ? undefined : literal(required),
      fields: fieldsOrUndefined(Object.fromEntries(fields) as CodeFields),
    };
  };

  /** The shape of a required list of objects, or of a required object that may be empty. The client adds it if it is null. */
  const completedShape = (pointer: Pointer): Code | undefined => {
    const schema = withoutNull(contract, pointer);
    const isEmptyObject = schema !== pointer && isObject(schema) && requiredNames(contract, schema).length === 0;
    return isEmptyObject ? anyObject : listShape(schema);
  };

  const submission = (branches: readonly Pointer[], empty: boolean): Code => {
    const persisted = branches.filter((branch) => onlyValue(contract, branch, "status") === persistedStatus);
    const fields = Object.fromEntries(
      branches.flatMap((branch) =>
        propertyNames(contract, branch).map((name) => [name, part([...branch, "properties", name])] as const),
      ),
    );
    const required = persisted.flatMap((branch) => requiredNames(contract, branch));
    const names = [...new Set(required)].filter((name) => fields[name] !== undefined);
    return {
      kind: literal("submission"),
      fields: fieldsOrUndefined(fields),
      persisted: names.length === 0 ? undefined : literal(names),
      empty: empty ? "true" : undefined,
      taskId: persisted.length === 0 ? "true" : undefined,
    };
  };

  /** A field of a submission that is an object or a list of objects. */
  const part = (pointer: Pointer): Code | undefined => {
    const schema = withoutNull(contract, pointer);
    const shape = leaf(schema) ?? listShape(schema);
    return shape ?? (isObject(schema) ? shared(schema, () => objectShape(schema)) : undefined);
  };

  const leaf = (pointer: Pointer): Code | undefined => {
    const name = referencedName(contract, pointer) ?? "";
    if (name === "ErrorBody") return { kind: literal("error") };
    const noun = records[name];
    return noun === undefined ? undefined : shared(pointer, () => recordShape(pointer, noun));
  };

  const recordShape = (pointer: Pointer, noun: string): Code => {
    const objects = requiredNames(contract, pointer).filter((property) =>
      isObject([...pointer, "properties", property]),
    );
    return {
      kind: literal("resource"),
      noun: noun === "resource" ? undefined : literal(noun),
      objects: objects.length === 0 ? undefined : literal(objects),
    };
  };

  const listShape = (pointer: Pointer): Code | undefined => {
    const items = [...pointer, "items"];
    if (contract.get([...pointer, "type"]) !== "array") return undefined;
    const shape = normalized(items, new Set()) ?? (isObject(items) ? anyObject : undefined);
    return shape && { kind: literal("list"), items: shape };
  };

  const isObject = (pointer: Pointer): boolean =>
    contract.get([...pointer, "type"]) === "object" || alternatives(contract, pointer, "oneOf").some(isObject);

  /** The shape of a schema that contains an error, a resource or a submission. Its other fields are not required. */
  const normalized = (pointer: Pointer, above: ReadonlySet<string>): Code | undefined => {
    const schema = withoutNull(contract, pointer);
    const known = leaf(schema);
    if (known !== undefined) return known;
    const branches = submissionBranches(contract, schema);
    if (branches !== undefined) return submission(branches, false);
    const name = referencedName(contract, schema);
    if (name !== undefined && above.has(name)) return undefined;
    const path = name === undefined ? above : new Set([...above, name]);
    if (contract.get([...schema, "type"]) === "array") {
      const items = normalized([...schema, "items"], path);
      return items && { kind: literal("list"), items };
    }
    const fields = fieldsOrUndefined(normalizedFields(schema, path));
    return fields && { ...anyObject, fields };
  };

  const normalizedFields = (pointer: Pointer, above: ReadonlySet<string>): CodeFields =>
    Object.fromEntries(
      propertyNames(contract, pointer).map((name) => [name, normalized([...pointer, "properties", name], above)]),
    );

  return { of };
}

/** The schemas of a submission: each requires a `taskId`, and a `status` with one value. Undefined for any other schema. */
export function submissionBranches(contract: ContractDocument, pointer: Pointer): Pointer[] | undefined {
  const oneOf = alternatives(contract, pointer, "oneOf");
  const branches = oneOf.length > 0 ? oneOf : [pointer];
  const isBranch = (branch: Pointer) => {
    const required = requiredNames(contract, branch);
    const status = onlyValue(contract, branch, "status");
    return (
      required.includes("taskId") && required.includes("status") && [persistedStatus, "ACCEPTED"].includes(status ?? "")
    );
  };
  return branches.every(isBranch) ? branches : undefined;
}

/** Whether a schema is that of an ACCEPTED submission. */
export function isAccepted(contract: ContractDocument, name: string): boolean {
  const pointer = schemaPointer(name);
  return submissionBranches(contract, pointer)?.length === 1 && onlyValue(contract, pointer, "status") === "ACCEPTED";
}
