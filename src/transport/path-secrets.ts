/** Path parameters whose values errors may show. The others can be a health card number. */
export const shownParameters: ReadonlySet<string> = new Set(["sourceKey", "resourceType"]);

/**
 * The values in a path that must not be printed, as they are sent and as they were given. Of a path that is none of the
 * contract's it is every segment.
 */
export function pathSecrets(template: string, url: string): string[] {
  const parts = template.split("/").reverse();
  const segments = new URL(url).pathname.split("/").reverse();
  const isSecret = (part = "") => template === "" || (part.startsWith("{") && !shownParameters.has(part.slice(1, -1)));
  const values = segments.filter((value, index) => value !== "" && isSecret(parts[index]));
  return values.flatMap((value) => [value, decoded(value)]);
}

/** A path of one's own can have in it what can't be decoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
