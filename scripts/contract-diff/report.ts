import { escapeControlCharacters } from "../escape-control-characters.ts";
import { highestImpact, type ContractChange } from "./changes.ts";
import type { VersionCheck } from "./version.ts";

/** Returns the changes since a ref for a terminal: a summary, a line for each change, and the check of the version. */
export function textReport(ref: string, changes: readonly ContractChange[], version: VersionCheck): string {
  const lines = changes.map(({ impact, place, message }) => `  ${impact.padEnd(13)}  ${place}  ${message}`);
  return [summaryLine(ref, changes), ...lines, versionLine(version)].map(escapeControlCharacters).join("\n");
}

/** Returns the same as Markdown, for a comment on a pull request. */
export function markdownReport(ref: string, changes: readonly ContractChange[], version: VersionCheck): string {
  const rows = changes.map(
    ({ impact, place, message }) => `| ${impact} | ${codeSpan(place)} | ${codeSpan(message, "``")} |`,
  );
  const table = ["| impact | place | change |", "| --- | --- | --- |", ...rows, ""];
  return [
    "## Changes of the contract",
    "",
    `**${summaryLine(/^[\w/-]+$/.test(ref) ? ref : codeSpan(ref), changes)}**`,
    "",
    ...(rows.length > 0 ? table : []),
    `${version.isSufficient ? "✅" : "❌"} ${versionLine(version)}`,
    "",
  ].join("\n");
}

const titles = {
  breaking: "Breaking",
  additive: "Additive",
  documentation: "Documentation only",
} as const;

function summaryLine(ref: string, changes: readonly ContractChange[]): string {
  const impact = highestImpact(changes);
  if (impact === undefined) return `The contract has not changed since ${ref}.`;
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return `${titles[impact]}: ${count} since ${ref}.`;
}

function versionLine({ before, after, needed, isSufficient }: VersionCheck): string {
  if (!isSufficient) return `info.version is ${after} and was ${before}. Raise it to ${needed} or higher.`;
  if (after === before) return `info.version is still ${after}.`;
  return `info.version was raised from ${before} to ${after}${after === needed ? "" : `. ${needed} is sufficient`}.`;
}

/**
 * Returns a string as inline code for a table cell, so that it is not read as a mention or markup. A bar that is not escaped ends the
 * cell, and a bar after a backslash can't be escaped. The code ends at as many backticks as it begins with.
 */
function codeSpan(text: string, minFence = "`"): string {
  const inCell = escapeControlCharacters(text)
    .replaceAll(/(?<=\\)\|/g, String.raw`\u007c`)
    .replaceAll("|", String.raw`\|`);
  const runs = inCell.match(/`+/g) ?? [];
  const fence = runs.reduce((longest, run) => (run.length < longest.length ? longest : `${run}\``), minFence);
  return fence.length === 1 ? `${fence}${inCell}${fence}` : `${fence} ${inCell} ${fence}`;
}
