/** What a call throws or rejects with; an error of its own when it does neither. */
export async function thrown(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("Expected the call to throw, but it went through.");
}

export async function thrownBy<E extends Error>(
  type: abstract new (...parameters: never[]) => E,
  call: () => unknown,
): Promise<E> {
  const error = await thrown(call);
  if (error instanceof type) return error;
  throw new Error(`Expected ${type.name}, but got ${String(error)}`, { cause: error });
}
