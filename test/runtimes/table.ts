import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../../scripts/redocly.ts";
import type { Told } from "./inside/connections.ts";
import { embeddedLook, type Report } from "./inside/look.ts";
import { exampleLook } from "./processes.ts";
import type { Runtime } from "./runtime.ts";

const readme = join(root, "README.md");
const [begin, end] = ["<!-- runtimes: written by npm run test:runtimes -- --write -->\n", "<!-- /runtimes -->"];
/** Between the two, which side by side would be too wide for a telephone. */
const caption =
  "The `ConnectionError` of a `POST` there: its `outcome`, and the code in `cause`, or else the message in `platformError`:";

export interface Seen {
  readonly runtime: Pick<Runtime, "name" | "version" | "isPinned">;
  readonly report: Report;
}

/** The tables of README.md as the run makes them, and as they stand there. */
export async function tables(seen: readonly Seen[]): Promise<{ made: string; written: string }> {
  const behaviours = table(["runtime", "behaviours", "embedded registry"], seen.map(behavioursRow));
  const header = ["runtime", "nobody listens", "cut after the request", "sent again by the platform"];
  const text = [behaviours, caption, table(header, seen.map(connectionsRow))].join("\n\n");
  const made = await format(text, { ...(await resolveConfig(readme)), parser: "markdown" });
  return { made: `\n${made}\n`, written: between(await readFile(readme, "utf8")) };
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

export async function write(made: string): Promise<void> {
  const page = await readFile(readme, "utf8");
  await writeFile(
    readme,
    page.replace(begin + between(page) + end, () => begin + made + end),
  );
}

/**
 * Whether tables say what was seen, as far as this repository decides it: not which versions the machine has, nor how wide the
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

function behavioursRow({ runtime, report: { looks } }: Seen): string[] {
  const behaviours = looks.filter(({ name }) => name !== embeddedLook && name !== exampleLook);
  const embedded = looks.find((look) => look.name === embeddedLook);
  return [
    title(runtime),
    `${behaviours.filter(isKept).length} of ${behaviours.length}`,
    embedded === undefined ? "" : isKept(embedded) ? "runs" : "fails",
  ];
}

function isKept({ error }: Report["looks"][number]): boolean {
  return error === undefined;
}

function connectionsRow({ runtime, report: { connections } }: Seen): string[] {
  if (connections === undefined) return [title(runtime), "", "", ""];
  const { refused, cut, sendings } = connections;
  return [title(runtime), told(refused), told(cut), sendings > 1 ? "yes" : "no"];
}

function title({ name, version, isPinned }: Seen["runtime"]): string {
  return `${name} ${isPinned ? version : version.replace(/\..*$/, "")}`;
}

/** The platform's words without what stands before the last of its colons, and without the system's own number. */
function told({ outcome, reason }: Told): string {
  const words = reason.replace(/^.*: /, "").replace(/ \(os error \d+\)$/, "");
  return `\`${outcome}\`: ${words}`;
}
