/** How much is measured. */
export interface Extent {
  /** For how long each case runs before it is measured, until the engine has compiled what is called often, in milliseconds. */
  readonly warmUpMs: number;
  readonly callRounds: number;
  /** The time of one case in one round, in milliseconds. */
  readonly callMs: number;
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
  warmUpMs: 2_000,
  callRounds: 41,
  callMs: 100,
  concurrencies,
  writeRounds: 7,
  fewOperations: 100_000,
  manyOperations: 1_000_000,
  singleCreates: 10_000,
};

/** Enough to see that it runs; its numbers mean nothing. */
export const quick: Extent = {
  warmUpMs: 20,
  callRounds: 3,
  callMs: 20,
  concurrencies,
  writeRounds: 1,
  fewOperations: 5_000,
  manyOperations: 20_000,
  singleCreates: 500,
};
