/** Escapes the characters with which a string could move the cursor, break the line or reverse the text in a terminal. */
export function escapeControlCharacters(text: string): string {
  return text.replaceAll(
    /[\p{Control}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
