/**
 * Whether this is a browser. A page is told as other clients tell it too; one that a test emulates (jsdom) counts as one. A worker
 * is told by what it calls itself: those of Deno and of Cloudflare have the scope of one, and names of their own.
 */
export function isBrowser(): boolean {
  if (!("navigator" in globalThis)) return false;
  if ("window" in globalThis && "document" in globalThis) return true;
  return "WorkerGlobalScope" in globalThis && /^Mozilla\//.test(navigator.userAgent);
}
