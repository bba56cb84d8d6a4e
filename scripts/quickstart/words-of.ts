import type { AnyRegistryError } from "../../src/index.ts";

/** What the registry itself says went wrong, a line for each of its errors. */
export function wordsOf(error: AnyRegistryError): string[] {
  const words =
    error.name === "ApiError"
      ? [error.serverMessage, ...error.details.map(({ message }) => message)]
      : error.name === "TaskFailedError"
        ? error.receipts.map((receipt) => receipt.error?.message)
        : error.name === "OperationFailedError"
          ? [error.serverMessage]
          : [];
  return words.filter((line) => line !== undefined);
}
