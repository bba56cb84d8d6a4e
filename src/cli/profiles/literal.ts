/*
 * JSON values as TypeScript, in the format of prettier's defaults, so that formatting a repository does not change a generated file.
 */

/** The print width. */
export const width = 80;

/** Returns a value as an expression. `column` is where it starts, and `after` the number of characters that follow on its last line. */
export function literal(value: unknown, indent: number, column: number, after: number): string {
  const flat = flatLiteral(value, width - column - after);
  if (flat !== undefined) return flat;
  const pad = " ".repeat(indent + 2);
  const end = " ".repeat(indent);
  if (Array.isArray(value)) {
    const items = value as unknown[];
    if (items.every((item) => typeof item === "number")) return `[\n${filled(items, indent + 2)}\n${end}]`;
    return `[\n${items.map((item) => `${pad}${literal(item, indent + 2, indent + 2, 1)},\n`).join("")}${end}]`;
  }
  if (typeof value !== "object" || value === null) return primitive(value);
  const fields = Object.entries(value).map(([key, field]) => `${pad}${fieldLiteral(key, field, indent + 2)},\n`);
  return `{\n${fields.join("")}${end}}`;
}

/** Returns the field of an object literal. A long string goes to the next line. */
function fieldLiteral(key: string, value: unknown, indent: number): string {
  const name = literalKey(key);
  const column = indent + name.length + 2;
  if (typeof value === "string" && name.length > 2) {
    const text = primitive(value);
    if (column + text.length + 1 > width) return `${name}:\n${" ".repeat(indent + 2)}${text}`;
  }
  return `${name}: ${literal(value, indent, column, 1)}`;
}

/** Returns a value in one line; undefined if it does not fit, or if prettier would break it. */
function flatLiteral(value: unknown, room: number): string | undefined {
  if (typeof value !== "object" || value === null) return fitting(primitive(value), room);
  const isList = Array.isArray(value);
  if (isList && isBroken(value)) return undefined;
  const parts: string[] = [];
  let rest = room;
  for (const [key, field] of Object.entries(value)) {
    const name = isList ? "" : `${literalKey(key)}: `;
    const text = flatLiteral(field, rest - name.length);
    if (text === undefined) return undefined;
    parts.push(name + text);
    rest -= name.length + text.length;
  }
  if (isList) return fitting(`[${parts.join(", ")}]`, room);
  return fitting(parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`, room);
}

/** Prettier breaks a list of several objects, or of several lists, if each has several entries. */
function isBroken(list: readonly unknown[]): boolean {
  const sizes = list.map((item) => {
    return typeof item === "object" && item !== null ? Object.keys(item).length : 0;
  });
  const isList = Array.isArray(list[0]);
  return list.length > 1 && sizes.every((size) => size > 1) && list.every((item) => Array.isArray(item) === isList);
}

function fitting(text: string, room: number): string | undefined {
  return text.length <= room ? text : undefined;
}

/** Returns as many numbers a line as fit. */
function filled(numbers: readonly unknown[], indent: number): string {
  const pad = " ".repeat(indent);
  const lines: string[] = [];
  for (const each of numbers) {
    const text = `${primitive(each)},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(`${pad}${text}`);
  }
  return lines.join("\n");
}

/** Returns a string, number, boolean or null. */
export function primitive(value: unknown): string {
  const json = JSON.stringify(value);
  if (typeof value === "number") return json.replace("e+", "e");
  if (typeof value !== "string" || value.split('"').length <= value.split("'").length) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Returns the key of a property: quoted only if it is no identifier. */
export function propertyKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : primitive(key);
}

/** In an object literal, a plain `__proto__` sets the prototype. */
function literalKey(key: string): string {
  return key === "__proto__" ? '["__proto__"]' : propertyKey(key);
}
