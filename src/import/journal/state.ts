import type { Frontier, Journal, JournalEntry, RejectedRecord, SentEntry, Span, StartEntry } from "./entries.ts";
import { without } from "./spans.ts";

/** What the entries of a journal add up to. */
export interface JournalState {
  /** The first entry, and the last `start`; undefined in a new journal. */
  readonly start: StartEntry | undefined;
  readonly frontier: Frontier;
  /** The operations whose outcome is known. Those before the frontier may be missing. */
  readonly done: readonly Span[];
  /** The operations that may have been sent. */
  readonly sending: readonly Span[];
  /** The tasks whose outcome is not known, by their taskIds. */
  readonly open: ReadonlyMap<string, SentEntry>;
  /** The rejected records by their number. */
  readonly rejected: ReadonlyMap<number, RejectedRecord>;
  /** The records before the frontier that were rejected, and are imported again. */
  readonly retry: ReadonlyMap<number, RejectedRecord>;
  /** How many records before the frontier were rejected at first, and then skipped. */
  readonly skipped: number;
  /** How many runs have begun since the last progress, and did not stop by themselves. */
  readonly runs: number;
  /** Whether every record of the input is finished. */
  readonly hasEnded: boolean;
}

export const startOfInput: Frontier = { record: 0, file: 0, offset: 0, line: 1, read: 0, skipped: 0, unusualIds: 0 };

export async function readState(journal: Pick<Journal, "read">): Promise<JournalState> {
  const state = newState();
  for await (const entry of journal.read()) add(state, entry);
  return {
    ...state,
    done: state.done.filter((span) => isAfter(span, state.frontier)),
    sending: state.sending.filter((span) => isAfter(span, state.frontier) || state.retry.size > 0),
  };
}

/** The state of an import without a journal. */
export const emptyState: JournalState = newState();

type MutableState = ReturnType<typeof newState>;

function newState() {
  return {
    start: undefined as StartEntry | undefined,
    frontier: startOfInput,
    done: [] as Span[],
    sending: [] as Span[],
    open: new Map<string, SentEntry>(),
    /** The operations that are resent even if these tasks, which were sent before, apply them. */
    redo: new Map<string, Span[]>(),
    rejected: new Map<number, RejectedRecord>(),
    retry: new Map<number, RejectedRecord>(),
    skipped: 0,
    runs: 0,
    hasEnded: false,
  };
}

function isAfter([, , toRecord]: Span, { record }: Frontier): boolean {
  return toRecord >= record;
}

function add(state: MutableState, entry: JournalEntry): void {
  state.runs = entry.entry === "run" ? state.runs + 1 : isNeutral(entry) ? state.runs : 0;
  // A run that read everything can still stop, such as at the limit of rejected records.
  if (entry.entry !== "stop") state.hasEnded = entry.entry === "end";
  switch (entry.entry) {
    case "start":
      state.start = entry;
      if (entry.retry === true) startRetry(state);
      break;
    case "sending":
      state.sending.push(...entry.spans);
      break;
    case "sent":
      state.open.set(entry.task, entry);
      break;
    case "done":
      state.done.push(...doneSpans(state, entry.task));
      state.open.delete(entry.task);
      for (const record of entry.retried ?? []) state.retry.delete(record);
      for (const failed of entry.failed ?? []) addRejected(state, failed);
      state.frontier = entry.upTo;
      break;
    case "bad":
      addRejected(state, entry);
      break;
    case "skipped":
      for (const record of entry.records) state.retry.delete(record);
      state.skipped += entry.records.length;
      break;
    case "resend":
      state.open.delete(entry.task);
      break;
    case "redo":
      for (const span of entry.spans) state.done = state.done.flatMap((done) => without(done, span));
      for (const task of state.open.keys()) state.redo.set(task, [...(state.redo.get(task) ?? []), ...entry.spans]);
      break;
    case "run":
    case "stop":
      break;
    case "end":
      state.frontier = entry.upTo;
      break;
  }
}

/** Whether an entry is no progress: a run that is killed each time repeats it. */
function isNeutral({ entry }: JournalEntry): boolean {
  return entry === "sending" || entry === "sent" || entry === "resend" || entry === "redo";
}

/** Returns the operations of a task that need not be resent. */
function doneSpans({ open, redo }: MutableState, task: string): readonly Span[] {
  const spans = open.get(task)?.spans ?? [];
  return (redo.get(task) ?? []).reduce((left, span) => left.flatMap((each) => without(each, span)), spans);
}

function addRejected(state: MutableState, { record, file, line, offset, reason, path, code }: RejectedRecord): void {
  state.rejected.set(record, { record, file, line, offset, reason, path, code });
  state.retry.delete(record);
}

/**
 * The rejected records before the frontier are imported again one by one. Those after it are read again anyway: their bulks count as not
 * done, so that later records with the same ids are sent after them.
 */
function startRetry(state: MutableState): void {
  for (const [record, rejected] of state.rejected) {
    if (record < state.frontier.record) state.retry.set(record, rejected);
    else state.done = state.done.flatMap((span) => without(span, [record, 0, record, Infinity]));
  }
  state.rejected.clear();
}
