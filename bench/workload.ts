/** The amount of work of a benchmark. */
export interface Workload {
  /** The number of processes that measure the calls, one after the other. */
  readonly callRuns: number;
  /** Rounds of each client before the measured ones, in which the engine optimizes the code. */
  readonly warmUpRounds: number;
  /** Measured rounds of each client in a process. */
  readonly rounds: number;
  readonly callsPerRound: number;
  /** The numbers of concurrent calls. */
  readonly concurrencies: readonly number[];
  /** The number of measurements of each way of writing. */
  readonly writeRounds: number;
  /** The number of operations in the smaller run of `writeResources`. Its peak memory is compared with that of the larger run. */
  readonly fewOperations: number;
  /** The number of operations in the larger run of `writeResources`, and in the baseline. */
  readonly manyOperations: number;
  /** The number of resources that bare fetch creates, one after the other. */
  readonly singleCreates: number;
  /** The number of processes that measure each part of profiles. */
  readonly profileRuns: number;
  /** The number of operations that `writeResources` checks with profiles in a round. */
  readonly profileOperations: number;
  /** The number of records of an imported file. */
  readonly importRecords: number;
  /** The number of measurements of each way of importing it. */
  readonly importRounds: number;
  /** The numbers of records of the files that are imported once, and then again. */
  readonly largeImports: readonly number[];
}

/** The number of records that is also imported with `--large`. */
export const largestImport = 10_000_000;

const concurrencies = [1, 64];

export const fullWorkload: Workload = {
  callRuns: 5,
  warmUpRounds: 5,
  rounds: 31,
  callsPerRound: 200,
  concurrencies,
  writeRounds: 7,
  fewOperations: 100_000,
  manyOperations: 1_000_000,
  singleCreates: 10_000,
  profileRuns: 5,
  profileOperations: 5_000,
  importRecords: 200_000,
  importRounds: 5,
  largeImports: [1_000_000],
};

/** Runs every program, but measures too little for reliable numbers. */
export const quickWorkload: Workload = {
  callRuns: 1,
  warmUpRounds: 1,
  rounds: 3,
  callsPerRound: 64,
  concurrencies,
  writeRounds: 1,
  fewOperations: 5_000,
  manyOperations: 20_000,
  singleCreates: 500,
  profileRuns: 1,
  profileOperations: 1_000,
  importRecords: 5_000,
  importRounds: 1,
  largeImports: [20_000],
};

/** Returns the part of a workload about imports. */
export function importWorkload({ importRecords, importRounds, largeImports }: Workload): Partial<Workload> {
  return { importRecords, importRounds, largeImports };
}
