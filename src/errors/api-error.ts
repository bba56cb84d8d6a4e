import type { errorTypes } from "../generated/constants.ts";
import type { ErrorBody, ErrorType } from "../types/index.ts";
import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";

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
  /** What kind of error it is; undefined when the answer was not the registry's error body. */
  readonly type: ErrorType | undefined;
  /** The error's code, like an HTTP status; undefined when the answer was not the registry's error body. */
  readonly code: number | undefined;
  /** How long the registry asks to wait before the request is sent again (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly #serverMessage: string | undefined;
  readonly #details: readonly ErrorBody[];

  constructor(context: ErrorContext, status: number, answer: unknown, retryAfterMs?: number) {
    const body = isErrorBody(answer) ? answer : undefined;
    const details = (body?.details ?? []).filter(isErrorBody);
    super(message(context, { status, type: body?.type, retryAfterMs, hasDetails: details.length > 0 }), context);
    this.status = status;
    this.type = body?.type;
    this.code = body?.code;
    this.retryAfterMs = retryAfterMs;
    this.#serverMessage = body?.message;
    this.#details = details;
  }

  /** What the registry says went wrong; undefined when the answer was not the registry's error body. Not printed. */
  get serverMessage(): string | undefined {
    return this.#serverMessage;
  }

  /** The errors that this one is made of, such as one for each field. Empty when there are none. Not printed. */
  get details(): readonly ErrorBody[] {
    return this.#details;
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
  return `${subject(context)} was answered ${String(status)}${type === undefined ? "" : ` ${type}`}${fault(answer)}${next}`;
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
  return `. ${adviceByType.get(type) ?? "Read the error's `serverMessage` and `details`, which printing leaves out."}`;
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  if (typeof answer !== "object" || answer === null) return false;
  const { code, message, type, details = [] } = answer as Record<string, unknown>;
  return Number.isInteger(code) && typeof message === "string" && isErrorType(type) && Array.isArray(details);
}

/** A type that is not known yet is one word in capitals too. Anything else is a text, and could say anything. */
function isErrorType(type: unknown): type is ErrorType {
  return typeof type === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(type);
}
