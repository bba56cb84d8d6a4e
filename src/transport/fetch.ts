/**
 * Sends one request and gives its answer, as the platform's `fetch` does. It must make one attempt only: the client repeats
 * what is safe to repeat, and counts.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The platform's fetch, looked up at each call, so that what replaces it later (MSW, instrumentation) is used. */
export const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init);

/** Not by `instanceof`: a `fetch` of a library's gives one of its own. */
export function isResponse(value: unknown): value is Response {
  if (typeof value !== "object" || value === null) return false;
  const { status, headers, body } = value as Partial<Response>;
  const isReadable = body === null || typeof body?.getReader === "function";
  return typeof status === "number" && typeof headers?.get === "function" && isReadable;
}
