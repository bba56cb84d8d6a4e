import { worstImpact, type ContractChange } from "./changes.ts";
import type { VersionVerdict } from "./version.ts";

/** The changes since a ref for a terminal: the verdict, a line for each change, and what becomes of the version. */
export function textReport(ref: string, changes: readonly ContractChange[], version: VersionVerdict): string {
  const lines = changes.map(({ impact, place, message }) => `  ${impact.padEnd(13)}  ${place}  ${message}`);
  return [verdict(ref, changes), ...lines, versionLine(version)].join("\n");
}

/** The same as Markdown, ready to be a comment on a pull request. */
export function markdownReport(ref: string, changes: readonly ContractChange[], version: VersionVerdict): string {
  const rows = changes.map(({ impact, place, message }) => `| ${impact} | \`${place}\` | ${cell(message)} |`);
  const table = ["| impact | place | change |", "| --- | --- | --- |", ...rows, ""];
  return [
    "## Changes of the contract",
    "",
    `**${verdict(ref, changes)}**`,
    "",
    ...(rows.length > 0 ? table : []),
    `${version.enough ? "✅" : "❌"} ${versionLine(version)}`,
    "",
  ].join("\n");
}

const verdicts = {
  breaking: "Breaking",
  additive: "Additive",
  documentation: "Documentation only",
} as const;

function verdict(ref: string, changes: readonly ContractChange[]): string {
  const impact = worstImpact(changes);
  if (impact === undefined) return `The contract has not changed since ${ref}.`;
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return `${verdicts[impact]}: ${count} since ${ref}.`;
}

function versionLine({ before, after, needed, enough }: VersionVerdict): string {
  if (!enough) return `info.version is ${after}, after ${before}: raise it to ${needed} or higher.`;
  return `info.version is ${after}, after ${before}: enough${needed === after ? "" : `, ${needed} would do`}.`;
}

/** A text as the cell of a table, of which a bar would be the end. As code it can't mention anyone, nor be markup. */
function cell(text: string): string {
  return `\`\` ${text.replaceAll("|", String.raw`\|`)} \`\``;
}
