import { setTimeout as platformSleep } from "node:timers/promises";
import { throwIfAborted } from "../../transport/deadline.ts";
import { ImportInputError } from "../errors.ts";

interface ScheduleSettings {
  /** The maximum number of records per second. Default: no limit. */
  readonly rate?: number | undefined;
  /** The time of day in which records are sent, such as `22:00-06:00`. Default: always. */
  readonly window?: string | undefined;
  /** Ends the wait with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Returns milliseconds since 1970. Default: the system clock, because a window follows it when it is set. */
  readonly now?: (() => number) | undefined;
  /** Resolves after a time in milliseconds. Rejects only when the signal is aborted. */
  readonly sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

/** Decides when records are sent. */
export interface Schedule {
  /** Waits until the next record may be sent. Returns undefined if it may be sent now: a promise per record would cost more than the check. */
  readonly waitForTurn: () => Promise<void> | undefined;
}

/** Returns how long to wait from a time on, in milliseconds; 0 if there is nothing to wait for. */
type Wait = (now: number) => number;

const minuteMs = 60_000;

/** The shortest wait for the rate: many short ones would take more time than the records. */
const minWaitMs = 20;

const burstMs = 1000;

/**
 * Creates the schedule of an import.
 *
 * @throws {@link ImportInputError} When `window` is invalid.
 */
export function createSchedule({
  rate,
  window,
  signal,
  now = Date.now,
  sleep = abortableSleep,
}: ScheduleSettings): Schedule {
  const waits: Wait[] = [];
  // The rate is last, because it counts a record that need not wait as sent.
  if (window !== undefined) waits.push(windowWait(window));
  if (rate !== undefined) waits.push(rateWait(rate));
  const nextWait = () => {
    const time = now();
    for (const wait of waits) {
      const ms = wait(time);
      if (ms > 0) return ms;
    }
    return 0;
  };
  // In parts, because the platform's timers fire at once when they are set for longer than 25 days.
  const waitFrom = async (first: number) => {
    for (let ms = first; ms > 0; ms = nextWait()) {
      await sleep(Math.min(ms, minuteMs), signal).catch(() => undefined);
      throwIfAborted(signal);
    }
  };
  return {
    waitForTurn() {
      if (waits.length === 0) return undefined;
      const ms = nextWait();
      return ms === 0 ? undefined : waitFrom(ms);
    },
  };
}

async function abortableSleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await platformSleep(ms, undefined, { signal });
}

/** After a time in which fewer records were sent, allows those of up to a second at once. */
function rateWait(rate: number): Wait {
  const intervalMs = 1000 / rate;
  // Times start at the first record: those since 1970 are not exact enough to add a few microseconds to.
  let start: number | undefined;
  let nextAt = 0;
  return (now) => {
    const time = now - (start ??= now);
    // The system clock may have been set back, or forward.
    nextAt = Math.min(Math.max(nextAt, time - burstMs), time + intervalMs);
    if (nextAt > time) return Math.max(minWaitMs, Math.ceil(nextAt - time));
    nextAt += intervalMs;
    return 0;
  };
}

/**
 * Waits from minute to minute while the window is closed, instead of until a computed time: that time would be wrong when the clock
 * changes, and when the system sleeps.
 */
function windowWait(window: string): Wait {
  const [start, end] = parseWindow(window);
  let minute: number | undefined;
  let isOpen = false;
  return (now) => {
    const current = Math.floor(now / minuteMs);
    if (current !== minute) {
      minute = current;
      const date = new Date(now);
      const time = date.getHours() * 60 + date.getMinutes();
      isOpen = start < end ? time >= start && time < end : time >= start || time < end;
    }
    return isOpen ? 0 : (current + 1) * minuteMs - now;
  };
}

const windowPattern = /^([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-3]):[0-5]\d$/;

/** Returns the start and the end of a window, in minutes of the day. */
function parseWindow(window: string): [start: number, end: number] {
  const [start = 0, end = 0] = windowPattern.test(window) ? window.split("-").map(minuteOfDay) : [];
  if (start === end) {
    throw new ImportInputError(
      "The window is invalid. Set window (--window) to two different times of the day, such as 22:00-06:00.",
    );
  }
  return [start, end];
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
