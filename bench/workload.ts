/** The amount of work of each section of the benchmark. */
export interface Workload {
  readonly calls: CallWorkload;
  readonly writes: WriteWorkload;
  readonly checks: CheckWorkload;
  readonly import: ImportWorkload;
  readonly large: LargeWorkload;
}

export interface CallWorkload {
  /** The number of processes that measure the calls, one after the other. */
  readonly runs: number;
  /** Rounds of each client before the measured ones, in which the engine optimizes the code. */
  readonly warmUpRounds: number;
  /** Measured rounds of each client in a process: an odd number, because its median is one of them. */
  readonly rounds: number;
  readonly callsPerRound: number;
  /** The numbers of concurrent calls. */
  readonly concurrencies: readonly number[];
}

export interface WriteWorkload {
  /** The number of measurements of each way of writing. */
  readonly rounds: number;
  /** The number of operations in the larger run of `writeResources`, and in the baseline. */
  readonly operations: number;
  /** The number of operations in the smaller run of `writeResources`. Its peak memory is compared with that of the larger run. */
  readonly fewOperations: number;
  /** The number of resources that bare fetch creates, one after the other. */
  readonly singleCreates: number;
}

export interface CheckWorkload {
  /** The number of processes that measure each part. */
  readonly runs: number;
  readonly warmUpRounds: number;
  /** Measured rounds in a process: an odd number. */
  readonly rounds: number;
  /** The number of operations that `writeResources` checks in a round. */
  readonly operations: number;
}

export interface ImportWorkload {
  /** The number of records of the file. */
  readonly records: number;
  /** The number of measurements of each way of importing it. */
  readonly rounds: number;
}

export interface LargeWorkload {
  readonly sizes: readonly LargeSize[];
}

/** The number of operations of `writeResources` and of records of `importFiles`, and how many times each is measured. */
export interface LargeSize {
  readonly operations: number;
  readonly rounds: number;
}

const concurrencies = [1, 64];

export const fullWorkload: Workload = {
  calls: { runs: 5, warmUpRounds: 5, rounds: 11, callsPerRound: 200, concurrencies },
  writes: { rounds: 5, operations: 1_000_000, fewOperations: 100_000, singleCreates: 10_000 },
  checks: { runs: 5, warmUpRounds: 5, rounds: 31, operations: 5_000 },
  import: { rounds: 5, records: 200_000 },
  large: {
    sizes: [
      { operations: 10_000, rounds: 5 },
      { operations: 100_000, rounds: 5 },
      { operations: 1_000_000, rounds: 3 },
      { operations: 10_000_000, rounds: 1 },
    ],
  },
};

/** Runs every program, but measures too little for reliable numbers. */
export const quickWorkload: Workload = {
  calls: { runs: 1, warmUpRounds: 1, rounds: 3, callsPerRound: 64, concurrencies },
  writes: { rounds: 1, operations: 20_000, fewOperations: 5_000, singleCreates: 500 },
  checks: { runs: 1, warmUpRounds: 1, rounds: 3, operations: 1_000 },
  import: { rounds: 1, records: 5_000 },
  large: { sizes: [1_000, 20_000].map((operations) => ({ operations, rounds: 1 })) },
};
