import { createHash } from "node:crypto";
import {
  countsOf,
  type Counts,
  type ProfileDefinition,
  type ProfileDefinitions,
  type Property,
} from "../../profiles/definitions.ts";
import { fieldNodes, type FieldContext } from "./field-types.ts";
import { literal, width } from "./literal.ts";
import { allNames, importName, profileNames, profilesName } from "./names.ts";
import type { Definitions } from "./read.ts";
import { ruleWords } from "./rule-words.ts";
import { docComment, fieldsText, nameNode, unionNode, type FieldNode, type TypeNode } from "./type-text.ts";

const entry = "clinia-registry-client/profiles";

interface EmitContext extends FieldContext {
  readonly profiles: ProfileDefinitions;
}

/** Returns the TypeScript file of profiles. `folder` is where their files are, as the first line names it. */
export function emitProfiles(definitions: Definitions, folder: string): string {
  const { profiles, vocabularies } = definitions;
  const taken = allNames(profiles);
  const imports = new Map<string, string>();
  const imported = (name: string) => {
    const local = importName(name, taken);
    imports.set(name, local);
    return local;
  };
  const context: EmitContext = { profiles, vocabularies, imported };
  const interfaces = Object.entries(profiles).flatMap(([key, profile]) => profileInterfaces(key, profile, context));
  return [
    `// Generated from ${folder} by \`clinia-registry profiles generate\`. Do not edit. Fingerprint: ${fingerprint(definitions)}\n/* eslint-disable */`,
    importText(imports),
    ...interfaces,
    profilesInterface(profiles),
    definitionsText(definitions),
  ].join("\n\n");
}

/** Returns a hash that changes with any definition that the file depends on, but not with the order of fields. */
function fingerprint(definitions: Definitions): string {
  return `sha256:${createHash("sha256").update(canonicalJson(definitions)).digest("hex")}`;
}

/** Returns JSON whose objects have their fields in alphabetical order. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
}

function importText(imports: ReadonlyMap<string, string>): string {
  const types = [...imports]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, local]) => (name === local ? `type ${name}` : `type ${name} as ${local}`));
  const names = ["defineProfiles", ...types];
  const flat = `import { ${names.join(", ")} } from "${entry}";`;
  if (flat.length <= width) return flat;
  return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "${entry}";`;
}

function profileInterfaces(
  key: string,
  { description, properties, contained }: ProfileDefinition,
  context: EmitContext,
): string[] {
  const names = profileNames(key, context.profiles);
  const data = interfaceText(description ?? `The \`data\` of \`${key}\`.`, names.data, fieldNodes(properties, context));
  const fields = Object.entries(contained ?? {}).map(([field, { types, cardinality }]): FieldNode => {
    const items = unionNode(...types.map((type) => containedNode(type, context)));
    const counts = countsOf(cardinality);
    const type = { kind: "array", items } as const;
    return { key: field, isOptional: counts.min === 0, type, doc: [countWords(counts)] };
  });
  if (names.contained === undefined) return [data];
  return [data, interfaceText(`The contained resources of \`${key}\`.`, names.contained, fields)];
}

function countWords({ min, max }: Counts): string {
  if (max === 1) return min === 1 ? "Exactly one." : "At most one.";
  return min === 1 ? "At least one." : "Any number.";
}

function containedNode(type: string, { profiles, imported }: EmitContext): TypeNode {
  const { data, contained } = profileNames(type, profiles);
  return nameNode(imported("Contained"), JSON.stringify(type), data, ...(contained === undefined ? [] : [contained]));
}

function interfaceText(doc: string, name: string, fields: readonly FieldNode[]): string {
  // Any object would be an empty interface.
  const body = fields.length === 0 ? "  [field: string]: never;\n" : fieldsText(fields, 2);
  return `${docComment([doc], 0)}export interface ${name} {\n${body}}`;
}

/** Editors show the comment of `data` for the `data` of a request. */
function profilesInterface(profiles: ProfileDefinitions): string {
  const fields = Object.entries(profiles).map(([key, { properties }]): FieldNode => {
    const { data, contained } = profileNames(key, profiles);
    const doc = Object.entries(properties).map(([field, property]) => `- \`${field}\`: ${summary(property)}.`);
    const entry = [
      { key: "data", isOptional: false, type: nameNode(data), doc },
      ...(contained === undefined ? [] : [{ key: "contained", isOptional: false, type: nameNode(contained), doc: [] }]),
    ];
    return { key, isOptional: false, type: { kind: "object", fields: entry }, doc: [] };
  });
  return interfaceText("The profiles by resource type, for `createRegistryClient`.", profilesName, fields);
}

/** Returns the type of a property and its rules: `array of humanname; required; at most 3 items`. */
function summary(property: Property): string {
  return [typeWords(property), ...ruleWords(property)].join("; ");
}

function typeWords({ type, items }: Property): string {
  return type === "array" && items ? `array of ${typeWords(items)}` : type;
}

/** `as never`: the compiler would compare all definitions with their type, which takes a quarter of its time. */
function definitionsText(definitions: Definitions): string {
  const { profiles, vocabularies } = definitions;
  const used = new Set(Object.values(profiles).flatMap(({ properties }) => checkedVocabularies(properties)));
  const kept = Object.entries(vocabularies).filter(([key]) => used.has(key));
  const start = `export const profiles = defineProfiles<${profilesName}>(`;
  if (kept.length === 0) return `${start}${expanded(profiles, 0)} as never);\n`;
  const options = literal({ vocabularies: Object.fromEntries(kept) }, 2, 2, 1);
  return `${start}\n  ${expanded(profiles, 2)} as never,\n  ${options},\n);\n`;
}

/** Returns an object literal with one field a line. */
function expanded(value: object, indent: number): string {
  return literal(value, indent, width, 0);
}

/** Returns the vocabularies whose codes are checked: of codes that must come from them. */
function checkedVocabularies(properties: Readonly<Record<string, Property>>): string[] {
  return Object.values(properties).flatMap(({ type, items, properties: nested = {}, binding }) => [
    ...(type === "code" && binding?.vocabulary.strength === "required" ? [binding.vocabulary.key] : []),
    ...checkedVocabularies({ ...nested, ...(items && { items }) }),
  ]);
}
