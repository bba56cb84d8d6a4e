/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const redirects = new Set([301, 302, 303, 307, 308]);

/** A browser hides which redirect it is. */
export function isRedirect(response: Response): boolean {
  return response.status === 0 ? response.type === "opaqueredirect" : redirects.has(response.status);
}

/** Where a redirect leads: no more than its origin, because a path can be anything. Undefined where it does not say. */
export function redirectOrigin({ headers }: Response, url: string): string | undefined {
  const location = headers.get("location") ?? "";
  if (location === "" || !URL.canParse(location, url)) return undefined;
  const { origin } = new URL(location, url);
  return origin === "null" ? undefined : origin;
}
