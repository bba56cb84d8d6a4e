import type { CallCost } from "./calls/measure.ts";
import type { Extent } from "./extent.ts";
import type { Goal } from "./goals.ts";
import type { Machine, Versions } from "./machine.ts";
import type { Weight } from "./weigh.ts";
import type { WriteMemory, WriteRates } from "./writes/measure.ts";

/** What a run has measured. */
export interface Measured {
  readonly calls: readonly CallCost[];
  readonly weights: readonly Weight[];
  readonly writes: WriteRates;
  readonly memory: WriteMemory;
}

/** What is in results.json. */
export interface Results extends Measured {
  /** The day of the run, as `2026-01-31`. */
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Versions;
  readonly extent: Extent;
  readonly goals: readonly Goal[];
}
