/*
 * The client for tests. Its requests are checked against the contract, and its errors and events are checked for the API key,
 * for ids of the path and for strings of the body. It passes a `fetch` and an `onEvent` to the client of `src/`, and inspects the
 * errors of its methods.
 */
import { apiKeyHeader, operations } from "../../src/generated/contract.ts";
import * as client from "../../src/index.ts";
import type { Fetch, OnEvent, RegistryClient, RegistryClientOptions, RegistryHttp } from "../../src/index.ts";
import { parseForm } from "./forms.ts";
import { pathParametersOf, report, requestProblems } from "./exchange-check.ts";
import { leaks, rememberKey, rememberPath, rememberText, rememberTexts } from "./secret-check.ts";

/** A function with overloads has no type for the parameters of all of them. */
export const createRegistryClient = createChecked as typeof client.createRegistryClient;

function createChecked(options: RegistryClientOptions): RegistryClient {
  const { apiKey } = Object(options) as Partial<RegistryClientOptions>;
  if (typeof apiKey === "string") rememberKey(apiKey);
  const registry = checked(() => client.createRegistryClient(checkedOptions(options)));
  const rememberCall = (path: unknown, body: unknown) => {
    if (typeof apiKey === "string") report(() => rememberKey(apiKey));
    rememberPath(path);
    rememberTexts(body);
  };
  const methods = mapFunctions(registry, (name, method) => {
    const hasBody = name in operations && "body" in operations[name as keyof typeof operations];
    return (...given) => {
      rememberCall(given[0], hasBody ? given[1] : undefined);
      return checked(() => method(...given));
    };
  });
  const httpMethods = mapFunctions(registry.http, (_, method) => (...given) => {
    const { params, body } = Object(given[1]) as { params?: { path?: unknown }; body?: unknown };
    rememberCall(params?.path, body);
    return checked(() => method(...given));
  });
  return { ...registry, ...(methods as RegistryClient), http: httpMethods as RegistryHttp };
}

export const waitForTask: typeof client.waitForTask = (...wait) => checked(() => client.waitForTask(...wait));

export const waitForTasks: typeof client.waitForTasks = (...wait) =>
  checkedOutcomes(checked(() => client.waitForTasks(...wait)));

export const writeResources: typeof client.writeResources = (...write) => {
  const [, , given] = write;
  if (Array.isArray(given)) rememberTexts(given);
  return checkedOutcomes(checked(() => client.writeResources(...write)));
};

export const writeRelationships: typeof client.writeRelationships = (...write) => {
  const [, , given] = write;
  if (Array.isArray(given)) rememberTexts(given);
  return checkedOutcomes(checked(() => client.writeRelationships(...write)));
};

export const browseAll: typeof client.browseAll = (registry, path, body, options) => {
  rememberTexts(body);
  const pages = checked(() => client.browseAll(registry, path, body, options)) as AsyncGenerator<
    never,
    void,
    undefined
  >;
  const next = pages.next.bind(pages);
  pages.next = () => checked(next);
  return pages;
};

/** Invalid options are not changed. */
function checkedOptions(options: RegistryClientOptions): RegistryClientOptions {
  if (typeof (options as unknown) !== "object" || (options as unknown) === null) return options;
  const { fetch, onEvent } = options;
  return {
    ...options,
    ...((fetch === undefined || typeof fetch === "function") && { fetch: checkedFetch(fetch) }),
    ...((onEvent === undefined || typeof onEvent === "function") && { onEvent: checkedOnEvent(onEvent) }),
  };
}

function checkedFetch(fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Fetch {
  return (url, init) => {
    const { method = "GET", body } = init;
    const headers = new Headers(init.headers);
    // With a middleware the body is bytes.
    const text = body instanceof ArrayBuffer ? new TextDecoder().decode(body) : body;
    const isChecked = typeof text === "string" || text instanceof FormData;
    const request = { method, url, headers, body: isChecked ? text : undefined };
    const key = headers.get(apiKeyHeader);
    // The key may come from a function.
    if (key !== null) report(() => rememberKey(key));
    rememberPath(pathParametersOf(request));
    if (headers.get("content-type")?.startsWith("multipart/") === true) {
      return parseForm(body, headers).then((form) => {
        rememberForm(form);
        report(() => requestProblems({ ...request, body: form }));
        return fetch(url, init);
      });
    }
    if (typeof request.body === "string") rememberText(request.body);
    else rememberForm(request.body);
    report(() => requestProblems(request));
    return fetch(url, init);
  };
}

/** Remembers the JSON of a form, and the name of its file. */
function rememberForm(form: FormData | undefined): void {
  for (const [, value] of form ?? []) {
    if (typeof value === "string") rememberText(value);
    else rememberTexts(value.name);
  }
}

function checkedOnEvent(onEvent: OnEvent | undefined): OnEvent {
  return (event) => {
    report(() => leaks(event));
    return onEvent?.(event);
  };
}

/** Makes a call, and checks the error that it throws or rejects with. */
function checked<Result>(call: () => Result): Result {
  const fail = (error: unknown): never => {
    reportLeaks(error);
    throw error;
  };
  let result: Result;
  try {
    result = call();
  } catch (error) {
    return fail(error);
  }
  return result instanceof Promise ? (result.catch(fail) as Result) : result;
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

function checkedOutcomes<Yielded extends Outcome>(
  outcomes: AsyncGenerator<Yielded, void, undefined>,
): AsyncGenerator<Yielded, void, undefined> {
  const next = outcomes.next.bind(outcomes);
  outcomes.next = async () => {
    const result = await checked(next);
    if (result.done !== true && !result.value.ok) reportLeaks(result.value.error);
    return result;
  };
  return outcomes;
}

/** Errors of `apiKey` or a middleware, and the reason of a signal, are not checked: they are the caller's. */
function reportLeaks(error: unknown): void {
  if (client.isRegistryError(error)) report(() => leaks(error));
}

type AnyFunction = (...given: unknown[]) => unknown;

/** Returns a copy of the object with each function replaced. */
function mapFunctions(object: object, map: (name: string, method: AnyFunction) => AnyFunction): object {
  const entries = Object.entries(object).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === "function" ? map(name, value as AnyFunction) : value,
  ]);
  return Object.fromEntries(entries) as object;
}
