import { InvalidRequestError } from "../errors/index.ts";
import { throwFirst, type Fault } from "../errors/registry-error.ts";
import { isBrowser } from "../errors/outcome.ts";
import { isJsonObject } from "../json.ts";
import { platformClock } from "../transport/deadline.ts";
import { apiKeyFault, platformFetch } from "../transport/fetch.ts";
import type { ApiKey, Complete, Limits, RetryOptions, RetryPolicy, TransportSettings } from "../transport/types.ts";
import { resolveBaseUrl } from "./base-url.ts";
import {
  functionFault,
  clockFault,
  expected,
  positiveFault,
  resolveOptions,
  unknownFault,
  type OptionRules,
} from "./option-rules.ts";
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

/** The names of the options of a call. */
export const callOptions = ["signal", "headers", ...limitOptions];

/** Options of a client without a rule of their own. */
const otherOptions = [
  ...["workspaceId", "baseUrl", "apiKey", "headers", ...limitOptions],
  ...["dangerouslyAllowBrowser", "dangerouslyAllowHttp"],
];

/** The version of this package in package.json. */
const version = "0.1.0";

/** Throws {@link InvalidRequestError}. */
export function resolveClientOptions(options: RegistryClientOptions): ClientSettings {
  const rules: OptionRules<Omit<TransportSettings, "baseUrl" | "apiKey">> = {
    fetch: [functionFault, platformFetch],
    onEvent: [functionFault, undefined],
    clock: [clockFault, platformClock],
    random: [functionFault, Math.random],
    maxResponseBytes: [positiveFault, 50_000_000],
  };
  throwFirst(expected("options", "an object with apiKey, and workspaceId or baseUrl", isJsonObject(options)));
  throwFirst(unknownFault(options, [...Object.keys(rules), ...otherOptions]));
  const transport = resolveOptions(options, rules);
  const baseUrl = resolveBaseUrl(options);
  throwFirst(keyFault(options));
  const apiKey = options.apiKey as ApiKey | null;
  const userAgent = isBrowser() ? undefined : { "user-agent": `clinia-registry-client/${version}` };
  return {
    transport: { ...transport, baseUrl, apiKey },
    limits: resolveLimits(options),
    headers: { ...userAgent, ...resolveHeaders(options.headers) },
  };
}

function keyFault({ apiKey, baseUrl, dangerouslyAllowBrowser }: RegistryClientOptions): Fault | undefined {
  if (apiKey === null) return expected("apiKey", "a key. null is allowed only with baseUrl", baseUrl !== undefined);
  if (dangerouslyAllowBrowser !== true && isBrowser()) {
    const reason =
      "a key does not belong in a browser, where anyone can read it. Expected null and the baseUrl of a proxy that adds it, or " +
      "dangerouslyAllowBrowser: true.";
    return { field: "apiKey", reason };
  }
  return typeof apiKey === "function" ? undefined : apiKeyFault(apiKey);
}

/** The given limits, and otherwise those of `fallback`. Throws {@link InvalidRequestError}. */
export function resolveLimits(limits: CallLimits, fallback = defaultLimits): Limits {
  const { timeoutMs = fallback.timeoutMs, deadlineMs = fallback.deadlineMs, retry } = limits;
  throwFirst(positiveFault("timeoutMs", timeoutMs), positiveFault("deadlineMs", deadlineMs));
  return { timeoutMs, deadlineMs, retry: retry === undefined ? fallback.retry : resolveRetry(retry, fallback.retry) };
}

function resolveRetry(retry: RetryOptions | false, fallback: RetryPolicy): RetryPolicy {
  if (retry === false) return { ...fallback, limit: 0 };
  throwFirst(expected("retry", "{ limit, backoffMs, maxBackoffMs } or false", isJsonObject(retry)));
  const { waitSignal } = retry as Pick<RetryPolicy, "waitSignal">;
  const { limit, backoffMs, maxBackoffMs } = fallback;
  const isLimit = (field: string, value: unknown) =>
    expected(field, "an integer, 0 or higher", Number.isInteger(value) && Number(value) >= 0);
  const rules: OptionRules<Complete<RetryOptions>> = {
    limit: [isLimit, limit],
    backoffMs: [positiveFault, backoffMs],
    maxBackoffMs: [positiveFault, maxBackoffMs],
  };
  throwFirst(unknownFault(retry, [...Object.keys(rules), "waitSignal"]));
  return { ...resolveOptions(retry, rules, "retry."), waitSignal: resolveSignal(waitSignal) };
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
  const { addEventListener, removeEventListener } = Object(signal) as Partial<AbortSignal>;
  const isSignal =
    "aborted" in Object(signal) && typeof addEventListener === "function" && typeof removeEventListener === "function";
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
    const what = "names of letters, digits and hyphens, and Latin-1 values";
    throw new InvalidRequestError({ field: "headers", reason: `expected ${what}.` });
  }
  const owned = Object.keys(resolved).find((name) => ownedHeaders.test(name));
  throwFirst(expected("headers", `no ${String(owned)}: fetch sets it, or refuses it`, owned === undefined));
  return resolved;
}

/** The headers of the connection and of the length of the body. `fetch` of Node.js refuses some, and sends the others as they are. */
const ownedHeaders = /^(?:connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade)$/;
