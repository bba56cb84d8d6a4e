/** Thrown when the site can't be built, or not into the folder that was named. */
export class SiteError extends Error {
  override readonly name = "SiteError" as const;
}

/** Replaces what has to be there: a page that is drawn otherwise than it was needs another mending. */
export function replaced(html: string, pattern: RegExp | string, replacement: string): string {
  if (html.search(pattern) === -1)
    throw new SiteError(`The page has nothing like ${String(pattern)} to replace any more.`);
  return html.replaceAll(pattern, replacement);
}
