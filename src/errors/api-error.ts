import type { errorTypes } from "../generated/constants.ts";
import type { ErrorBody, ErrorType } from "../types/index.ts";
import { readErrorBody } from "./error-body.ts";
import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";
import { safeErrorType } from "./safe-error-type.ts";

/**
 * Thrown when the answer is an error: its HTTP status is not 2xx.
 *
 * The registry's own words may quote what was sent. They are at `serverMessage` and `details`, and not in `message`, and
 * printing the error does not print them.
 *
 * @see https://docs.clinia.com/explanation/errors
 */
export class ApiError extends RegistryError {
  override get name() {
    return "ApiError" as const;
  }

  /** The HTTP status. */
  readonly status: number;
  /** How long the registry asks to wait before the request is sent again (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly #body: Partial<ErrorBody>;

  constructor(context: ErrorContext, status: number, response: unknown, retryAfterMs?: number) {
    const body = readErrorBody(response);
    const { type, details = [] } = body;
    super(message(context, { status, type, retryAfterMs, hasDetails: details.length > 0 }), context);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.#body = body;
  }

  /** The type of the error; undefined when the response was not the registry's. Printed in the message if it is known. */
  get type(): ErrorType | undefined {
    return this.#body.type;
  }

  /** The code of the error, such as an HTTP status; undefined when the response has none. Not printed. */
  get code(): number | string | undefined {
    return this.#body.code;
  }

  /** The message of the response, from the registry or from a proxy; undefined when there is none. Not printed. */
  get serverMessage(): string | undefined {
    return this.#body.message;
  }

  /** The individual errors, such as one per field. Empty when there are none. Not printed. */
  get details(): readonly ErrorBody[] {
    return this.#body.details ?? [];
  }

  /** An application-specific error code; undefined when there is none. Not printed. */
  get applicationErrorCode(): string | undefined {
    return this.#body.applicationErrorCode;
  }

  /** Additional information about the error; undefined when there is none. Not printed. */
  get additionalContext(): Readonly<Record<string, unknown>> | undefined {
    return this.#body.additionalContext;
  }
}

const adviceByType = new Map<string, string>([
  [
    "INVALID_ARGUMENT",
    "The request breaks a rule of the registry: read the error's `serverMessage`, which printing leaves out.",
  ],
  ["UNAUTHENTICATED", "The API key is missing or not valid: check apiKey."],
  ["PERMISSION_DENIED", "The API key may not do this: ask for the permission, or use another key."],
  [
    "NOT_FOUND",
    "Something that the request names does not exist: check the keys and ids in its path, and baseUrl or workspaceId.",
  ],
  [
    "ALREADY_EXISTS",
    "There is a resource with this id. If nobody else uses the id, a create of yours has landed. Otherwise use another id, " +
      "or none.",
  ],
  ["CONTENT_TOO_LARGE", "The request is too large: send less at once."],
] satisfies [(typeof errorTypes)[number], string][]);

interface Answer {
  readonly status: number;
  readonly type: ErrorType | undefined;
  readonly retryAfterMs: number | undefined;
  readonly hasDetails: boolean;
}

function message(context: ErrorContext, answer: Answer): string {
  const { status, type } = answer;
  // To send a create again would tell the same once more.
  const isTold = type === "ALREADY_EXISTS" && context.operationId === "createResource";
  const next = context.outcome === "unknown" && !isTold ? ` ${advice(context)}` : "";
  const known = safeErrorType(type);
  return `${subject(context)} was answered ${String(status)}${known === undefined ? "" : ` ${known}`}${fault(answer)}${next}`;
}

function fault({ status, type, retryAfterMs, hasDetails }: Answer): string {
  if (status === 429) {
    const wait = retryAfterMs === undefined ? "wait" : `wait ${String(retryAfterMs)} ms (retryAfterMs)`;
    return `. Requests come too fast, and this one was not carried out: ${wait}, and send it again.`;
  }
  if (type === undefined) {
    return (
      " without the registry's error body. A proxy or gateway on the way may have answered instead: check baseUrl or " +
      "workspaceId, and what stands in between."
    );
  }
  if (type === "INVALID_ARGUMENT" && hasDetails) {
    return ". The request breaks a rule of the registry: read the error's `details`, which printing leaves out.";
  }
  if (safeErrorType(type) === undefined) {
    return ". Read the error's `type`, `serverMessage` and `details`, which printing leaves out.";
  }
  return `. ${adviceByType.get(type) ?? "Read the error's `serverMessage` and `details`, which printing leaves out."}`;
}
