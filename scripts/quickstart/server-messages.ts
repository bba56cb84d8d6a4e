import type { AnyRegistryError } from "../../src/index.ts";
import { escapeControlCharacters } from "../escape-control-characters.ts";

/** The messages of the registry in an error, for a terminal: one line each. */
export function serverMessages(error: AnyRegistryError): string[] {
  return messagesOf(error)
    .filter((message) => message !== undefined)
    .map(escapeControlCharacters);
}

function messagesOf(error: AnyRegistryError): (string | undefined)[] {
  switch (error.name) {
    case "ApiError":
      return [error.serverMessage, ...error.details.map(({ message }) => message)];
    case "TaskFailedError":
      return error.receipts.map((receipt) => receipt.error?.message);
    case "OperationFailedError":
      return [error.serverMessage];
    default:
      return [];
  }
}
