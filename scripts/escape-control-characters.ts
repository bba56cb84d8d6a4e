/** A string of the registry for a terminal: without characters that move the cursor, break the line or reverse what is read. */
export function escapeControlCharacters(text: string): string {
  return text.replaceAll(
    /[\p{Control}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
