import { format } from "prettier";
import { table } from "./format.ts";
import type { Goal } from "./goal.ts";
import { describeMeasuredOn } from "./machine.ts";
import type { Results } from "./results.ts";
import { sectionNames, sections, type SectionName } from "./sections.ts";

const start = "<!-- benchmarks: written by npm run bench -->";
const end = "<!-- /benchmarks -->";

/** Returns the page with these results between its two marker comments. */
export async function replaceResults(page: string, results: string): Promise<string> {
  const [before, rest] = splitAt(page, start);
  const [, after] = splitAt(rest, end);
  return format(`${before}${start}\n\n${results}\n\n${end}${after}`, { parser: "markdown", printWidth: 120 });
}

function splitAt(text: string, marker: string): [string, string] {
  const index = text.indexOf(marker);
  if (index === -1) throw new Error(`docs/benchmarks.md has no line ${marker}`);
  return [text.slice(0, index), text.slice(index + marker.length)];
}

/** Returns the measured sections and their goals as Markdown. */
export function renderResults(results: Results): string {
  const parts = sectionNames.flatMap((name) => renderSection(name, results));
  const goals = evaluateGoals(results);
  return [...parts, ...(goals.length === 0 ? [] : [heading("Goals"), goalsTable(goals)])].join("\n\n");
}

/** Returns the goals of the measured sections. */
export function evaluateGoals(results: Results): Goal[] {
  return sectionNames.flatMap((name) => goalsOf(name, results));
}

function goalsOf<Name extends SectionName>(name: Name, { [name]: measured }: Pick<Results, Name>): Goal[] {
  return measured === undefined ? [] : sections[name].goals(measured.results);
}

function renderSection<Name extends SectionName>(name: Name, { [name]: measured }: Pick<Results, Name>): string[] {
  if (measured === undefined) return [];
  const [first = ["", ""], ...others] = sections[name].tables(measured.results);
  const [title, content] = first;
  return [
    ...[heading(title), describeMeasuredOn(measured.measuredOn), content],
    ...others.flatMap(([title, content]) => [heading(title), content]),
  ];
}

function heading(title: string): string {
  return `### ${title}`;
}

function goalsTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ name, target, measured, isReached }) => [
    ...[name, target, measured],
    isReached ? "reached" : "**missed**",
  ]);
  return table(["goal", "target", "measured", "result"], rows);
}
