/** Thrown when the site can't be built, or can't be written into the given folder. */
export class SiteError extends Error {
  override readonly name = "SiteError" as const;
}

/** Replaces each match of `pattern`. Throws {@link SiteError} without one: TypeDoc or Redoc has changed its output. */
export function replaceOrThrow(html: string, pattern: RegExp | string, replacement: string): string {
  if (html.search(pattern) === -1) throw new SiteError(`The page no longer contains ${String(pattern)} to replace.`);
  return html.replaceAll(pattern, replacement);
}

/** Fixes the links of a page that TypeDoc rendered. */
export function fixLinks(html: string): string {
  return (
    html
      // From file:// a folder has no index page.
      .replaceAll(/href="((?:\.\.\/)+)(?=[#"])/g, 'href="$1index.html')
      // Servers and browsers take .ts for MPEG video.
      .replaceAll(/(href="[^":]*\.ts)(?=")/g, "$1.txt")
      // A link inside a summary is reachable neither by keyboard nor by screen reader.
      .replaceAll(/<summary\b.*?<\/summary>/gs, (summary) => summary.replace(/<a [^>]*tsd-anchor-icon.*?<\/a>/s, ""))
  );
}
