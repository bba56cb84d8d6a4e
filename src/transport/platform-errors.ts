import { ConnectionError, RedirectError, TimeoutError, type ErrorContext } from "../errors/index.ts";
import { elapsedMs } from "./deadline.ts";
import type { AttemptResult, CallContext, Progress } from "./types.ts";

/**
 * The known error codes of Node.js (in the cause of the error of `fetch`) and of Bun, by how they end a request if the failed system
 * call is unknown. Deno, browsers and workerd have no codes. An unknown code is not reported: it could be any string, such as an id
 * of the request.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const codes = {
  notConnected:
    /^(?:EAI_AGAIN|ECONNREFUSED|ENOTFOUND|ERR_PROXY_TUNNEL|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/,
  untrusted: /^(?:CERT_|DEPTH_ZERO_SELF_|ERR_TLS_CERT_|SELF_SIGNED_CERT_|UNABLE_TO_|UND_ERR_PRX_TLS$)[A-Z_]{0,40}$/,
  noResponse:
    /^(?:Connection(?:Closed|Reset)|E(?:ACCES|ADDRNOTAVAIL|CONNABORTED|CONNRESET|HOSTUNREACH|MFILE|NETDOWN|NETUNREACH|PIPE|PROTO|TIMEDOUT)|ERR_INVALID_STATE|ERR_SSL_WRONG_VERSION_NUMBER|UND_ERR_(?:ABORTED|BODY_TIMEOUT|HEADERS_OVERFLOW|HEADERS_TIMEOUT|SOCKET))$/,
};

/** The ways a request can end without a response. */
type PlatformEnd = keyof typeof codes;

/** Timeouts of `fetch` itself. */
const fetchTimeouts: ReadonlySet<unknown> = new Set(["UND_ERR_BODY_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"]);

/** The `fetch` of Node.js nests two causes. A limit, because an error can be its own cause. */
const maxCauses = 4;

/** The system calls before a connection exists. */
const connecting: ReadonlySet<unknown> = new Set(["bind", "connect", "getaddrinfo"]);

/** Messages of Node.js errors without a code: for a port that the fetch standard forbids, and for a proxy that refuses CONNECT. */
const notConnectedMessage = /^bad port$|^Proxy response \(\d+\) !== 200 when HTTP Tunneling$/;

/** Returns the result of an attempt whose `fetch` rejected, or whose response could not be read. */
export function platformFailure(
  call: CallContext,
  progress: Progress,
  platformError: unknown,
  { startedAt, isReading, taskId }: { startedAt: number; isReading: boolean; taskId?: string | undefined },
): AttemptResult {
  const { code, end } = readPlatformError(platformError);
  if (end === "redirected") {
    const toError = (context: ErrorContext) => new RedirectError(context, { status: undefined, origin: undefined });
    return { kind: "failed", progress, end: "unexpectedStatus", toError };
  }
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

function readPlatformError(error: unknown): { code: string | undefined; end: PlatformEnd | "redirected" } {
  const unknown = { code: undefined, end: "noResponse" } as const;
  try {
    // The platform's code is in the cause: the outer error may come from a library.
    const all = withCauses(error);
    if (all.some((each) => hasOtherFailure(each))) return unknown;
    for (const each of all) {
      const { code, message, syscall } = each as { readonly code?: unknown; readonly syscall?: unknown } & Error;
      const end = endOfCode(code);
      // The fetch of Node.js, for a request that does not allow a redirect.
      if (message === "unexpected redirect") return { code: undefined, end: "redirected" };
      if (notConnectedMessage.test(message) || connecting.has(syscall) || "errors" in each) {
        return { code: end && (code as string), end: "notConnected" };
      }
      if (end !== undefined) return { code: code as string, end };
    }
  } catch {
    // Reading the fields of a library's error may throw.
  }
  return unknown;
}

/** Returns an error, preceded by its causes. */
function withCauses(error: unknown, level = 0): readonly Error[] {
  return isError(error) && level < maxCauses ? [...withCauses(error.cause, level + 1), error] : [];
}

/** Whether any of the errors that Node.js collects for the addresses of a host happened after connecting. */
function hasOtherFailure(error: Error): boolean {
  const { errors } = error as { readonly errors?: unknown } & Error;
  if (!Array.isArray(errors)) return false;
  return errors.length === 0 || errors.some((each) => readPlatformError(each).end !== "notConnected");
}

function endOfCode(code: unknown): PlatformEnd | undefined {
  const ends = Object.keys(codes) as PlatformEnd[];
  return ends.find((end) => typeof code === "string" && codes[end].test(code));
}

/** Not by `instanceof`, because Jest gives tests another `Error`. */
function isError(value: unknown): value is Error {
  return /^\[object (?:Error|DOMException)\]$/.test(Object.prototype.toString.call(value));
}

/** Whether a call failed because the certificate of the host is not trusted, which a retry does not change. */
export function isUntrusted({ cause }: Error): boolean {
  return cause instanceof Error && "code" in cause && endOfCode(cause.code) === "untrusted";
}
