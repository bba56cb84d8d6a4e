import { DeclarationReflection, ReferenceType, UnionType } from "typedoc";

export interface MergedOption {
  /** The declaration with the longest documentation. */
  readonly option: DeclarationReflection;
  /** Declarations in other members of the union that are documented in other words. */
  readonly others: readonly DeclarationReflection[];
}

/**
 * Each option of a type that is a union of interfaces, once: required options first, then by name. Empty for any other type, because
 * the page of such a type names the interfaces and lists no option.
 */
export function mergedOptions(alias: DeclarationReflection): MergedOption[] {
  if (!(alias.type instanceof UnionType) || !alias.name.endsWith("Options")) return [];
  const members = alias.type.types.map((type) => (type instanceof ReferenceType ? type.reflection : undefined));
  const interfaces = members.filter((member) => member instanceof DeclarationReflection);
  if (interfaces.length < members.length) return [];
  const options = interfaces.flatMap(({ children = [] }) => children);
  return [...new Set(options.map(({ name }) => name))]
    .map((name) => merge(options.filter((option) => option.name === name)))
    .toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

function merge(declarations: readonly DeclarationReflection[]): MergedOption {
  const documented = new Map(declarations.map((declaration) => [documentation(declaration), declaration]));
  const [longest, ...others] = [...documented.keys()].toSorted((one, other) => other.length - one.length);
  const declarationOf = (text = "") => documented.get(text) ?? declarations[0];
  const option = declarationOf(longest);
  if (option === undefined) throw new RangeError("There is no declaration to merge.");
  return { option, others: others.filter((text) => text !== "").flatMap((text) => declarationOf(text) ?? []) };
}

function sortKey({ option }: MergedOption): string {
  return `${option.flags.isOptional ? 1 : 0} ${option.name}`;
}

function documentation({ comment }: DeclarationReflection): string {
  return comment?.summary.map(({ text }) => text).join("") ?? "";
}
