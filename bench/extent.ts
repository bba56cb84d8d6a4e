/** How much is measured. */
export interface Extent {
  /** How many processes measure the calls, one after the other. */
  readonly callRuns: number;
  /** The rounds of each client before it is measured, until the engine has compiled what is called often. */
  readonly warmUpRounds: number;
  readonly rounds: number;
  readonly callsPerRound: number;
  /** How many calls there are at a time over HTTP. */
  readonly concurrencies: readonly number[];
  readonly writeRounds: number;
  /** How many operations are written at once: fewer, of which the memory is compared, and many. */
  readonly fewOperations: number;
  readonly manyOperations: number;
  /** How many are created one by one. */
  readonly singleCreates: number;
}

const concurrencies = [1, 64];

export const whole: Extent = {
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

/** Enough to see that it runs; its numbers mean nothing. */
export const quick: Extent = {
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
