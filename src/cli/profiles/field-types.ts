import { ownField, type Property, type PropertyMap, type Vocabularies } from "../../profiles/definitions.ts";
import { isKnownType, valueTypes } from "../../profiles/property-types.ts";
import { mergeRules } from "../../profiles/rules.ts";
import { primitive } from "./literal.ts";
import { ruleWords } from "./rule-words.ts";
import { nameNode, unionNode, type FieldNode, type TypeNode } from "./type-text.ts";

/** The maximum number of values in a union: editors show more only in part, and the compiler becomes slow. */
const maxUnion = 200;

/** What the types of fields depend on, besides their properties. */
export interface FieldContext {
  readonly vocabularies: Vocabularies;
  /** Returns the name under which a type of `clinia-registry-client/profiles` is imported. */
  readonly imported: (name: string) => string;
}

/** Returns the fields of an interface. An optional field may be null. */
export function fieldNodes(properties: PropertyMap, context: FieldContext): FieldNode[] {
  return Object.entries(properties).map(([key, property]) => {
    const type = typeOf(property, context);
    const isOptional = !mergeRules(property).required;
    return { key, isOptional, type: isOptional ? orNull(type) : type, doc: fieldDoc(property) };
  });
}

/** `unknown` includes null. */
function orNull(type: TypeNode): TypeNode {
  return type.kind === "name" && type.name === "unknown" ? type : unionNode(type, nameNode("null"));
}

function fieldDoc(property: Property): string[] {
  const words = ruleWords(property);
  const rules = words.length === 0 ? [] : [`Rules: ${words.join("; ")}.`];
  const { description = "" } = property;
  if (description.trim() === "") return rules;
  return /[\n\r]/.test(description) ? [description, ...rules] : [[description.trim(), ...rules].join(" ")];
}

function typeOf(property: Property, context: FieldContext): TypeNode {
  const { type, items, properties } = property;
  if (type === "array" && items) return { kind: "array", items: typeOf(items, context) };
  if (type === "object") {
    if (!properties) return nameNode("{ [field: string]: unknown }");
    const fields = fieldNodes(properties, context);
    return fields.length === 0 ? nameNode("{ [field: string]: never }") : { kind: "object", fields };
  }
  if (!isKnownType(type)) return nameNode("unknown");
  const name = valueTypes[type].type;
  const base = nameNode(/^[a-z]/.test(name) ? name : context.imported(name));
  return valuesNode(property, context.vocabularies) ?? base;
}

/** Returns the union of the possible values; undefined if there are too many, or any. */
function valuesNode(property: Property, vocabularies: Vocabularies): TypeNode | undefined {
  const { type, binding } = property;
  const { values } = mergeRules(property, vocabularies);
  if (values !== undefined) {
    if (values.length === 0) return nameNode("never");
    return values.length > maxUnion ? undefined : unionNode(...values.map(literalNode));
  }
  const proposed = type === "code" && binding ? ownField(vocabularies, binding.vocabulary.key) : undefined;
  if (proposed === undefined || proposed.length > maxUnion) return undefined;
  return unionNode(...[...new Set(proposed)].map(literalNode), nameNode("(string & {})"));
}

function literalNode(value: string | number): TypeNode {
  return nameNode(primitive(value));
}
