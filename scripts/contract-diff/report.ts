import { escapeControlCharacters } from "../escape-control-characters.ts";
import { worstImpact, type ContractChange } from "./changes.ts";
import type { VersionVerdict } from "./version.ts";

/** The changes since a ref for a terminal: the verdict, a line for each change, and what becomes of the version. */
export function textReport(ref: string, changes: readonly ContractChange[], version: VersionVerdict): string {
  const lines = changes.map(({ impact, place, message }) => `  ${impact.padEnd(13)}  ${place}  ${message}`);
  return [verdict(ref, changes), ...lines, versionLine(version)].map(escapeControlCharacters).join("\n");
}

/** The same as Markdown, ready to be a comment on a pull request. */
export function markdownReport(ref: string, changes: readonly ContractChange[], version: VersionVerdict): string {
  const rows = changes.map(
    ({ impact, place, message }) => `| ${impact} | ${codeSpan(place)} | ${codeSpan(message, "``")} |`,
  );
  const table = ["| impact | place | change |", "| --- | --- | --- |", ...rows, ""];
  return [
    "## Changes of the contract",
    "",
    `**${verdict(/^[\w/-]+$/.test(ref) ? ref : codeSpan(ref), changes)}**`,
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

/**
 * A string as code in a cell of a table, where it can't mention anyone or be markup. A bar ends the cell unless it is escaped, and
 * behind a backslash it can't be. Only as many backticks as at the beginning end the code.
 */
function codeSpan(text: string, least = "`"): string {
  const inCell = escapeControlCharacters(text)
    .replaceAll(/(?<=\\)\|/g, String.raw`\u007c`)
    .replaceAll("|", String.raw`\|`);
  const runs = inCell.match(/`+/g) ?? [];
  const fence = runs.reduce((longest, run) => (run.length < longest.length ? longest : `${run}\``), least);
  return fence.length === 1 ? `${fence}${inCell}${fence}` : `${fence} ${inCell} ${fence}`;
}
