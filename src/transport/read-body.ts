/** A body that was read whole, or as far as it came. */
export interface Body {
  readonly text: string;
  /** Whether it is longer than what is read. */
  readonly isTooLong: boolean;
  /** What the platform says of a body that was cut off. */
  readonly failure?: unknown;
}

/**
 * Reads a body up to a limit, or until the signal is aborted. What comes after it is not read, and a body that is cut off is
 * given as far as it came.
 */
export async function readBody(response: Response, limitBytes: number, signal: AbortSignal): Promise<Body> {
  if (response.body === null) return { text: "", isTooLong: false };
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const stop = () => {
      reader.cancel().catch(() => undefined);
    };
    // The platform's own fetch heeds the signal; others may not. It is one attempt's, and so the listener ends with it.
    signal.addEventListener("abort", stop);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), isTooLong: false };
      bytes += value.byteLength;
      if (bytes <= limitBytes) text += decoder.decode(value, { stream: true });
      else {
        stop();
        return {
          text: text + decoder.decode(value.subarray(0, value.byteLength - (bytes - limitBytes))),
          isTooLong: true,
        };
      }
    }
  } catch (failure) {
    return { text, isTooLong: false, failure };
  }
}

/** Lets go of an answer that is not read. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
