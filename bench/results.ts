import { readMeasuredOn, type MeasuredOn } from "./machine.ts";
import { sections, type SectionName, type SectionResults } from "./sections.ts";
import type { Workload } from "./workload.ts";

/** The last run of one section. */
export interface Measured<Name extends SectionName> {
  readonly measuredOn: MeasuredOn;
  readonly workload: Workload[Name];
  readonly results: SectionResults[Name];
}

/** The content of results.json. A section is missing until it was measured. */
export type Results = { readonly [Name in SectionName]?: Measured<Name> };

/** Measures one section, as it is now, on this machine. */
export async function measureSection<Name extends SectionName>(
  name: Name,
  workload: Pick<Workload, Name>,
): Promise<Measured<Name>> {
  const measuredOn = readMeasuredOn();
  return { measuredOn, workload: workload[name], results: await sections[name].measure(workload[name]) };
}
