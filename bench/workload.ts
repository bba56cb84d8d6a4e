/** How much is measured. */
export interface Workload {
  /** How many processes measure the calls, one after the other. */
  readonly callRuns: number;
  /** Rounds of each client that are not measured, until the engine has optimized the code. */
  readonly warmUpRounds: number;
  /** Measured rounds of each client in a process. */
  readonly rounds: number;
  readonly callsPerRound: number;
  /** How many calls are in progress at a time. */
  readonly concurrencies: readonly number[];
  /** How often each way of writing is measured. */
  readonly writeRounds: number;
  /** Operations in the smaller load of `writeResources`, whose peak memory is compared with that of the larger one. */
  readonly fewOperations: number;
  readonly manyOperations: number;
  /** Resources that bare fetch creates, one after the other. */
  readonly singleCreates: number;
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
};

/** Runs every program. The numbers are too few to be used. */
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
};
