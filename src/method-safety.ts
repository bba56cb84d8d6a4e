const readingMethods: ReadonlySet<string> = new Set(["GET"]);

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const repeatableMethods: ReadonlySet<string> = new Set(["GET", "PUT", "DELETE"]);

/** Whether a request only reads, so that it never changes anything. */
export function isReading(method: string): boolean {
  return readingMethods.has(method);
}

/** Whether a request changes nothing more when it is sent again. */
export function isRepeatable(method: string): boolean {
  return repeatableMethods.has(method);
}
