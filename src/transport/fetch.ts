/**
 * Sends one request and gives its answer, as the platform's `fetch` does. The parts of the transport are functions from
 * one such function to another.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The platform's fetch, looked up at each call, so that what replaces it later (MSW, instrumentation) is used. */
export const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init);
