import { pathParameterPatterns } from "../generated/constants.ts";

/** Keys are shown in errors on purpose; ids are not. */
const shown: ReadonlySet<string> = new Set(Object.keys(pathParameterPatterns).map((name) => `{${name}}`));

/**
 * The values in a path that must not be printed, as they are sent and as they were given. Of a path that is none of the
 * contract's it is every segment.
 */
export function pathSecrets(template: string, url: string): string[] {
  const parts = template.split("/").reverse();
  const segments = new URL(url).pathname.split("/").reverse();
  const isSecret = (part = "") => template === "" || (part.startsWith("{") && !shown.has(part));
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
