import { WriteStoppedError, type AnyRegistryError, type WriteStopReason } from "../errors/index.ts";
import { isAborted, onAbort, sleep } from "../transport/deadline.ts";
import { backoffMs, spreadMs } from "../transport/retry.ts";
import type { WriteProgress, WriteSettings } from "./options.ts";

/** How often `onProgress` is called at most. */
const progressMs = 250;

/** What all bulks of one {@link writeResources} share: whether they wait, whether they stop, and how far they came. */
export interface Load {
  readonly settings: WriteSettings;
  /** Aborted when the loop is exited early: nothing more is sent then, and no task is polled. */
  readonly exited: AbortSignal;
  /** Aborted when the load stops: nothing more is read or sent then, and the tasks of accepted bulks are waited for. */
  readonly stopped: AbortSignal;
  /** Aborted when either is: a call is not retried then. */
  readonly ended: AbortSignal;
  /** Stops the load. `thrown`, such as the error of a hook, is thrown in the end. */
  stop(thrown: unknown): void;
  /** Stops the load with {@link WriteStoppedError}, for an error that other bulks would meet too. */
  stopFor(cause: AnyRegistryError, reason: WriteStopReason): void;
  /** Throws what stopped the load. */
  throwIfStopped(): void;
  /** The error of a bulk that stopped the load. */
  readonly cause: AnyRegistryError | undefined;
  /** Waits until a bulk may be sent. Resolves with its trial, if it is the one that is tried while all others wait. */
  turn(): Promise<Trial | undefined>;
  /** Lets all bulks wait, after the registry refused or lost one. */
  pause(error: AnyRegistryError, askedMs: number, trial: Trial | undefined): void;
  /** Ends the pause: the registry responded to a bulk. Only an accepted one sets back the time of `maxPauseMs`. */
  resume(isAccepted: boolean): void;
  /** How long all bulks have waited altogether, in milliseconds. */
  pausedMs(): number;
  /** Whether the registry has responded to a bulk of the load. */
  hasResponse: boolean;
  /** The counts of `onProgress`. */
  readonly progress: { -readonly [Name in keyof Omit<WriteProgress, "pausedMs">]: number };
  /** Calls `onProgress`, if it was not called lately. */
  report(): void;
}

/** One bulk that is tried while all others wait. */
export interface Trial {
  readonly since: number;
}

/** Why a load stopped: what it throws in the end, and the error of a bulk that stopped it. */
interface Stop {
  readonly toThrown: () => unknown;
  readonly cause?: AnyRegistryError;
}

export function createLoad(settings: WriteSettings, exited: AbortSignal): Load {
  const { maxPauseMs, resubmit, onProgress, wait } = settings;
  const { clock, random } = wait;
  const stopping = new AbortController();
  const ending = new AbortController();
  const progress = { read: 0, accepted: 0, applied: 0, failed: 0 };
  const stopped = () => stopping.signal.reason as Stop | undefined;
  let reportedAt = -Infinity;
  let nextReport: unknown;
  let isPaused = false;
  let failures = 0;
  let resumeAt = 0;
  // A pause in which no bulk waits for its trial, or is tried, costs no time.
  let trial: Trial | undefined;
  let waited = 0;
  /** How long bulks had waited when the last one was accepted. */
  let waitedBefore = 0;
  let waiting: (() => void)[] = [];

  const pausedMs = () => waited + (trial === undefined ? 0 : Math.max(0, clock.now() - trial.since));
  const waitingMs = () => pausedMs() - waitedBefore;
  const endTrial = () => {
    waited = pausedMs();
    trial = undefined;
  };
  const reportNow = () => {
    clock.clearTimeout(nextReport);
    nextReport = undefined;
    reportedAt = clock.now();
    // The type admits an async function too.
    const hook: ((progress: WriteProgress) => unknown) | undefined = onProgress;
    try {
      const returned = hook?.({ ...progress, pausedMs: isPaused ? waitingMs() : 0 });
      Promise.resolve(returned).catch(() => undefined);
    } catch {
      // A hook must not change the load.
    }
  };
  const report = () => {
    if (onProgress === undefined || nextReport !== undefined || ending.signal.aborted) return;
    const leftMs = reportedAt + progressMs - clock.now();
    if (leftMs > 0) nextReport = clock.setTimeout(reportNow, leftMs);
    else reportNow();
  };
  const wakeAll = () => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  for (const signal of [exited, stopping.signal]) {
    onAbort(signal, () => {
      ending.abort();
      endTrial();
      wakeAll();
    });
  }
  onAbort(exited, () => {
    clock.clearTimeout(nextReport);
  });

  const load: Load = {
    settings,
    exited,
    stopped: stopping.signal,
    ended: ending.signal,
    get cause() {
      return stopped()?.cause;
    },
    hasResponse: false,
    stop(error) {
      // The first reason stays.
      stopping.abort({ toThrown: () => error } satisfies Stop);
    },
    stopFor(cause, why) {
      stopping.abort({ cause, toThrown: () => new WriteStoppedError(cause, why, progress.read) } satisfies Stop);
    },
    throwIfStopped() {
      if (onProgress !== undefined) reportNow();
      if (isAborted(stopping.signal)) throw stopped()?.toThrown();
    },
    async turn() {
      while (isPaused && !ending.signal.aborted) {
        if (trial !== undefined) await new Promise<void>((wake) => waiting.push(wake));
        else {
          const own = { since: clock.now() };
          trial = own;
          while (clock.now() < resumeAt && !isAborted(load.stopped)) {
            await sleep(exited, clock, Math.min(progressMs, resumeAt - clock.now()));
            report();
          }
          return own;
        }
      }
      return undefined;
    },
    pause(error, askedMs, ended) {
      const isTrial = ended !== undefined && ended === trial;
      if (isTrial) endTrial();
      if (!isPaused) [isPaused, failures, resumeAt] = [true, 0, 0];
      // Bulks that were sent before the pause fail with it, and are no further trial.
      if (isTrial || failures === 0) failures += 1;
      const waitMs = askedMs > 0 ? spreadMs(askedMs, Infinity, random) : backoffMs(resubmit, failures, random);
      resumeAt = Math.max(resumeAt, clock.now() + waitMs);
      if (waitingMs() + waitMs >= maxPauseMs) load.stopFor(error, "unavailable");
      wakeAll();
    },
    resume(isAccepted) {
      endTrial();
      isPaused = false;
      if (isAccepted) waitedBefore = waited;
      wakeAll();
    },
    pausedMs,
    progress,
    report,
  };
  return load;
}
