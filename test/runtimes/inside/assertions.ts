/** Assertions in plain JavaScript: no assertion library runs in every runtime. */

/** Throws when two values differ as JSON. */
export function assertSame(name: string, actual: unknown, expected: unknown): void {
  const [actualJson, expectedJson] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (actualJson !== expectedJson) throw new Error(`${name}: expected ${expectedJson}, got ${actualJson}`);
}

/** Returns the error of a call. Throws when there is none. */
export async function catchError(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error, got none");
}

export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
