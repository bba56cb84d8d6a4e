/** Checks that work wherever there is JavaScript: no runtime shares a library of them with a browser. */

/** Throws where what came is not what was wanted, as JSON writes them. */
export function same(what: string, came: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(came), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: wanted ${other}, and came ${one}`);
}

/** What a call rejects with. Throws where it does not. */
export async function rejection(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("wanted an error, and none came");
}

export function text(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
