/** Returns the result of a call into OpenTelemetry; undefined if it throws. An exporter must not change a call. */
export function quietly<Result>(call: () => Result): Result | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
