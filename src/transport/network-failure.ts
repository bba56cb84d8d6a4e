import { isUntrustedCode } from "../errors/index.ts";

/** What the platform says of a request without an answer. */
export interface NetworkFailure {
  /** Its code, such as `ECONNRESET`; undefined where it has none. */
  readonly code: string | undefined;
  /** Whether the connection was never made, so that the request surely was not sent. */
  readonly isNeverConnected: boolean;
  /** Whether the platform itself gave up waiting. */
  readonly isTimeout: boolean;
  /** Its error, without what must not be printed; undefined for an error that is none of the platform's. */
  readonly cause: Error | undefined;
}

/** Node's, in the cause of a fetch's error, and Bun's. Deno, browsers and workerd tell nothing of the kind. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
  // Node's message, without a code, for a port that the fetch standard refuses.
  "bad port",
]);

const platformTimeouts = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** Reads the error of a `fetch`. `redact` takes out of a text what must not be shown: the key, ids, words of the body. */
export function networkFailure(error: unknown, redact: (text: string) => string): NetworkFailure {
  if (!isError(error)) return { code: undefined, isNeverConnected: false, isTimeout: false, cause: undefined };
  const root = rootOf(error);
  const code = [codeOf(root), codeOf(error)].find((each) => each !== undefined && redact(each) === each);
  return {
    code,
    isNeverConnected: neverConnected.has(code ?? root.message) || isUntrustedCode(code),
    isTimeout: code !== undefined && platformTimeouts.has(code),
    cause: code !== undefined || isPlatforms(error, root) ? reduced(root, code, redact) : undefined,
  };
}

/** Node and Deno say "fetch failed", and what went wrong in the cause. */
function rootOf(error: Error): Error {
  return isError(error.cause) ? error.cause : error;
}

/** Before a cause without a code in Deno, and in workerd, whose errors have neither a code nor a type of their own. */
const platformMessages = new Set(["fetch failed", "Network connection lost."]);

/** Whether an error without a code is the platform's: any other comes from whoever gave a `fetch`, and could quote the request. */
function isPlatforms(error: Error, root: Error): boolean {
  return root.name === "TypeError" || platformMessages.has(error.message);
}

/** Not by `instanceof`: a runner of tests, such as Jest, gives the tests an `Error` and a `TypeError` of their own. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === "[object Error]";
}

/** The forms that codes of platforms have: other texts at `code` could say anything. */
const codePattern =
  /^(?:E[A-Z0-9_]{2,20}|(?:UND_ERR|ERR|CERT|HPE|DEPTH|SELF|UNABLE)_[A-Z0-9_]{1,60}|[A-Z][a-z]+(?:[A-Z][a-z]+){1,4})$/;

function codeOf(error: Error): string | undefined {
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && codePattern.test(code) ? code : undefined;
}

/** A new error with the name, the code and the message alone: others of its properties hold addresses and options. */
function reduced(error: Error, code: string | undefined, redact: (text: string) => string): Error {
  const cause = new Error(redacted(error.message, redact));
  if (/^[A-Za-z]{1,40}Error$/.test(error.name) && redact(error.name) === error.name) cause.name = error.name;
  return Object.assign(cause, code === undefined ? {} : { code });
}

/** Without addresses, without what must not be shown, and without whatever is quoted. */
function redacted(message: string, redact: (text: string) => string): string {
  const withoutUrls = message.replaceAll(/\b[a-z][a-z+.-]*:\/\/[^\s)]*/gi, "…");
  return redact(withoutUrls).replace(/["'`{[<].*$/s, "…");
}
