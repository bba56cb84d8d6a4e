import { isDeepStrictEqual } from "node:util";
import type { ContractDocument, Pointer } from "../contract/document.ts";
import { kindOfMethod, operationKinds } from "../contract/operation-table.ts";
import type { RedoclyChange } from "./redocly-report.ts";

/** The impact of a change on users of the contract, the highest first. */
export const impacts = ["breaking", "additive", "documentation"] as const;
export type Impact = (typeof impacts)[number];

const reasonKeywords = ["x-inferred", "x-reasons", "x-expected"];
const documentationKeywords = ["description", "summary", "title", "tags", "termsOfService", "example", "examples"];
const documentationTypes = ["Contact", "Example", "ExamplesMap", "ExternalDocs", "License", "Tag", "TagList"];

/**
 * Returns the impact of a change that `redocly diff` reports at `pointer`. It is Redocly's rating, except for these changes, which
 * affect users of this contract differently:
 *
 * - A value of an open enum (`anyOf: [{ enum }, { type: string }]`) was added or removed. Redocly: breaking. Here: additive, because
 *   any string is valid before and after.
 * - A path parameter was renamed. Redocly: patch, because the address is the same. Here: breaking, because callers of the typed
 *   client pass it by name.
 * - A successful status was added. Redocly: minor. Here: breaking, because an earlier client rejects the response, or reads it by
 *   another schema.
 * - `security` was changed, except for a new alternative. Redocly: patch for a removal. Here: breaking, because requests without a key
 *   are accepted or rejected differently.
 * - An extension that code is generated from was changed: see {@link extensionImpact}.
 * - Any other change of more than documentation, such as a relaxed rule or a deprecated field. Redocly: patch. Here: additive.
 */
export function impactOf(change: RedoclyChange, pointer: Pointer, revised: ContractDocument): Impact {
  const { property, base, revision } = change;
  if (isDocumentation(change) || pointer.some((key) => reasonKeywords.includes(String(key)))) return "documentation";
  if (isExtension(change, pointer)) return extensionImpact(pointer, base?.value, revision?.value);
  if ((property ?? pointer.at(-1)) === "enum" && isOpenEnum(pointer, revised)) return "additive";
  const isBreaking = isRenamedPathParameter(change) || isNewSuccess(change, pointer) || isOtherSecurity(change);
  return isBreaking || change.impact === "major" ? "breaking" : "additive";
}

/** Whether a change of an extension's value at `pointer` is additive for users of the client. */
type ExtensionRule = (before: unknown, after: unknown, pointer: Pointer) => boolean;

/** The rules of the extensions that code is generated from. A change that is not additive is breaking. */
const isAdditive: Readonly<Record<string, ExtensionRule>> = {
  "x-client-default": (before) => before === undefined,
  "x-kind": (before, after, pointer) => kindRank(before, pointer) >= kindRank(after, pointer),
  "x-max-bytes": (before, after) => after === undefined || (before !== undefined && Number(after) > Number(before)),
  "x-task-id-forms": (before, after) =>
    before === undefined || (Array.isArray(before) && Array.isArray(after) && hasAll(after, before)),
};

/**
 * Returns the impact of a changed extension. A change of a reason, or of the description of a pattern, is `documentation`. A change
 * that makes the client reject more, retry less or send another default is `breaking`. Any other extension is `additive` if it is new,
 * and `breaking` if it existed.
 */
export function extensionImpact(pointer: Pointer, before: unknown, after: unknown): Impact {
  const keyword = String(pointer.at(-1));
  if (reasonKeywords.includes(keyword)) return "documentation";
  const rule = isAdditive[keyword] ?? (() => before === undefined);
  return rule(before, after, pointer) ? "additive" : "breaking";
}

/** Returns the rank of an `x-kind` at `pointer`. Operations of a higher rank are retried less. */
function kindRank(kind: unknown, pointer: Pointer): number {
  return operationKinds.findIndex((each) => each === (kind ?? kindOfMethod(String(pointer.at(-2)))));
}

function hasAll(items: readonly unknown[], others: readonly unknown[]): boolean {
  return others.every((other) => items.some((item) => isDeepStrictEqual(item, other)));
}

function isDocumentation({ typeName, property }: RedoclyChange): boolean {
  return documentationTypes.includes(typeName) || (property !== undefined && documentationKeywords.includes(property));
}

/** The name of a property can also begin with `x-`. */
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
