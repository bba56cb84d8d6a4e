import { propertyKey, width } from "./literal.ts";

/** A TypeScript type. */
export type TypeNode =
  | { readonly kind: "name"; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: "union"; readonly members: readonly TypeNode[] }
  | { readonly kind: "array"; readonly items: TypeNode }
  | { readonly kind: "object"; readonly fields: readonly FieldNode[] };

/** A property of an interface. */
export interface FieldNode {
  readonly key: string;
  readonly isOptional: boolean;
  readonly type: TypeNode;
  /** The lines of its doc comment. */
  readonly doc: readonly string[];
}

export function nameNode(name: string, ...args: readonly string[]): TypeNode {
  return { kind: "name", name, args };
}

/** Returns the union of types, without unions within it. A single type is returned as it is. */
export function unionNode(...types: readonly TypeNode[]): TypeNode {
  const members = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { kind: "union", members };
}

/** Returns a doc comment; an empty string for no lines. */
export function docComment(lines: readonly string[], indent: number): string {
  const pad = " ".repeat(indent);
  const safe = lines.flatMap((line) => line.trim().split(/\s*[\n\r\u2028\u2029]\s*/)).map(safeComment);
  if (safe.length === 0) return "";
  if (safe.length === 1) return `${pad}/** ${safe.join("")} */\n`;
  return `${pad}/**\n${safe.map((line) => `${pad} * ${line}`.trimEnd()).join("\n")}\n${pad} */\n`;
}

/** A line neither ends the comment nor starts a tag. Files contain no lone surrogates. */
function safeComment(line: string): string {
  return line
    .replaceAll("*/", "*\\/")
    .replace(/^@/, "\\@")
    .replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** Returns the properties of an interface, in the format of prettier's defaults. */
export function fieldsText(fields: readonly FieldNode[], indent: number): string {
  return fields.map((field) => `${docComment(field.doc, indent)}${fieldText(field, indent)}`).join("");
}

function fieldText({ key, isOptional, type }: FieldNode, indent: number): string {
  const pad = " ".repeat(indent);
  const head = `${pad}${propertyKey(key)}${isOptional ? "?" : ""}:`;
  const flat = flatType(type);
  if (flat !== undefined && head.length + flat.length + 2 <= width) return `${head} ${flat};\n`;
  if (type.kind !== "union") return `${head} ${brokenType(type, indent)};\n`;
  const [object, ...others] = type.members;
  if (object?.kind === "object" && others.every(isNull)) {
    return `${head} ${brokenType(object, indent)}${" | null".repeat(others.length)};\n`;
  }
  const isShort = flat !== undefined && indent + 2 + flat.length + 1 <= width;
  return `${head}\n${isShort ? `${pad}  ${flat}` : membersText(type.members, indent + 2)};\n`;
}

function isNull(type: TypeNode): boolean {
  return type.kind === "name" && type.name === "null";
}

/** Returns one member a line. */
function membersText(members: readonly TypeNode[], indent: number): string {
  const pad = " ".repeat(indent);
  return members
    .map((member, index) => {
      const flat = flatType(member);
      const after = index === members.length - 1 ? 1 : 0;
      const fits = flat !== undefined && indent + 2 + flat.length + after <= width;
      return `${pad}| ${fits ? flat : brokenType(member, indent + 2)}`;
    })
    .join("\n");
}

/** Returns a type in one line; undefined if it contains an object with properties. */
function flatType(type: TypeNode): string | undefined {
  switch (type.kind) {
    case "object":
      return undefined;
    case "array": {
      const items = flatType(type.items);
      return items && (type.items.kind === "union" ? `(${items})[]` : `${items}[]`);
    }
    case "union": {
      const members = type.members.map(flatType);
      return members.includes(undefined) ? undefined : members.join(" | ");
    }
    case "name":
      return type.args.length === 0 ? type.name : `${type.name}<${type.args.join(", ")}>`;
  }
}

/** Returns a type in several lines. The first is not indented. */
function brokenType(type: TypeNode, indent: number): string {
  const pad = " ".repeat(indent);
  switch (type.kind) {
    case "object":
      return `{\n${fieldsText(type.fields, indent + 2)}${pad}}`;
    case "array":
      return `${brokenType(type.items, indent)}[]`;
    case "union": {
      const flat = flatType(type);
      const fits = flat !== undefined && indent + 2 + flat.length <= width;
      return `(\n${fits ? `${pad}  ${flat}` : membersText(type.members, indent + 2)}\n${pad})`;
    }
    case "name": {
      const args = type.args.map((arg) => `${pad}  ${arg}`);
      return args.length === 0 ? type.name : `${type.name}<\n${args.join(",\n")}\n${pad}>`;
    }
  }
}
