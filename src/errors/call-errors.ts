import type { ErrorType } from "../generated/client.ts";
import type { ErrorBody } from "../types.ts";
import { readErrorBody, type Redact } from "./error-body.ts";
import { browseExpired, connectionFailed, errorResponse, malformedResponse, redirected, timedOut } from "./messages.ts";
import { RegistryError, setTaskId, type ErrorContext } from "./registry-error.ts";

/** Every error of a call with valid input. */
export type CallError = ApiError | ConnectionError | MalformedResponseError | RedirectError | TimeoutError;

/**
 * Thrown when the response has an error status: neither 2xx nor a redirect.
 *
 * Use `outcome` to decide what to do next, and `serverMessage` and `details` to find out why. Both may quote the request, so
 * printing the error omits them. The API key in them is replaced by `***`.
 *
 * @see https://docs.clinia.com/explanation/errors
 */
export class ApiError extends RegistryError {
  override get name() {
    return "ApiError" as const;
  }

  /** The HTTP status. */
  readonly status: number;
  /** How long the registry asks to wait before a retry (`Retry-After`), in milliseconds; undefined when it does not ask. */
  readonly retryAfterMs: number | undefined;
  readonly #body: Partial<ErrorBody>;

  constructor(
    context: ErrorContext,
    response: { status: number; body: unknown; retryAfterMs?: number | undefined; redact: Redact },
  ) {
    const { status, retryAfterMs } = response;
    const body = readErrorBody(response.body, response.redact);
    const { type, details = [] } = body;
    super(errorResponse(context, { status, type, retryAfterMs, hasDetails: details.length > 0 }), context);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.#body = body;
  }

  /** The type of the error; undefined when the response is not from the registry. Printed in the message if the contract lists it. */
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

/**
 * Thrown when there was no complete response: the connection was refused, reset or cut off, the host was not found, or its
 * certificate is not trusted. For a write, `outcome` is `"not-done"` only if the platform reports that no connection was made, as
 * Node.js and Bun do.
 *
 * `cause` has the platform's error code, such as `ECONNREFUSED`, if it is a known one.
 */
export class ConnectionError extends RegistryError {
  override get name() {
    return "ConnectionError" as const;
  }

  /** The taskId, if the response was cut off after it: the registry accepted the write. Undefined otherwise. */
  declare readonly taskId: string | undefined;
  readonly #platformError: unknown;

  constructor(context: ErrorContext, failure: Parameters<typeof connectionFailed>[1] & { platformError?: unknown }) {
    super(connectionFailed(context, failure), context, causeOf(failure.code));
    setTaskId(this, failure.taskId);
    this.#platformError = failure.platformError;
  }

  /** The error that `fetch` rejected with. It may quote the request. Not printed. */
  get platformError(): unknown {
    return this.#platformError;
  }
}

function causeOf(code: string | undefined): Error | undefined {
  return code === undefined ? undefined : Object.assign(new Error(`The platform reported ${code}.`), { code });
}

/**
 * Thrown when an attempt exceeded `timeoutMs`, or the whole call, with its attempts and the waits between them, exceeded
 * `deadlineMs`.
 *
 * Node.js stops waiting for headers after about 300 seconds, whatever `timeoutMs` is. To wait longer, pass the client a `fetch` with
 * an undici `Agent` whose `headersTimeout` and `bodyTimeout` are higher.
 */
export class TimeoutError extends RegistryError {
  override get name() {
    return "TimeoutError" as const;
  }

  /** The limit, in milliseconds. */
  readonly timeoutMs: number;
  /** The limit that was exceeded: of one attempt (`timeoutMs`), or of the whole call (`deadlineMs`). */
  readonly scope: "attempt" | "deadline";

  constructor(context: ErrorContext, timeout: Parameters<typeof timedOut>[1]) {
    super(timedOut(context, timeout), context);
    this.timeoutMs = timeout.timeoutMs;
    this.scope = timeout.scope;
  }
}

/** Thrown when the response is a redirect. Redirects are not followed: that would send the API key and the body to another address. */
export class RedirectError extends RegistryError {
  override get name() {
    return "RedirectError" as const;
  }

  /** The HTTP status: 301, 302, 303, 307 or 308; undefined in a browser, and for an upload on Node.js, which both hide it. */
  readonly status: number | undefined;
  readonly #origin: string | undefined;

  constructor(context: ErrorContext, { status, origin }: { status: number | undefined; origin: string | undefined }) {
    super(redirected(context), context);
    this.status = status;
    this.#origin = origin;
  }

  /** The origin of the redirect's target; undefined if the status is, or when the response has none. Not printed. */
  get origin(): string | undefined {
    return this.#origin;
  }
}

/**
 * Thrown when the response is a success (2xx) whose body does not match the contract, or is longer than `maxResponseBytes`. The
 * write may have happened: check the registry before you retry.
 */
export class MalformedResponseError extends RegistryError {
  override get name() {
    return "MalformedResponseError" as const;
  }

  /** The HTTP status, 200 to 299. */
  readonly status: number;
  /** The media type of the response, such as `text/html`; undefined when there is none, or when it is not a common one. */
  readonly contentType: string | undefined;
  /** The taskId, if the response contains one. */
  declare readonly taskId: string | undefined;

  constructor(
    context: ErrorContext,
    { status, headers }: Pick<Response, "status" | "headers">,
    { problem, taskId }: { problem: string; taskId?: string | undefined },
  ) {
    const contentType = mediaType(headers.get("content-type"));
    super(malformedResponse(context, { status, contentType, problem, taskId }), context);
    this.status = status;
    this.contentType = contentType;
    setTaskId(this, taskId);
  }
}

/**
 * Thrown by `browseAll` when the registry responded 404 to a request with a cursor: a cursor expires after 5 minutes. Browse again, and
 * spend less time on each page, or set a smaller `perPage`. `cause` is the {@link ApiError}.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export class BrowseExpiredError extends RegistryError {
  override get name() {
    return "BrowseExpiredError" as const;
  }

  /** The number of pages that were read before. */
  readonly pagesRead: number;

  constructor(cause: ApiError, pagesRead: number) {
    super(browseExpired(pagesRead), cause, cause);
    this.pagesRead = pagesRead;
  }
}

/** The usual types of responses of registries, proxies and gateways. Any other may quote the request, and is not printed. */
const mediaTypes = /^(?:application\/(?:json|problem\+json|xml|octet-stream)|text\/(?:html|plain|xml))$/;

function mediaType(header: string | null): string | undefined {
  const [type = ""] = (header ?? "").toLowerCase().split(";");
  return mediaTypes.exec(type.trim())?.[0];
}
