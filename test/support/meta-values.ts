import type { IdentifierInput, MetaInput } from "../../src/index.ts";
import { changed, fieldOf, type Mutation, type Path } from "./schema-mutations.ts";

/** Changes each `meta` of a value to comply with the documented rules that a schema can't express. */
export function withinTheRules(value: unknown, metas: readonly Path[]): unknown {
  return metas.reduce((kept, at) => changed(kept, at, keepingRules(valueAt(kept, at) as MetaInput | undefined)), value);
}

function keepingRules(meta: MetaInput | undefined): MetaInput | undefined {
  if (meta === undefined) return undefined;
  const { createdAt, updatedAt, identifier, ...rest } = meta;
  const [first, last] = [createdAt, updatedAt].filter((date) => date !== undefined).sort();
  return {
    ...rest,
    ...(first === undefined ? {} : { createdAt: first }),
    ...(last === undefined ? {} : { updatedAt: last }),
    ...(identifier === undefined ? {} : { identifier: distinct(identifier) }),
  };
}

function distinct(identifiers: readonly IdentifierInput[]): IdentifierInput[] {
  const keyOf = ({ system, use, value }: IdentifierInput) => JSON.stringify([system, use, value]);
  return [...new Map(identifiers.map((identifier) => [keyOf(identifier), identifier])).values()];
}

/** Every single change that violates one of those rules. */
export function metaMutations(value: unknown, metas: readonly Path[]): Mutation[] {
  return metas.flatMap((at) => {
    const meta = (valueAt(value, at) ?? {}) as MetaInput;
    const { createdAt = "2020-01-01T00:00:00Z", identifier: [identifier] = [] } = meta;
    const breaking = (rule: string, field: string, change: MetaInput): Mutation => ({
      rule,
      field: `${fieldOf(at)}.${field}`,
      value: changed(value, at, { ...meta, ...change }),
    });
    const later = "2999-01-01T00:00:00Z";
    return [
      breaking("not in the future", "createdAt", { createdAt: later }),
      breaking("not in the future", "updatedAt", { createdAt, updatedAt: later }),
      breaking("not before", "updatedAt", { createdAt: "2020-01-02T00:00:00Z", updatedAt: "2020-01-01T00:00:00Z" }),
      ...(identifier === undefined
        ? []
        : [breaking("distinct", "identifier[1]", { identifier: [identifier, { ...identifier, id: "another" }] })]),
    ];
  });
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? (node as Record<string | number, unknown>)[key] : node),
    value,
  );
}
