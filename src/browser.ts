/**
 * Whether this is a browser: a page (also one that a test emulates, as jsdom does) or a worker. Deno and Cloudflare have a
 * `WorkerGlobalScope` too, but only browsers begin their user agent with `Mozilla/`.
 */
export function isBrowser(): boolean {
  if (!("navigator" in globalThis)) return false;
  if ("window" in globalThis && "document" in globalThis) return true;
  return "WorkerGlobalScope" in globalThis && /^Mozilla\//.test(navigator.userAgent);
}
