/** What the platform says of a request without an answer. */
export interface NetworkFailure {
  /** Its code, such as `ECONNRESET`; undefined where it has none. */
  readonly code: string | undefined;
  /** Whether the connection was never made, so that the request surely was not sent. */
  readonly isNeverConnected: boolean;
  /** Whether the platform itself gave up waiting. */
  readonly isTimeout: boolean;
  /** Its error, without what must not be printed. */
  readonly cause: Error;
}

/** Node's, in the cause of a fetch's error, and Bun's. Deno, browsers and workerd tell nothing of the kind. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

const platformTimeouts = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** Reads the error of a `fetch`. `secrets` are texts that its cause must not show: the address, ids, the key. */
export function networkFailure(error: unknown, secrets: readonly string[]): NetworkFailure {
  const root = rootOf(error);
  const code = codeOf(root) ?? codeOf(error);
  return {
    code,
    isNeverConnected: code !== undefined && neverConnected.has(code),
    isTimeout: code !== undefined && platformTimeouts.has(code),
    cause: reduced(root, code, secrets),
  };
}

/** Node says "fetch failed", and what went wrong in the cause. */
function rootOf(error: unknown): unknown {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? cause : error;
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^\w{1,64}$/.test(code) ? code : undefined;
}

/** A new error with the name, the code and the message alone: others of its properties hold addresses and options. */
function reduced(error: unknown, code: string | undefined, secrets: readonly string[]): Error {
  const message = error instanceof Error ? error.message : "";
  const cause = new Error(secrets.reduce((text, secret) => text.replaceAll(secret, "…"), withoutUrls(message)));
  if (error instanceof Error) cause.name = error.name;
  return Object.assign(cause, code === undefined ? {} : { code });
}

function withoutUrls(text: string): string {
  return text.replaceAll(/\b[a-z][a-z+.-]*:\/\/[^\s)]*/gi, "…");
}
