import type { AnyRegistryError } from "../../src/index.ts";
import { escapeControlCharacters } from "../escape-control-characters.ts";

/** Returns the messages of the registry in an error, one line each, escaped for a terminal. */
export function serverMessages(error: AnyRegistryError): string[] {
  return rawMessages(error)
    .filter((message) => message !== undefined)
    .map(escapeControlCharacters);
}

function rawMessages(error: AnyRegistryError): (string | undefined)[] {
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
