/** Returns the error that a call throws or rejects with. Throws if it does neither. */
export async function thrown(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("Expected the call to throw, but it succeeded.");
}

export async function thrownBy<E extends Error>(
  type: abstract new (...parameters: never[]) => E,
  call: () => unknown,
): Promise<E> {
  const error = await thrown(call);
  if (error instanceof type) return error;
  throw new Error(`Expected ${type.name}, but got ${String(error)}`, { cause: error });
}
