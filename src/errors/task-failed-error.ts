import type { Receipt, TaskStatus } from "../types/index.ts";
import type { AnyRegistryError } from "./is-registry-error.ts";
import { RegistryError, type ErrorContext, type Outcome } from "./registry-error.ts";
import { safeErrorType } from "./safe-error-type.ts";

interface Failure {
  readonly taskId: string;
  readonly status: TaskStatus;
  /** Those of all operations; undefined when they could not be read. */
  readonly receipts?: readonly Receipt[];
}

/**
 * Thrown when a task has ended as `FAILURE` or `CANCELLED`. `outcome` is `"not-done"` when none of its operations was carried
 * out; when some were, it is `"unknown"`, and `receipts` tell which were not.
 *
 * The receipts hold ids, and the registry's own words. Printing the error does not print them. `cause` is the error of the look
 * that was to read them, when it failed.
 *
 * @see https://docs.clinia.com/guides/managing-data/tasks
 */
export class TaskFailedError extends RegistryError {
  override get name() {
    return "TaskFailedError" as const;
  }

  /** The task that has failed. */
  readonly taskId: string;
  /** `"FAILURE"` or `"CANCELLED"`. */
  readonly status: TaskStatus;
  readonly #receipts: readonly Receipt[];

  constructor(context: ErrorContext, failure: Failure, cause?: AnyRegistryError) {
    const failed = failure.receipts?.filter(({ status }) => status !== "SUCCESS") ?? [];
    super(message(failure, failed, context), context, cause);
    this.taskId = failure.taskId;
    this.status = failure.status;
    this.#receipts = failed;
  }

  /** The receipts of what was not carried out; empty when they could not be read. Not printed. */
  get receipts(): readonly Receipt[] {
    return this.#receipts;
  }
}

function message({ taskId, status, receipts }: Failure, failed: readonly Receipt[], { outcome }: ErrorContext): string {
  const ended = `The task ${taskId} ended as ${status}`;
  if (receipts === undefined) {
    return `${ended}, and its receipts could not be read. Read them with getTask to see what was carried out.`;
  }
  if (failed.length === 0 && outcome === "unknown") {
    return `${ended}, and its receipts do not tell what failed. Look for what was carried out before you send it again.`;
  }
  const next = whatNext(outcome, failed.length < receipts.length);
  const counts = `${String(failed.length)} of ${String(receipts.length)} operations failed`;
  return `${ended}: ${counts}${failed.length === 0 ? "" : `: ${byReason(failed)}`}. ${next}`;
}

function whatNext(outcome: Outcome, hasOthers: boolean): string {
  if (outcome === "not-done") return "Nothing was written: fix what failed, and send it again.";
  if (hasOthers) return "The others were carried out: fix what failed, and send only that again.";
  return "An earlier sending of the same may have been carried out: look for it before you send it again.";
}

/** Such as "2 ALREADY_EXISTS, 1 INVALID_ARGUMENT", the commonest first. */
function byReason(failed: readonly Receipt[]): string {
  const counts = new Map<string, number>();
  for (const receipt of failed) {
    const reason = reasonOf(receipt);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([reason, count]) => `${String(count)} ${reason}`).join(", ");
}

function reasonOf({ error, status }: Receipt): string {
  const known = safeErrorType(error?.type);
  if (known !== undefined) return known;
  if (error?.type !== undefined) return "of another type";
  return status === "CANCELLED" ? "CANCELLED" : "without a reason";
}
