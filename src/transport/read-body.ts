import { createUtf8Text } from "./utf8-text.ts";

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
  const body = createUtf8Text();
  let bytes = 0;
  try {
    const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const stop = () => {
      reader.cancel().catch(() => undefined);
    };
    onBegin(stop);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > limitBytes) {
        stop();
        body.add(value.subarray(0, value.byteLength - (bytes - limitBytes)));
        return { text: body.whole().text, tooLongFor: "limit" };
      }
      if (body.add(value)) continue;
      stop();
      break;
    }
    const { text, isTooLong } = body.whole();
    return isTooLong ? { text, tooLongFor: "engine" } : { text };
  } catch (failure) {
    return { text: body.whole().text, failure };
  }
}

/** Lets go of an answer that is not read. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
