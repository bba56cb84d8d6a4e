/** The TypeScript code of a value: an expression, a list or an object. Undefined fields are omitted. */
export type Code = string | readonly Code[] | CodeFields | NamedCode;
export interface CodeFields {
  readonly [field: string]: Code | undefined;
}

/** Code with a name. It becomes a constant if it is used more than once, and is written inline otherwise. */
export class NamedCode {
  constructor(
    readonly constant: string,
    readonly value: Code,
  ) {}
}

export function literal(value: unknown): string {
  return JSON.stringify(value);
}

/** Returns the fields, or undefined if all of them are undefined. */
export function fieldsOrUndefined(fields: CodeFields): CodeFields | undefined {
  return Object.values(fields).some((field) => field !== undefined) ? fields : undefined;
}

export interface WrittenCode {
  /** The constants that `roots` use more than once, and all of `kept`, with dependencies first. */
  readonly constants: readonly NamedCode[];
  readonly write: (code: Code) => string;
}

export function writeCode(roots: readonly Code[], kept: readonly NamedCode[] = []): WrittenCode {
  const uses = new Map<NamedCode, number>();
  const dependenciesFirst: NamedCode[] = [];
  const count = (code: Code | undefined): void => {
    if (code === undefined || typeof code === "string") return;
    if (!(code instanceof NamedCode)) {
      Object.values(code).forEach(count);
      return;
    }
    const before = uses.get(code) ?? 0;
    uses.set(code, before + 1);
    if (before > 0) return;
    count(code.value);
    dependenciesFirst.push(code);
  };
  [...roots, ...kept].forEach(count);
  const constants = dependenciesFirst.filter((code) => kept.includes(code) || (uses.get(code) ?? 0) > 1);

  const write = (code: Code): string => {
    if (typeof code === "string") return code;
    if (code instanceof NamedCode) return constants.includes(code) ? code.constant : write(code.value);
    if (isList(code)) return `[${code.map(write).join(", ")}]`;
    const fields = Object.entries(code).flatMap(([field, value]) =>
      value === undefined ? [] : [`${literal(field)}: ${write(value)}`],
    );
    return `{ ${fields.join(", ")} }`;
  };
  return { constants, write };
}

function isList(code: readonly Code[] | CodeFields): code is readonly Code[] {
  return Array.isArray(code);
}

/** Returns a TSDoc comment with the paragraphs, and a link to `page`. */
export function tsdoc(paragraphs: readonly (string | undefined)[], page?: string): string {
  const given = paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== "");
  const parts = [...given, ...(page === undefined ? [] : [`@see ${page}`])];
  const lines = parts.join("\n\n").replaceAll("*/", "*\\/").split("\n");
  const [only, ...more] = lines;
  if (only !== undefined && more.length === 0) return `/** ${only} */`;
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}
