import { isDeepStrictEqual } from "node:util";
import type { ContractDocument, Pointer } from "../contract/document.ts";
import { kindOfMethod, operationKinds } from "../contract/operation-table.ts";
import type { RedoclyChange } from "./redocly-report.ts";

/** What a change does to whoever uses the contract, the worst first. */
export const impacts = ["breaking", "additive", "documentation"] as const;
export type Impact = (typeof impacts)[number];

const reasonKeywords = ["x-inferred", "x-reasons"];
const wordKeywords = ["description", "summary", "title", "tags", "termsOfService", "example", "examples"];
const wordTypes = ["Contact", "Example", "ExamplesMap", "ExternalDocs", "License", "Tag", "TagList"];

/**
 * The impact of a change that `redocly diff` reports at `pointer`. It is Redocly's verdict except for these changes, which affect
 * users of this contract differently:
 *
 * - a value of an open enum (`anyOf: [{ enum }, { type: string }]`) comes or goes: any string was valid before and still is,
 *   so that this is additive, where Redocly says breaking;
 * - a path parameter has another name: a caller of the typed client passes it by name, so that this is breaking, where
 *   Redocly, which thinks of the address alone, says patch;
 * - an operation has another successful status: a former client rejects its response or reads it by another schema, so that this
 *   is breaking, where Redocly says minor;
 * - `security` changes otherwise than by another alternative: callers without a key are accepted or rejected differently, so that
 *   this is breaking, where Redocly says patch of what is removed;
 * - an extension changes from which code is made: see {@link extensionImpact};
 * - what is not said to be breaking and is more than words is additive, such as a rule that was relaxed or a field that
 *   became deprecated, where Redocly says patch.
 */
export function impactOf(change: RedoclyChange, pointer: Pointer, revised: ContractDocument): Impact {
  const { property, base, revision } = change;
  if (isWords(change) || pointer.some((key) => reasonKeywords.includes(String(key)))) return "documentation";
  if (isExtension(change, pointer)) return extensionImpact(pointer, base?.value, revision?.value);
  if ((property ?? pointer.at(-1)) === "enum" && isOpenEnum(pointer, revised)) return "additive";
  const isBreaking = isRenamedPathParameter(change) || isNewSuccess(change, pointer) || isOtherSecurity(change);
  return isBreaking || change.impact === "major" ? "breaking" : "additive";
}

/** How an extension's value at `pointer` may change for whoever uses the client. */
type ExtensionRule = (before: unknown, after: unknown, pointer: Pointer) => boolean;

/** Whether a change of an extension that code is made from is additive. It is breaking otherwise. */
const isAdditive: Readonly<Record<string, ExtensionRule>> = {
  "x-client-default": (before) => before === undefined,
  "x-kind": (before, after, pointer) => kindRank(before, pointer) >= kindRank(after, pointer),
  "x-max-bytes": (before, after) => after === undefined || (before !== undefined && Number(after) > Number(before)),
  "x-task-id-forms": (before, after) =>
    before === undefined || (Array.isArray(before) && Array.isArray(after) && hasAll(after, before)),
};

/**
 * Returns `documentation` for a reason. Of an extension that code is made from: `breaking` when the client then rejects more, retries
 * less, or sends another default. Any other is `additive` when it is new, and `breaking` otherwise.
 */
export function extensionImpact(pointer: Pointer, before: unknown, after: unknown): Impact {
  const keyword = String(pointer.at(-1));
  if (reasonKeywords.includes(keyword)) return "documentation";
  const rule = isAdditive[keyword] ?? (() => before === undefined);
  return rule(before, after, pointer) ? "additive" : "breaking";
}

/** How seldom an operation is retried, by its `x-kind` at `pointer`. */
function kindRank(kind: unknown, pointer: Pointer): number {
  return operationKinds.findIndex((each) => each === (kind ?? kindOfMethod(String(pointer.at(-2)))));
}

function hasAll(items: readonly unknown[], others: readonly unknown[]): boolean {
  return others.every((other) => items.some((item) => isDeepStrictEqual(item, other)));
}

function isWords({ typeName, property }: RedoclyChange): boolean {
  return wordTypes.includes(typeName) || (property !== undefined && wordKeywords.includes(property));
}

/** A name that is given, such as that of a property, can begin with `x-` too. */
function isExtension({ typeName, property }: RedoclyChange, pointer: Pointer): boolean {
  return String(property ?? (typeName === "SpecExtension" ? pointer.at(-1) : "")).startsWith("x-");
}

function isOpenEnum(pointer: Pointer, revised: ContractDocument): boolean {
  const branches = pointer.at(-3) === "anyOf" ? revised.get(pointer.slice(0, -2)) : undefined;
  return Array.isArray(branches) && branches.some((branch) => isDeepStrictEqual(branch, { type: "string" }));
}

function isRenamedPathParameter({ typeName, property }: RedoclyChange): boolean {
  return (typeName === "PathItem" && property === "key") || (typeName === "Parameter" && property === "name");
}

function isNewSuccess({ typeName, kind }: RedoclyChange, pointer: Pointer): boolean {
  return (
    typeName === "Response" && kind === "added" && pointer[0] === "paths" && String(pointer.at(-1)).startsWith("2")
  );
}

function isOtherSecurity({ typeName, kind }: RedoclyChange): boolean {
  return typeName === "SecurityRequirementList" || (typeName === "SecurityRequirement" && kind !== "added");
}
