/** A body that was read whole, or as far as it came. */
export interface Body {
  readonly text: string;
  /** What it is too long for: the limit, or the longest text of the engine; undefined when it is not. */
  readonly tooLongFor?: "limit" | "engine";
  /** What the platform says of a body that was cut off. */
  readonly failure?: unknown;
}

/**
 * Reads a body up to a limit, or until it is stopped by what `onBegin` is given. What comes after it is not read, and a body
 * that is cut off is given as far as it came.
 */
export async function readBody(
  response: Response,
  limitBytes: number,
  onBegin: (stop: () => void) => void,
): Promise<Body> {
  if (response.body === null) return { text: "" };
  const decoder = new TextDecoder();
  let text = "";
  let beginning = "";
  let bytes = 0;
  try {
    const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const stop = () => {
      reader.cancel().catch(() => undefined);
    };
    onBegin(stop);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode() };
      bytes += value.byteLength;
      if (bytes > limitBytes) {
        stop();
        const rest = value.subarray(0, value.byteLength - (bytes - limitBytes));
        return { text: text + decoder.decode(rest), tooLongFor: "limit" };
      }
      const longer = joined(text, decoder.decode(value, { stream: true }));
      if (longer === undefined) {
        stop();
        // Looking into the whole would take as much memory again.
        return { text: beginning, tooLongFor: "engine" };
      }
      text = longer;
      beginning ||= text;
    }
  } catch (failure) {
    return { text, failure };
  }
}

/** Undefined when it would be longer than any text of the engine, some 500 million characters. */
function joined(text: string, piece: string): string | undefined {
  try {
    return text + piece;
  } catch {
    return undefined;
  }
}

/** Lets go of an answer that is not read. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
