/** The schemas of a contract, by their names. */
export interface Schemas {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const start = "#/components/schemas/";

/**
 * The schemas, each with those that it refers to put in. For each value that a reference leads to, ajv copies all the problems that it
 * has found so far: of a long list with a problem in each item it would take the square of its length. A schema that leads back to
 * itself can't be put in, and stays referred to.
 */
export function inlined({ components: { schemas } }: Schemas): Schemas {
  const copied = (schema: unknown): unknown => {
    if (Array.isArray(schema)) return schema.map(copied);
    if (typeof schema !== "object" || schema === null) return schema;
    const name = nameOf(schema);
    const isPutIn = name !== undefined && !reachedFrom(name, schemas).has(name);
    const own = Object.entries(schema).filter(([keyword]) => !(isPutIn && keyword === "$ref"));
    const target = isPutIn ? (copied(schemas[name]) as object) : {};
    return { ...target, ...Object.fromEntries(own.map(([keyword, value]) => [keyword, copied(value)])) };
  };
  return { components: { schemas: copied(schemas) as Readonly<Record<string, object>> } };
}

/** The names of all schemas that one leads to. */
function reachedFrom(
  name: string,
  schemas: Schemas["components"]["schemas"],
  reached = new Set<string>(),
): Set<string> {
  for (const next of namesIn(schemas[name])) {
    if (reached.has(next)) continue;
    reached.add(next);
    reachedFrom(next, schemas, reached);
  }
  return reached;
}

function namesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const name = nameOf(schema);
  return [...(name === undefined ? [] : [name]), ...Object.values(schema).flatMap(namesIn)];
}

/** The name of the schema that this one refers to. */
function nameOf(schema: object): string | undefined {
  const reference = "$ref" in schema ? schema.$ref : undefined;
  return typeof reference === "string" && reference.startsWith(start) ? reference.slice(start.length) : undefined;
}
