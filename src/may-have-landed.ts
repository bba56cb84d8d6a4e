import { isBrowser } from "./browser.ts";

/**
 * Whether a write that is refused as `type` may have happened all the same. Deno and browsers send a write again by themselves when
 * the connection was cut: the second sending then meets what the first has made or deleted. Node.js and Bun do not.
 */
export function mayHaveLanded(write: "CREATE" | "DELETE" | "BUNDLE", type: unknown): boolean {
  const mayMeetItself =
    (type === "ALREADY_EXISTS" && write !== "DELETE") || (type === "NOT_FOUND" && write !== "CREATE");
  // React Native has a `window`. It was not tried, and so it is taken to send again too.
  return mayMeetItself && ("Deno" in globalThis || "window" in globalThis || isBrowser());
}
