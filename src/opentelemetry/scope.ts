/** The name of the instrumentation scope. */
export const scopeName = "clinia-registry-client";

/** The version of this package in package.json. */
export const version = "0.1.0";

/** Returns the result of a call into OpenTelemetry; undefined if it throws. An exporter must not change a call. */
export function quietly<Result>(call: () => Result): Result | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
