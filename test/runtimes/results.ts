import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../../scripts/redocly.ts";
import type { Counts } from "../support/counts.ts";
import type { ReportedError } from "./inside/connection-errors.ts";
import { clientScenarioCount, embeddedScenario, type Report } from "./inside/run-scenarios.ts";
import { importScenario } from "./import.ts";
import type { Runtime } from "./runtime.ts";

const pageFile = join(root, "docs/runtimes.md");
const start = "<!-- runtimes: written by npm run test:runtimes -- --write -->\n";
const end = "<!-- /runtimes -->";
const caption =
  "The `ConnectionError` of a `POST`: its `outcome`, and the code of its `cause` or else the message of its `platformError`:";

/** The results of one runtime. */
export interface RuntimeResult {
  readonly runtime: Pick<Runtime, "name" | "version" | "isPinned">;
  readonly report: Report;
}

/** Counts each scenario, and the check of docs/runtimes.md. Without a browser, its scenarios are skipped. */
export function countResults(results: readonly RuntimeResult[], isPageCurrent: boolean, hasBrowser: boolean): Counts {
  const scenarios = results.flatMap(({ report }) => report.scenarios.map(isPassed));
  const checks = [...scenarios, isPageCurrent];
  const passed = checks.filter((check) => check).length;
  return { passed, failed: checks.length - passed, skipped: hasBrowser ? 0 : clientScenarioCount };
}

/** Returns the tables of these results, and those in docs/runtimes.md. */
export async function renderTables(results: readonly RuntimeResult[]): Promise<{ rendered: string; written: string }> {
  const scenarios = table(["runtime", "tests passed", "embedded registry"], results.map(scenariosRow));
  const header = ["runtime", "connection refused", "connection reset after the request", "resent by the platform"];
  const text = [scenarios, caption, table(header, results.map(connectionsRow))].join("\n\n");
  const rendered = await format(text, { ...(await resolveConfig(pageFile)), parser: "markdown" });
  return { rendered: `\n${rendered}\n`, written: findTables(await readFile(pageFile, "utf8")) };
}

export async function writeTables(rendered: string): Promise<void> {
  const page = await readFile(pageFile, "utf8");
  await writeFile(
    pageFile,
    page.replace(start + findTables(page) + end, () => start + rendered + end),
  );
}

/**
 * Whether the written tables agree with the rendered ones. The width of columns, versions that are not pinned and runtimes that
 * were not run make no difference.
 */
export function isCurrent(rendered: string, written: string): boolean {
  const [renderedLines, writtenLines] = [normalizeLines(rendered), normalizeLines(written)];
  const wasRun = (line: string) => renderedLines.some((each) => firstCell(each) === firstCell(line));
  return renderedLines.join("\n") === writtenLines.filter(wasRun).join("\n");
}

/** Removes padding, and versions that are not pinned: they have no dot. */
function normalizeLines(tables: string): string[] {
  const lines = tables.trim().split("\n");
  return lines.map((line) => line.replaceAll(/ {2,}|-{2,}/g, " ").replace(/^\| (\S+) \d+ \|/, "| $1 |"));
}

function firstCell(line: string): string | undefined {
  return line.split(" ")[1];
}

function findTables(page: string): string {
  const [, after] = page.split(start);
  const [tables, ...rest] = after?.split(end) ?? [];
  if (tables !== undefined && rest.length === 1) return tables;
  throw new Error("docs/runtimes.md must have each of the two marker comments of the tables once.");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The scenarios that do not run in every runtime. */
const notShared: ReadonlySet<string> = new Set([embeddedScenario, importScenario]);

function scenariosRow({ runtime, report: { scenarios } }: RuntimeResult): string[] {
  const shared = scenarios.filter(({ name }) => !notShared.has(name));
  const embedded = scenarios.find(({ name }) => name === embeddedScenario);
  return [
    formatRuntime(runtime),
    `${shared.filter(isPassed).length} of ${shared.length}`,
    embedded === undefined ? "" : isPassed(embedded) ? "runs" : "fails",
  ];
}

function isPassed({ error }: Report["scenarios"][number]): boolean {
  return error === undefined;
}

function connectionsRow({ runtime, report: { connections } }: RuntimeResult): string[] {
  if (connections === undefined) return [formatRuntime(runtime), "", "", ""];
  const { refused, reset, requestCount } = connections;
  return [formatRuntime(runtime), formatError(refused), formatError(reset), requestCount > 1 ? "yes" : "no"];
}

function formatRuntime({ name, version, isPinned }: RuntimeResult["runtime"]): string {
  return `${name} ${isPinned ? version : version.replace(/\..*$/, "")}`;
}

/** Removes the part of the message before the last colon, and the error number of the system. */
function formatError({ outcome, reason }: ReportedError): string {
  const message = reason.replace(/^.*: /, "").replace(/ \(os error \d+\)$/, "");
  return `\`${outcome}\`: ${message}`;
}
