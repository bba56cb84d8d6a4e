import { InvalidRequestError } from "../errors/index.ts";
import { throwFirst, type Fault } from "../errors/registry-error.ts";
import { isBrowser } from "../errors/outcome.ts";
import { platformClock } from "../transport/deadline.ts";
import { apiKeyFault, platformFetch } from "../transport/fetch.ts";
import type { ApiKey, Limits, RetryOptions, RetryPolicy, TransportSettings } from "../transport/types.ts";
import { resolveBaseUrl } from "./base-url.ts";
import type { CallLimits, ExtraHeaders, RegistryClientOptions } from "./options.ts";

/** The options of a client, checked and complete. */
export interface ClientSettings {
  readonly transport: TransportSettings;
  readonly limits: Limits;
  /** The headers of every request except the key. */
  readonly headers: Readonly<Record<string, string>>;
}

const defaultLimits: Limits = {
  timeoutMs: 30_000,
  deadlineMs: 120_000,
  retry: { limit: 2, backoffMs: 500, maxBackoffMs: 8_000 },
};

const limitOptions = ["timeoutMs", "deadlineMs", "retry"];
const clientOptions = [
  ...["workspaceId", "baseUrl", "apiKey", "headers", ...limitOptions, "fetch", "maxResponseBytes", "onEvent", "clock"],
  ...["random", "dangerouslyAllowBrowser", "dangerouslyAllowHttp"],
];

/** The names of the options of a call. */
export const callOptions = ["signal", "headers", ...limitOptions];

/** The version of this package in package.json. */
const version = "0.1.0";

/** Throws {@link InvalidRequestError}. */
export function resolveClientOptions(options: RegistryClientOptions): ClientSettings {
  throwFirst(expected("options", "an object with apiKey, and workspaceId or baseUrl", isObject(options)));
  throwFirst(unknownFault(options, clientOptions));
  const { fetch = platformFetch, onEvent, clock = platformClock, random = Math.random } = options;
  const { maxResponseBytes = 50_000_000, headers } = options;
  const baseUrl = resolveBaseUrl(options);
  throwFirst(
    keyFault(options),
    functionFault("fetch", fetch),
    onEvent === undefined ? undefined : functionFault("onEvent", onEvent),
    functionFault("random", random),
    clockFault(clock),
    positiveFault("maxResponseBytes", maxResponseBytes),
  );
  const apiKey = options.apiKey as ApiKey | null;
  const userAgent = isBrowser() ? undefined : { "user-agent": `clinia-registry-client/${version}` };
  return {
    transport: { baseUrl, apiKey, fetch, maxResponseBytes, onEvent, clock, random },
    limits: resolveLimits(options),
    headers: { ...userAgent, ...resolveHeaders(headers) },
  };
}

function keyFault({ apiKey, baseUrl, dangerouslyAllowBrowser }: RegistryClientOptions): Fault | undefined {
  if (apiKey === null) return expected("apiKey", "a key. null is allowed only with baseUrl", baseUrl !== undefined);
  if (dangerouslyAllowBrowser !== true && isBrowser()) {
    const reason =
      "a key does not belong in a browser, where anyone can read it. Expected null, and the baseUrl of a proxy that adds the key; " +
      "or dangerouslyAllowBrowser: true, if everyone who can open the page may have it.";
    return { field: "apiKey", reason };
  }
  return typeof apiKey === "function" ? undefined : apiKeyFault(apiKey);
}

/** The given limits, and otherwise those of `fallback`. Throws {@link InvalidRequestError}. */
export function resolveLimits(limits: CallLimits, fallback = defaultLimits): Limits {
  const { timeoutMs = fallback.timeoutMs, deadlineMs = fallback.deadlineMs, retry } = limits;
  const fault = positiveFault("timeoutMs", timeoutMs) ?? positiveFault("deadlineMs", deadlineMs);
  if (fault !== undefined) throw new InvalidRequestError(fault);
  return { timeoutMs, deadlineMs, retry: retry === undefined ? fallback.retry : resolveRetry(retry, fallback.retry) };
}

function resolveRetry(retry: RetryOptions | false, fallback: RetryPolicy): RetryPolicy {
  if (retry === false) return { ...fallback, limit: 0 };
  throwFirst(expected("retry", "{ limit, backoffMs, maxBackoffMs }, each optional, or false", isObject(retry)));
  throwFirst(unknownFault(retry, ["limit", "backoffMs", "maxBackoffMs", "waitSignal"]));
  const { limit = fallback.limit, backoffMs = fallback.backoffMs, maxBackoffMs = fallback.maxBackoffMs } = retry;
  throwFirst(
    expected("retry.limit", "an integer, 0 or higher", Number.isInteger(limit) && limit >= 0),
    positiveFault("retry.backoffMs", backoffMs),
    positiveFault("retry.maxBackoffMs", maxBackoffMs),
  );
  const { waitSignal } = retry as Pick<RetryPolicy, "waitSignal">;
  return { limit, backoffMs, maxBackoffMs, waitSignal };
}

