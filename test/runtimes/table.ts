import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../../scripts/redocly.ts";
import type { ConnectionFacts, Told } from "./inside/connections.ts";
import { embeddedLook, type Report } from "./inside/look.ts";
import type { Runtime } from "./runtime.ts";

const readme = join(root, "README.md");
const [begin, end] = ["<!-- runtimes: written by npm run test:runtimes -- --write -->\n", "<!-- /runtimes -->"];
const header = [
  "runtime",
  "behaviours",
  "embedded registry",
  "nobody listens",
  "cut after the request",
  "sends a `POST` again itself",
];

export interface Seen {
  readonly runtime: Pick<Runtime, "name" | "version" | "isPinned">;
  readonly report: Report;
}

/** The table of README.md as the run makes it, and as it stands there. */
export async function tables(seen: readonly Seen[]): Promise<{ made: string; written: string }> {
  const rows = [header, header.map(() => "---"), ...seen.map(row)];
  const page = await readFile(readme, "utf8");
  const text = rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const made = await format(text, { ...(await resolveConfig(readme)), parser: "markdown" });
  return { made: `\n${made}\n`, written: between(page) };
}

export async function write(table: string): Promise<void> {
  const page = await readFile(readme, "utf8");
  await writeFile(
    readme,
    page.replace(begin + between(page) + end, () => begin + table + end),
  );
}

/**
 * Whether a table says what was seen, as far as this repository decides it: not which versions the machine has, nor how wide the
 * columns are, nor what was not to be had.
 */
export function isCurrent(made: string, written: string): boolean {
  const [one, other] = [comparable(made), comparable(written)];
  const isSeen = (line: string) => one.some((each) => nameOf(each) === nameOf(line));
  return one.join("\n") === other.filter(isSeen).join("\n");
}

/** Versions that are not pinned have no dot. */
function comparable(table: string): string[] {
  const lines = table.trim().split("\n");
  return lines.map((line) => line.replaceAll(/ {2,}|-{2,}/g, " ").replace(/^\| (\S+) \d+ \|/, "| $1 |"));
}

function nameOf(line: string): string | undefined {
  return line.split(" ")[1];
}

function between(page: string): string {
  const [, after] = page.split(begin);
  const [table, ...rest] = after?.split(end) ?? [];
  if (table !== undefined && rest.length === 1) return table;
  throw new Error("README.md has not the two marks of the table once each.");
}

function row({ runtime, report: { looks, connections } }: Seen): string[] {
  const { name, version, isPinned } = runtime;
  const behaviours = looks.filter((look) => look.name !== embeddedLook);
  const embedded = looks.find((look) => look.name === embeddedLook);
  return [
    `${name} ${isPinned ? version : major(version)}`,
    `${String(behaviours.filter(isKept).length)} of ${String(behaviours.length)}`,
    embedded === undefined ? "" : isKept(embedded) ? "runs" : "fails",
    ...(connections === undefined ? ["", "", ""] : facts(connections)),
  ];
}

function isKept({ error }: Report["looks"][number]): boolean {
  return error === undefined;
}

function facts({ refused, cut, sendings }: ConnectionFacts): string[] {
  return [told(refused), told(cut), sendings > 1 ? "yes" : "no"];
}

/** The platform's words without what stands before the last of its colons, and without the system's own number. */
function told({ outcome, reason }: Told): string {
  const words = reason.replace(/^.*: /, "").replace(/ \(os error \d+\)$/, "");
  return `\`${outcome}\`: ${words}`;
}

function major(version: string): string {
  return version.replace(/\..*$/, "");
}
