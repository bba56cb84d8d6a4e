import { callGoals } from "./calls/goals.ts";
import { measureCalls, type CallResults } from "./calls/measure.ts";
import { callsTable, sizesTable } from "./calls/table.ts";
import { checkGoals } from "./checks/goals.ts";
import { measureChecking, type CheckResults } from "./checks/measure.ts";
import { checksTables } from "./checks/table.ts";
import type { Goal } from "./goal.ts";
import { importGoals } from "./import/goals.ts";
import { measureImports, type ImportResults } from "./import/measure.ts";
import { importsTable } from "./import/table.ts";
import { largeGoals } from "./large/goals.ts";
import { measureLarge, type LargeResults } from "./large/measure.ts";
import { largeTable } from "./large/table.ts";
import type { Workload } from "./workload.ts";
import { writeGoals } from "./writes/goals.ts";
import { measureWrites, type WriteResults } from "./writes/measure.ts";
import { writesTable } from "./writes/table.ts";

export interface SectionResults {
  readonly calls: CallResults;
  readonly writes: WriteResults;
  readonly checks: CheckResults;
  readonly import: ImportResults;
  readonly large: LargeResults;
}

export type SectionName = keyof SectionResults;

/** A part of the benchmark that is measured, and shown, without the others. */
export interface Section<Name extends SectionName> {
  readonly measure: (workload: Workload[Name]) => Promise<SectionResults[Name]>;
  /** The tables, each with its title. */
  readonly tables: (results: SectionResults[Name]) => readonly (readonly [title: string, content: string])[];
  readonly goals: (results: SectionResults[Name]) => Goal[];
}

/** In the order of the page. */
export const sections: { readonly [Name in SectionName]: Section<Name> } = {
  calls: {
    measure: measureCalls,
    tables: (results) => [
      ["CPU time per call", callsTable(results)],
      ["Bundle size", sizesTable(results)],
    ],
    goals: callGoals,
  },
  writes: {
    measure: measureWrites,
    tables: (results) => [["Writing many resources", writesTable(results)]],
    goals: writeGoals,
  },
  large: {
    measure: measureLarge,
    tables: (results) => [["Speed and memory by size", largeTable(results, "benchmarks.svg")]],
    goals: largeGoals,
  },
  checks: {
    measure: measureChecking,
    tables: (results) => [["Profiles", checksTables(results)]],
    goals: checkGoals,
  },
  import: {
    measure: measureImports,
    tables: (results) => [["Imports", importsTable(results)]],
    goals: importGoals,
  },
};

/** All sections, in the order of the page. */
export const sectionNames = Object.keys(sections) as readonly SectionName[];

/** The sections that `--section` names, and that are measured without it. */
const namedSections: readonly SectionName[] = ["calls", "writes", "checks", "import"];

/** Returns the sections to measure, or an error message. */
export function chooseSections(named: readonly string[], isLarge: boolean): readonly SectionName[] | string {
  const unknown = named.find((name) => !namedSections.some((section) => section === name));
  if (unknown !== undefined) return `Invalid --section: ${unknown}. Expected ${namedSections.join(", ")}.`;
  const isChosen = named.length > 0 || isLarge;
  const sections = isChosen ? namedSections.filter((section) => named.includes(section)) : namedSections;
  return isLarge ? [...sections, "large"] : sections;
}
