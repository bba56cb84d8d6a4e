import { isDeepStrictEqual } from "node:util";
import type { ContractDocument, Pointer } from "../contract/document.ts";
import type { RedoclyChange } from "./redocly-report.ts";

/** What a change does to whoever uses the contract, the worst first. */
export const impacts = ["breaking", "additive", "documentation"] as const;
export type Impact = (typeof impacts)[number];

const reasonKeywords = ["x-inferred", "x-reasons"];
const wordKeywords = ["description", "summary", "title", "tags", "termsOfService", "example", "examples"];
const wordTypes = ["Contact", "Example", "ExamplesMap", "ExternalDocs", "License", "Tag", "TagList"];

/**
 * The impact of a change that `redocly diff` reports at `pointer`. It is Redocly's verdict but for four kinds of changes,
 * where a user of this contract is hit otherwise:
 *
 * - a value of an open enum (`anyOf: [{ enum }, { type: string }]`) comes or goes: any text was valid before and is after,
 *   so that this is additive, where Redocly says breaking;
 * - a path parameter has another name: a caller of the typed client passes it by name, so that this is breaking, where
 *   Redocly, which thinks of the address alone, says patch;
 * - an extension changes from which code is made: see {@link extensionImpact};
 * - what is not said to be breaking and is more than words is additive, such as a rule that was relaxed or a field that
 *   became deprecated, where Redocly says patch.
 */
export function impactOf(change: RedoclyChange, pointer: Pointer, revised: ContractDocument): Impact {
  const keyword = String(change.property ?? pointer.at(-1));
  if (isWords(change, keyword) || pointer.some((key) => reasonKeywords.includes(String(key)))) return "documentation";
  if (keyword.startsWith("x-")) return extensionImpact(keyword, change.base?.value, change.revision?.value);
  if (keyword === "enum" && isOpenEnum(pointer, revised)) return "additive";
  if (isRenamedPathParameter(change)) return "breaking";
  return change.impact === "major" ? "breaking" : "additive";
}

/**
 * Returns `documentation` for a reason. For an extension used by code generation (`x-task-id-forms`, `x-client-default`):
 * `additive` when it is new or a list gains items, otherwise `breaking`.
 */
export function extensionImpact(keyword: string, before: unknown, after: unknown): Impact {
  if (reasonKeywords.includes(keyword)) return "documentation";
  if (before === undefined) return "additive";
  if (!Array.isArray(before) || !Array.isArray(after)) return "breaking";
  return before.every((item) => after.some((other) => isDeepStrictEqual(item, other))) ? "additive" : "breaking";
}

function isWords({ typeName, property }: RedoclyChange, keyword: string): boolean {
  return wordTypes.includes(typeName) || (property !== undefined && wordKeywords.includes(keyword));
}

function isOpenEnum(pointer: Pointer, revised: ContractDocument): boolean {
  const branches = pointer.at(-3) === "anyOf" ? revised.get(pointer.slice(0, -2)) : undefined;
  return Array.isArray(branches) && branches.some((branch) => isDeepStrictEqual(branch, { type: "string" }));
}

function isRenamedPathParameter({ typeName, property }: RedoclyChange): boolean {
  return (typeName === "PathItem" && property === "key") || (typeName === "Parameter" && property === "name");
}
