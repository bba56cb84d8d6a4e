import { isBrowser } from "./browser.ts";

/**
 * Whether a write that is refused as `type` may have happened all the same; `write` is its action or its method. Deno and browsers send a write again by themselves when
 * the connection was cut: the second sending then meets what the first has made or deleted. Node.js and Bun do not.
 */
export function mayHaveLanded(write: "BUNDLE" | "DELETE" | (string & {}), type: unknown): boolean {
  const isMade = type === "ALREADY_EXISTS" && write !== "DELETE";
  const isDeleted = type === "NOT_FOUND" && (write === "DELETE" || write === "BUNDLE");
  // React Native has a `window`. It was not tried, and so it is taken to send again too.
  return (isMade || isDeleted) && ("Deno" in globalThis || "window" in globalThis || isBrowser());
}
