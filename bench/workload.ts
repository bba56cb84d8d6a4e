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
}

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
};
