import { InvalidRequestError } from "./errors/index.ts";

/** The body as JSON. Throws {@link InvalidRequestError} without the words of `JSON.stringify`, which can quote the body. */
export function serializeBody(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidRequestError(
      "body",
      "it can't be written as JSON. Expected no cycle, no bigint and no toJSON that throws: convert such values first.",
    );
  }
}
