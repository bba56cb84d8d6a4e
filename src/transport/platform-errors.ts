import { ConnectionError, TimeoutError, type ErrorContext } from "../errors/index.ts";
import { elapsedMs } from "./deadline.ts";
import type { AttemptResult, CallContext, Progress } from "./types.ts";

/**
 * The codes of Node.js (in the cause of the error of `fetch`) and of Bun that are passed on, and how they end a request. Deno,
 * browsers and workerd have no codes. Any other code could be any string, such as an id of the request.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const codes = {
  notConnected: "ECONNREFUSED ENOTFOUND EAI_AGAIN UND_ERR_CONNECT_TIMEOUT ConnectionRefused FailedToOpenSocket",
  untrusted:
    "CERT_CHAIN_TOO_LONG CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REJECTED CERT_REVOKED CERT_SIGNATURE_FAILURE CERT_UNTRUSTED " +
    "DEPTH_ZERO_SELF_SIGNED_CERT ERR_TLS_CERT_ALTNAME_FORMAT ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT " +
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  noResponse:
    "ConnectionClosed ConnectionReset EACCES EADDRNOTAVAIL ECONNABORTED ECONNRESET EHOSTUNREACH EMFILE ENETDOWN ENETUNREACH EPIPE " +
    "EPROTO ERR_INVALID_STATE ERR_SSL_WRONG_VERSION_NUMBER ETIMEDOUT UND_ERR_ABORTED UND_ERR_BODY_TIMEOUT " +
    "UND_ERR_HEADERS_OVERFLOW UND_ERR_HEADERS_TIMEOUT UND_ERR_SOCKET",
};

/** How a request without a response can end. */
type PlatformEnd = keyof typeof codes;

/** `fetch` itself stopped waiting. */
const fetchTimeouts: ReadonlySet<unknown> = new Set(["UND_ERR_BODY_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"]);

/** The message of Node.js, without a code, for a port that the fetch standard forbids. */
const forbiddenPort = "bad port";

/** The result of an attempt whose `fetch`, or the reading of its response, rejected. */
export function platformFailure(
  call: CallContext,
  progress: Progress,
  platformError: unknown,
  { startedAt, isReading, taskId }: { startedAt: number; isReading: boolean; taskId?: string | undefined },
): AttemptResult {
  const { code, end } = readPlatformError(platformError);
  const stage = isReading ? "reading" : end === "noResponse" ? "waiting" : "connecting";
  const timeout = {
    timeoutMs: call.limits.timeoutMs,
    scope: "attempt",
    fetchTimedOutMs: elapsedMs(call, startedAt),
  } as const;
  const toError = (context: ErrorContext) =>
    fetchTimeouts.has(code)
      ? new TimeoutError(context, timeout)
      : new ConnectionError(context, { stage, isUntrusted: end === "untrusted", code, taskId, platformError });
  return { kind: "failed", progress, end: isReading ? "noResponse" : end, toError };
}

function readPlatformError(error: unknown): { code: string | undefined; end: PlatformEnd } {
  const cause = isError(error) && isError(error.cause) ? error.cause : undefined;
  // The platform's own code is in the cause: the error around it may come from elsewhere.
  for (const each of [cause, error]) {
    const code: unknown = isError(each) && "code" in each ? each.code : undefined;
    const end = endOfCode(code);
    if (end !== undefined) return { code: code as string, end };
  }
  return { code: undefined, end: cause?.message === forbiddenPort ? "notConnected" : "noResponse" };
}

function endOfCode(code: unknown): PlatformEnd | undefined {
  const ends = Object.keys(codes) as PlatformEnd[];
  return ends.find((end) => typeof code === "string" && codes[end].split(" ").includes(code));
}

/** Not by `instanceof`: Jest gives tests an `Error` of their own. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === "[object Error]";
}

/** Whether a call failed because the certificate of the host is not trusted, which a retry does not change. */
export function isUntrusted({ cause }: Error): boolean {
  return cause instanceof Error && "code" in cause && endOfCode(cause.code) === "untrusted";
}
