import { ImportWorkerError } from "../../bullmq/index.ts";
import { queueFailure, refusalOf } from "../../bullmq/errors.ts";
import { ImportInputError, JournalError } from "../../import/index.ts";
import { InvalidRequestError } from "../../index.ts";
import { CommandError } from "../context.ts";

/** Returns the error that a command of queues prints. The messages of drivers are not printed. */
export function commandError(error: unknown): CommandError {
  if (error instanceof ImportInputError || error instanceof InvalidRequestError) {
    return new CommandError(error.message, 2);
  }
  if (error instanceof JournalError) return new CommandError(error.message, error.reason === "invalid" ? 2 : 3);
  if (error instanceof ImportWorkerError) {
    return new CommandError(error.message, error.reason === "unavailable" || error.reason === "jobs" ? 3 : 2);
  }
  if (error instanceof Error && error.name === "SchemaMigrationRequiredError") {
    return new CommandError(
      "The tables of the queue do not exist in PostgreSQL. Add --migrate once, to create them.",
      2,
    );
  }
  const refusal = refusalOf(error);
  if (refusal !== undefined) return new CommandError(refusal, 2);
  return new CommandError(
    `The queue failed: ${queueFailure(error)}. Check CLINIA_QUEUE_URL, --backend, and that the server runs.`,
    3,
  );
}
