import { ImportInputError, ImportStoppedError, type ImportStopReason, type ImportSummary } from "../../import/index.ts";
import { InvalidRequestError, isRegistryError } from "../../index.ts";
import type { ExitCode } from "../context.ts";
import { isFileSystemError } from "../files.ts";
import { formatNumber } from "./progress-text.ts";

/** How `importFiles` ended. */
export interface ImportResult {
  /** Undefined when the import has not begun. */
  readonly summary: ImportSummary | undefined;
  readonly exitCode: ExitCode;
  readonly error?: unknown;
  readonly stopped?: ImportStopReason;
}

/** Returns the result of an import that read everything. */
export function finished(summary: ImportSummary): ImportResult {
  return { summary, exitCode: summary.rejected > 0 ? 1 : 0 };
}

/** Returns the result of an import that threw. An unexpected error is a stop too: 1 would say that the other records are written. */
export function failed(error: unknown): ImportResult {
  if (error instanceof ImportStoppedError) {
    const { summary, reason } = error;
    return { summary, exitCode: reason === "aborted" ? 130 : 3, error, stopped: reason };
  }
  const isInvalid = error instanceof ImportInputError || error instanceof InvalidRequestError;
  return { summary: undefined, exitCode: isInvalid ? 2 : 3, error };
}

/** Returns the message of an error that is known to contain no data; otherwise its name. */
export function safeMessage(error: unknown): string {
  const isSafe = error instanceof ImportStoppedError || error instanceof ImportInputError || isRegistryError(error);
  if (isSafe || isFileSystemError(error)) return error.message;
  return `The import stopped because of an unexpected ${error instanceof Error ? error.name : "error"}. Run it again to resume.`;
}

/** Returns the warnings about an import. */
export function warnings({ read, unusualIds }: ImportSummary, error?: unknown): string[] {
  const ids = `${formatNumber(unusualIds)} ${unusualIds === 1 ? "record has" : "records have"} an unusual id`;
  return [
    ...(read === 0 && error === undefined ? ["There is no record in the input."] : []),
    ...(unusualIds === 0
      ? []
      : [`${ids}: of one character, of more than 93, or with characters that createResource refuses.`]),
  ];
}
