import { ImportWorkerError, queueFailure } from "./errors.ts";

/** How often a worker polls its queue, and when it gives up. Tests shorten the times. */
export interface Timing {
  /** The time between two requests of a worker without a job. */
  readonly pollMs: number;
  /** The wait after a failed request. */
  readonly retryMs: number;
  /** Errors within this time count as one: each connection of a worker reports the same one. */
  readonly errorWindowMs: number;
  /** How long `close()` waits for the response of a queue. */
  readonly closeMs: number;
}

/** A worker waits for its server for about a minute. */
export const defaultTiming: Timing = { pollMs: 1_000, retryMs: 5_000, errorWindowMs: 5_000, closeMs: 2_000 };

const maxErrors = 10;

/** Counts the errors of a queue that follow each other without a response. */
export interface QueueHealth {
  /** Counts an error, and reports it. */
  readonly failed: (error: unknown) => void;
  /** The queue has responded. */
  readonly succeeded: () => void;
  /** Rejects with {@link ImportWorkerError} at the tenth error in a row. */
  readonly ended: Promise<never>;
  /** The error that `ended` rejected with. */
  readonly error: () => ImportWorkerError | undefined;
}

/** @param report Receives a sentence for each error that counts. */
export function createHealth(report: (message: string) => void, { errorWindowMs }: Timing): QueueHealth {
  let errors = 0;
  let countedAt = -Infinity;
  let end: (error: ImportWorkerError) => void;
  let last: ImportWorkerError | undefined;
  const ended = new Promise<never>((_, reject) => {
    end = reject;
  });
  // Nothing awaits it while a worker starts or ends.
  ended.catch(() => undefined);
  return {
    failed(error) {
      if (last !== undefined || performance.now() - countedAt < errorWindowMs) return;
      countedAt = performance.now();
      errors += 1;
      const failure = queueFailure(error);
      report(`The queue failed: ${failure}.`);
      if (errors < maxErrors) return;
      // Without its cause: an error of Redis has the command that failed, such as AUTH with its password.
      last = new ImportWorkerError(
        `The queue failed ${maxErrors} times in a row, the last time with ${failure}. ` +
          "Check that its server runs, and the connection. Then start the worker again: the imports resume.",
        "unavailable",
      );
      end(last);
    },
    succeeded() {
      errors = 0;
    },
    ended,
    error: () => last,
  };
}
