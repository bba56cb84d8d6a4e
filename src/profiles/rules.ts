import { ownField, type Property, type Rule, type Vocabularies } from "./definitions.ts";
import { isKnownType, valueTypes, type ValueType } from "./property-types.ts";

/** Part of a profile that the checks ignore. */
export interface Unchecked {
  /** Such as `patient.contacts[].system`. */
  readonly path: string;
  /** Such as `rule with "when"`. */
  readonly reason: string;
}

/** What must hold for the values of a property: all its rules, merged. */
export interface MergedRules {
  readonly required: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The values that all lists allow, those of the required vocabulary included. */
  readonly values?: readonly (string | number)[];
  readonly patterns: readonly string[];
  readonly unchecked: readonly string[];
}

type Kind = "array" | ValueType["rules"];

/** Returns the rules that are checked, merged, and the reasons why others are not. */
export function mergeRules(property: Property, vocabularies: Vocabularies = {}): MergedRules {
  const unchecked: string[] = [];
  const always = (property.rules ?? []).filter(({ when }) => when === undefined);
  if (always.length !== (property.rules ?? []).length) unchecked.push('rule with "when"');
  const kind = kindOf(property.type);
  const checked = always.map((rule) => withoutInapplicable(rule, kind, property.type, unchecked));
  const lists = checked.flatMap((rule) => (rule.enum === undefined ? [] : [rule.enum]));
  const codes = codesOf(property, vocabularies, unchecked);
  if (codes !== undefined) lists.push(codes);
  const min = Math.max(...checked.map((rule) => rule.min ?? -Infinity));
  const max = Math.min(...checked.map((rule) => rule.max ?? Infinity));
  return {
    required: always.some(({ required }) => required === true),
    ...(min > -Infinity && { min }),
    ...(max < Infinity && { max }),
    ...(lists.length > 0 && { values: intersect(lists) }),
    patterns: checked.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern])),
    unchecked: [...new Set(unchecked)],
  };
}

/** Returns which rules are documented for a type: see {@link ValueType.rules}. */
export function kindOf(type: string): Kind {
  if (type === "array") return "array";
  return isKnownType(type) ? valueTypes[type].rules : undefined;
}

/** Removes what no page documents for a type, such as the minimum of a date. */
function withoutInapplicable(rule: Rule, kind: Kind, type: string, unchecked: string[]): Rule {
  const hasRange = kind === "string" || kind === "number" || kind === "array";
  const applicable: Readonly<Record<"min" | "max" | "enum" | "pattern", boolean>> = {
    min: hasRange,
    max: hasRange,
    enum: kind !== undefined && kind !== "array",
    pattern: kind === "string" || kind === "time",
  };
  const dropped = (["min", "max", "enum", "pattern"] as const).filter(
    (name) => rule[name] !== undefined && !applicable[name],
  );
  for (const name of dropped) unchecked.push(`"${name}" of type ${type}`);
  return dropped.length === 0 ? rule : { ...rule, ...Object.fromEntries(dropped.map((name) => [name, undefined])) };
}

function codesOf(
  { type, binding }: Property,
  vocabularies: Vocabularies,
  unchecked: string[],
): readonly string[] | undefined {
  if (binding?.vocabulary.strength !== "required") return undefined;
  const { key } = binding.vocabulary;
  const codes = ownField(vocabularies, key);
  if (type !== "code") unchecked.push(`vocabulary ${key} of type ${type}`);
  else if (codes === undefined) unchecked.push(`vocabulary ${key} without a file`);
  return type === "code" ? codes : undefined;
}

function intersect<Value>(lists: readonly (readonly Value[])[]): readonly Value[] {
  const [first = [], ...others] = lists;
  const sets = others.map((list) => new Set(list));
  return first.filter((value) => sets.every((set) => set.has(value)));
}
