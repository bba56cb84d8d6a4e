/** A body that was read whole, or as far as it came. */
export interface Body {
  readonly text: string;
  /** Whether it is longer than what is read. */
  readonly isTooLong: boolean;
  /** What the platform says of a body that was cut off. */
  readonly failure?: unknown;
}

/** Reads a body up to a limit. What comes after it is not read, and a body that is cut off is given as far as it came. */
export async function readBody({ body }: Pick<Response, "body">, limitBytes: number): Promise<Body> {
  if (body === null) return { text: "", isTooLong: false };
  const decoder = new TextDecoder();
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), isTooLong: false };
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
      if (bytes > limitBytes) {
        await reader.cancel();
        return { text, isTooLong: true };
      }
    }
  } catch (failure) {
    return { text, isTooLong: false, failure };
  }
}
