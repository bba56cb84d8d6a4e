/** A text of which the pieces come as UTF-8. */
export interface Utf8Text {
  /**
   * Adds a piece. Gives false when those before it were too long already: it is itself decoded only with the next one, or by
   * `whole`. No text of an engine is longer than some 500 million characters.
   */
  add(piece: Uint8Array): boolean;
  /** All of it, as far as there is room. */
  whole(): { readonly text: string; readonly isTooLong: boolean };
}

/** For a text of one piece: a decoder that can go on with the next one takes the engine several times as long. */
const decoderOfOne = new TextDecoder();

export function createUtf8Text(): Utf8Text {
  let text = "";
  let beginning = "";
  let isTooLong = false;
  let decoder: TextDecoder | undefined;
  // Decoded when the next one comes: most texts are of one piece.
  let last: Uint8Array | undefined;
  const append = (decoded: string) => {
    const longer = joined(text, decoded);
    if (longer === undefined) {
      isTooLong = true;
      // Looking into the whole would take as much memory again.
      text = beginning;
    } else {
      text = longer;
      beginning ||= text;
    }
  };
  // One that can't be decoded throws once: what came before it can still be had.
  const taken = () => {
    const piece = last;
    last = undefined;
    return piece;
  };
  return {
    add(piece) {
      const before = taken();
      if (before !== undefined) {
        decoder ??= new TextDecoder();
        append(decoder.decode(before, { stream: true }));
      }
      // A copy: whoever gave it may put the next one in the same place.
      last = piece.slice();
      return !isTooLong;
    },
    whole() {
      const rest = taken();
      if (!isTooLong) append((decoder ?? decoderOfOne).decode(rest));
      return { text, isTooLong };
    },
  };
}

/** Undefined when it would be longer than any text of the engine. */
function joined(text: string, piece: string): string | undefined {
  try {
    return text + piece;
  } catch {
    return undefined;
  }
}
