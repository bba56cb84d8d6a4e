/** Whether this is a browser's page, as other clients tell it too; one that a test emulates (jsdom) counts as one. */
export function isBrowser(): boolean {
  return "window" in globalThis && "document" in globalThis && "navigator" in globalThis;
}
