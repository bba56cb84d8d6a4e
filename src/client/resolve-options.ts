import { InvalidRequestError } from "../errors/index.ts";
import { throwIfInvalid, type InputProblem } from "../errors/registry-error.ts";
import { isBrowser } from "../errors/outcome.ts";
import { isJsonObject } from "../json.ts";
import { platformClock } from "../transport/deadline.ts";
import { checkApiKey, platformFetch } from "../transport/fetch.ts";
import type { ApiKey, Complete, Limits, RetryOptions, RetryPolicy, TransportSettings } from "../transport/types.ts";
import type { ResourceCheck } from "../resource-check.ts";
import { resolveBaseUrl } from "./base-url.ts";
import {
  checkFunction,
  checkClock,
  expected,
  checkPositive,
  resolveOptions,
  checkOptionNames,
  type OptionRules,
} from "./option-rules.ts";
import type { CallLimits, ExtraHeaders, ProfileOptions, RegistryClientOptions } from "./options.ts";
import { toResourceCheck } from "./profile-check.ts";

/** The options of a client, checked and complete. */
export interface ClientSettings {
  readonly transport: TransportSettings;
  readonly limits: Limits;
  /** The headers of every request, without the API key. */
  readonly headers: Readonly<Record<string, string>>;
  /** The checks of the resources in requests; undefined without profiles. */
  readonly profiles: ResourceCheck | undefined;
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

const profileOptions = ["profiles", "unknownFields", "otherTypes"];

/** The version of this package in package.json. */
const version = "0.1.0";

/** Throws {@link InvalidRequestError}. */
export function resolveClientOptions(
  options: RegistryClientOptions & Partial<ProfileOptions<unknown>>,
): ClientSettings {
  const rules: OptionRules<Omit<TransportSettings, "baseUrl" | "apiKey">> = {
    fetch: [checkFunction, platformFetch],
    onEvent: [checkFunction, undefined],
    clock: [checkClock, platformClock],
    random: [checkFunction, Math.random],
    maxResponseBytes: [checkPositive, 50_000_000],
  };
  throwIfInvalid(expected("options", "an object with apiKey, and workspaceId or baseUrl", isJsonObject(options)));
  throwIfInvalid(checkOptionNames(options, [...Object.keys(rules), ...otherOptions, ...profileOptions]));
  const transport = resolveOptions(options, rules);
  const baseUrl = resolveBaseUrl(options);
  throwIfInvalid(checkKeyOption(options));
  const apiKey = options.apiKey as ApiKey | null;
  const userAgent = isBrowser() ? undefined : { "user-agent": `clinia-registry-client/${version}` };
  return {
    transport: { ...transport, baseUrl, apiKey },
    limits: resolveLimits(options),
    headers: { ...userAgent, ...resolveHeaders(options.headers) },
    profiles: toResourceCheck(options),
  };
}

function checkKeyOption({ apiKey, baseUrl, dangerouslyAllowBrowser }: RegistryClientOptions): InputProblem | undefined {
  if (apiKey === null) return expected("apiKey", "a key. null is allowed only with baseUrl", baseUrl !== undefined);
  if (dangerouslyAllowBrowser !== true && isBrowser()) {
    const reason =
      "in a browser anyone can read a key. Expected null with the baseUrl of a proxy that adds the key, or " +
      "dangerouslyAllowBrowser: true.";
    return { field: "apiKey", reason };
  }
  return typeof apiKey === "function" ? undefined : checkApiKey(apiKey);
}

/** Checks the given limits, and completes them from `fallback`. Throws {@link InvalidRequestError}. */
export function resolveLimits(limits: CallLimits, fallback = defaultLimits): Limits {
  const { timeoutMs = fallback.timeoutMs, deadlineMs = fallback.deadlineMs, retry } = limits;
  throwIfInvalid(checkPositive("timeoutMs", timeoutMs), checkPositive("deadlineMs", deadlineMs));
  return { timeoutMs, deadlineMs, retry: retry === undefined ? fallback.retry : resolveRetry(retry, fallback.retry) };
}

function resolveRetry(retry: RetryOptions | false, fallback: RetryPolicy): RetryPolicy {
  if (retry === false) return { ...fallback, limit: 0 };
  throwIfInvalid(expected("retry", "{ limit, backoffMs, maxBackoffMs } or false", isJsonObject(retry)));
  const { waitSignal } = retry as Pick<RetryPolicy, "waitSignal">;
  const { limit, backoffMs, maxBackoffMs } = fallback;
  const isLimit = (field: string, value: unknown) =>
    expected(field, "an integer, 0 or higher", Number.isInteger(value) && Number(value) >= 0);
  const rules: OptionRules<Complete<RetryOptions>> = {
    limit: [isLimit, limit],
    backoffMs: [checkPositive, backoffMs],
    maxBackoffMs: [checkPositive, maxBackoffMs],
  };
  throwIfInvalid(checkOptionNames(retry, [...Object.keys(rules), "waitSignal"]));
  return { ...resolveOptions(retry, rules, "retry."), waitSignal: resolveSignal(waitSignal) };
}

/** Returns the same retry options, with a signal that ends the waits: nothing more is sent then, but an attempt in progress continues. */
export function withWaitSignal(retry: RetryOptions | false | undefined, waitSignal: AbortSignal): RetryOptions | false {
  if (retry === false) return false;
  const waiting: RetryOptions & Pick<RetryPolicy, "waitSignal"> = { ...retry, waitSignal };
  return waiting;
}

/** Checks a signal, which may come from another realm or a library; null for none, as in `fetch`. Throws {@link InvalidRequestError}. */
export function resolveSignal(signal: AbortSignal | null | undefined): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  const { addEventListener, removeEventListener } = Object(signal) as Partial<AbortSignal>;
  const isSignal =
    "aborted" in Object(signal) && typeof addEventListener === "function" && typeof removeEventListener === "function";
  throwIfInvalid(expected("signal", "an AbortSignal", isSignal));
  return signal;
}

/** Returns headers by their lower-case names. Throws {@link InvalidRequestError}: the platform's own error would quote their values. */
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
  throwIfInvalid(expected("headers", `no ${String(owned)}, which fetch sets itself`, owned === undefined));
  return resolved;
}

/** Headers of the connection, and of the length of the body. The `fetch` of Node.js refuses some of them, and sends others unchanged. */
const ownedHeaders = /^(?:connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade)$/;
