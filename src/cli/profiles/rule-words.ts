import type { Property, Rule } from "../../profiles/definitions.ts";
import { count } from "../../profiles/report.ts";
import { kindOf } from "../../profiles/rules.ts";

/** Returns the rules of a property in words, such as `required` and `at most 3 items`; those of its items last. */
export function ruleWords({ type, rules, items, binding }: Property): string[] {
  const own = (rules ?? []).flatMap((rule) => {
    const words = wordsOf(rule, kindOf(type));
    if (rule.when === undefined) return words;
    return [`if ${JSON.stringify(rule.when)}: ${words.join(", ")} (not checked)`];
  });
  const ofItems = items ? ruleWords(items) : [];
  return [
    ...own,
    ...(binding ? [`vocabulary ${binding.vocabulary.key} (${binding.vocabulary.strength})`] : []),
    ...(ofItems.length === 0 ? [] : [`each item: ${ofItems.join(", ")}`]),
  ];
}

function wordsOf({ required, min, max, enum: values, pattern }: Rule, kind: ReturnType<typeof kindOf>): string[] {
  const isBounded = kind !== undefined && kind !== "time";
  return [
    ...(required === true ? ["required"] : []),
    ...(min === undefined ? [] : [isBounded ? `at least ${amount(min, kind)}` : `min ${min} (not checked)`]),
    ...(max === undefined ? [] : [isBounded ? `at most ${amount(max, kind)}` : `max ${max} (not checked)`]),
    ...(values === undefined ? [] : [enumWords(values)]),
    ...(pattern === undefined ? [] : [`pattern ${pattern}`]),
  ];
}

function amount(limit: number, kind: "array" | "string" | "number"): string {
  return kind === "number" ? String(limit) : count(limit, kind === "array" ? "item" : "character");
}

/** The maximum number of values in words. */
const maxValues = 10;

function enumWords(values: readonly (string | number)[]): string {
  if (values.length > maxValues) return `one of ${values.length} values`;
  return `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}