/** The same retries, whose waits a signal ends: after it nothing more is sent, and an attempt that was begun goes on. */
export function withWaitSignal(retry: RetryOptions | false | undefined, waitSignal: AbortSignal): RetryOptions | false {
  if (retry === false) return false;
  const waiting: RetryOptions & Pick<RetryPolicy, "waitSignal"> = { ...retry, waitSignal };
  return waiting;
}

/** A signal of the platform, or of another realm or library; null is none, as in `fetch`. Throws {@link InvalidRequestError}. */
export function resolveSignal(signal: AbortSignal | null | undefined): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  const isSignal =
    isObject(signal) && "aborted" in signal && "addEventListener" in signal && "removeEventListener" in signal;
  throwFirst(expected("signal", "the signal of an AbortController", isSignal));
  return signal;
}

/** Headers by their lower-case names. Throws {@link InvalidRequestError}; the platform's own error would quote them. */
export function resolveHeaders(headers: ExtraHeaders | undefined): Readonly<Record<string, string>> {
  if (headers === undefined) return {};
  let resolved: Record<string, string>;
  try {
    resolved = Object.fromEntries(new Headers(headers as ConstructorParameters<typeof Headers>[0]));
  } catch {
    const what = "names of letters, digits and hyphens, and Latin-1 values without line breaks";
    throw new InvalidRequestError({ field: "headers", reason: `expected ${what}.` });
  }
  const owned = Object.keys(resolved).find((name) => ownedHeaders.test(name));
  throwFirst(expected("headers", `no ${String(owned)}: fetch sets it, or refuses it`, owned === undefined));
  return resolved;
}

/** The headers of the connection and of the length of the body. `fetch` of Node.js refuses some, and sends the others as they are. */
const ownedHeaders = /^(?:connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade)$/;

/** What is wrong with the names of options, which callers without types can misspell. */
export function unknownFault(options: object, known: readonly string[]): Fault | undefined {
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !known.includes(name))?.[0];
  if (unknown === undefined) return undefined;
  // The pairs of letters that both names have.
  const likeness = (name: string) => {
    const pairs = Array.from(unknown, (_, index) => unknown.slice(index, index + 2).toLowerCase());
    return pairs.filter((pair) => name.toLowerCase().includes(pair)).length / (name.length + unknown.length);
  };
  const [nearest = "none"] = [...known].sort((one, other) => likeness(other) - likeness(one));
  const field = /^\w{1,62}$/.test(unknown) ? unknown : "options";
  return { field, reason: `it is not an option. The nearest one is ${nearest}.` };
}

/** What is wrong with an option that is not as expected. */
export function expected(field: string, what: string, isSo: boolean): Fault | undefined {
  return isSo ? undefined : { field, reason: `expected ${what}.` };
}

/** What is wrong with a limit; `Infinity` is none. */
export function positiveFault(field: string, value: unknown): Fault | undefined {
  const unit = field.endsWith("Ms") ? "milliseconds" : "bytes";
  return expected(field, `a number of ${unit} higher than 0, or Infinity`, typeof value === "number" && value > 0);
}

/** What is wrong with a count; `Infinity` is no limit. */
export function countFault(field: string, value: number): Fault | undefined {
  const isCount = value === Infinity || (Number.isInteger(value) && value > 0);
  return expected(field, "an integer higher than 0, or Infinity", isCount);
}

/** What is wrong with a number that has a minimum. */
export function minimumFault(field: string, value: unknown, min: number): Fault | undefined {
  return expected(field, `a number, ${min} or higher`, typeof value === "number" && value >= min);
}

export function functionFault(field: string, value: unknown): Fault | undefined {
  return expected(field, "a function", typeof value === "function");
}

export function clockFault(clock: unknown): Fault | undefined {
  const { now, setTimeout, clearTimeout } = Object(clock) as Record<string, unknown>;
  const isClock = [now, setTimeout, clearTimeout].every((part) => typeof part === "function");
  return expected("clock", "an object with now, setTimeout and clearTimeout", isClock);
}

export function iterableFault(field: string, items: unknown): Fault | undefined {
  const isIterable = isObject(items) && (Symbol.asyncIterator in items || Symbol.iterator in items);
  return expected(field, "an array, a generator or a stream", isIterable);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
