import { InvalidRequestError } from "../errors/index.ts";
import type { InputProblem } from "../errors/registry-error.ts";
import { operations, pathParameterPatterns } from "../generated/contract.ts";
import { pathSegmentPattern, checkString } from "./validate.ts";

const patterns: Partial<Record<string, RegExp>> = pathParameterPatterns;

/** The parameters of a path. Callers without types can pass any value. */
export type PathParameters = Readonly<Record<string, unknown>>;

/**
 * Replaces the parameters of a path template. Throws {@link InvalidRequestError} for a value that is not a single path segment:
 * `fetch` would resolve a `..`, and send the request with the API key to another path.
 */
export function guardPath(template: string, parameters: PathParameters): string {
  // The names are at the odd positions.
  const parts = template.split(/[{}]/).map((part, position) => {
    if (position % 2 === 0) return part;
    const value = parameters[part];
    const pattern = Object.hasOwn(patterns, part) ? patterns[part] : undefined;
    const problem = checkString(value, pattern ?? pathSegmentPattern) ?? checkReserved(template, part, String(value));
    if (problem !== undefined) throw new InvalidRequestError({ ...problem, field: part });
    return encodeURIComponent(String(value));
  });
  return parts.join("");
}

/** Refuses a value that turns the path into that of another operation, such as the resource type `bulk`. */
function checkReserved(template: string, name: string, value: string): InputProblem | undefined {
  const path = template.replace(`{${name}}`, () => value);
  const isReserved =
    !path.endsWith("}") && Object.values(operations).some((operation) => path.endsWith(operation.path));
  const reason = "it is reserved: the path would be that of another operation. Choose another value.";
  return isReserved ? { field: name, reason } : undefined;
}

/**
 * Checks the address of a request: `fetch` must neither normalize it to another path nor take it for another host. Throws
 * {@link InvalidRequestError}.
 */
export function guardAddress(url: string, baseUrl: string): void {
  // Without the slash, the rest could extend the host name, or lead to a sibling of the base path.
  if (url.startsWith(`${baseUrl}/`) && URL.canParse(url)) {
    const { origin, pathname } = new URL(url);
    if (`${origin}${pathname}` === url.split(/[?#]/, 1)[0]) return;
  }
  const reason =
    "it would lead to another path or host. Expected a leading slash, no dot segments, and percent-encoded segments.";
  throw new InvalidRequestError({ field: "path", reason });
}
