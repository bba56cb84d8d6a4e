import { isBrowser } from "./browser.ts";

/**
 * Whether a write that is refused as `type` may have happened all the same. A platform may send it again by itself, on a connection
 * that was cut: the second sending then finds what the first has made, or no longer what it has deleted. Deno and browsers do so;
 * Node.js and Bun do not.
 */
export function mayHaveLanded(isDelete: boolean, type: unknown): boolean {
  if (type !== (isDelete ? "NOT_FOUND" : "ALREADY_EXISTS")) return false;
  // React Native has a window, and the networks of telephones send again too.
  return "Deno" in globalThis || "window" in globalThis || isBrowser();
}
