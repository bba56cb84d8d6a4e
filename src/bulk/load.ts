import { WriteStoppedError, type AnyRegistryError, type WriteStopReason } from "../errors/index.ts";
import { isAborted, onAbort, sleep } from "../transport/deadline.ts";
import { backoffMs, spreadMs } from "../transport/retry.ts";
import type { WriteProgress, WriteSettings } from "./options.ts";

/** The minimum interval of `onProgress`. */
const progressMs = 250;

/** The state that all bulks of one {@link writeResources} share: whether they wait or stop, and the progress. */
export interface Load {
  readonly settings: WriteSettings;
  /** Aborted when the loop is exited early. Nothing more is sent then, and polling ends. */
  readonly exited: AbortSignal;
  /** Aborted when the load stops. Nothing more is read or sent then, but polling of accepted bulks continues. */
  readonly stopped: AbortSignal;
  /** Aborted with either of the two. Calls are not retried then. */
  readonly ended: AbortSignal;
  /** Stops the load. At its end it throws `thrown`, such as the error of a hook. */
  stop(thrown: unknown): void;
  /** Stops the load with {@link WriteStoppedError}, for an error that other bulks would have too. */
  stopFor(cause: AnyRegistryError, reason: WriteStopReason): void;
  /** Throws the error that stopped the load. */
  throwIfStopped(): void;
  /** The error of the bulk that stopped the load. */
  readonly cause: AnyRegistryError | undefined;
  /** Waits until a bulk may be sent. During a pause it resolves with a probe, for one bulk at a time. */
  waitToSend(): Promise<Probe | undefined>;
  /** Whether all bulks wait. */
  isPaused(): boolean;
  /** Pauses all bulks, after the registry was overloaded or the connection was lost. */
  pause(error: AnyRegistryError, requestedMs: number, probe: Probe | undefined): void;
  /** Ends the pause, because the registry responded. Only an accepted bulk resets the time of `maxPauseMs`. */
  resume(isAccepted: boolean): void;
  /** The total time of all pauses, in milliseconds. */
  pausedMs(): number;
  /** Whether the registry has responded to a bulk of the load. */
  hasResponse: boolean;
  /** The counts of `onProgress`. */
  readonly progress: { -readonly [Name in keyof Omit<WriteProgress, "pausedMs">]: number };
  /** Calls `onProgress`, at once or when its interval has passed. */
  report(): void;
}

/** A bulk that is sent during a pause, to find out whether the registry is available again. */
export interface Probe {
  readonly since: number;
}

/** Why a load stopped: the error that it throws at its end, and the error of the bulk that stopped it. */
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
  // A pause counts only while a probe waits or is sent.
  let probe: Probe | undefined;
  let waited = 0;
  /** The total time of pauses when the last bulk was accepted. */
  let waitedBefore = 0;
  let waiting: (() => void)[] = [];

  const pausedMs = () => waited + (probe === undefined ? 0 : Math.max(0, clock.now() - probe.since));
  const waitingMs = () => pausedMs() - waitedBefore;
  const endProbe = () => {
    waited = pausedMs();
    probe = undefined;
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
      endProbe();
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
    async waitToSend() {
      while (isPaused && !ending.signal.aborted) {
        if (probe !== undefined) await new Promise<void>((wake) => waiting.push(wake));
        else {
          const own = { since: clock.now() };
          probe = own;
          while (clock.now() < resumeAt && !isAborted(load.stopped)) {
            await sleep(exited, clock, Math.min(progressMs, resumeAt - clock.now()));
            report();
          }
          return own;
        }
      }
      return undefined;
    },
    isPaused: () => isPaused,
    pause(error, requestedMs, ended) {
      const isProbe = ended !== undefined && ended === probe;
      if (isProbe) endProbe();
      if (!isPaused) [isPaused, failures, resumeAt] = [true, 0, 0];
      // Failures of bulks that were sent before the pause do not count: they have the same cause.
      if (isProbe || failures === 0) failures += 1;
      const waitMs = requestedMs > 0 ? spreadMs(requestedMs, Infinity, random) : backoffMs(resubmit, failures, random);
      resumeAt = Math.max(resumeAt, clock.now() + waitMs);
      if (waitingMs() + waitMs >= maxPauseMs) load.stopFor(error, "unavailable");
      wakeAll();
    },
    resume(isAccepted) {
      endProbe();
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
