import { InvalidRequestError } from "../errors/index.ts";
import type { Fault } from "../errors/registry-error.ts";
import { operations, pathParameterPatterns } from "../generated/contract.ts";
import { pathSegment, stringFault } from "./validate.ts";

const patterns: Partial<Record<string, RegExp>> = pathParameterPatterns;

/** The parameters of a path; values that callers without types give can be anything. */
export type PathParameters = Readonly<Record<string, unknown>>;

/**
 * Replaces the parameters of a path template. `fetch` would resolve a `..`, and send the request with the API key to another path:
 * so throws {@link InvalidRequestError} for a value that is not one path segment.
 */
export function guardPath(template: string, parameters: PathParameters): string {
  // The names are at the odd positions.
  const parts = template.split(/[{}]/).map((part, position) => {
    if (position % 2 === 0) return part;
    const value = parameters[part];
    const pattern = Object.hasOwn(patterns, part) ? patterns[part] : undefined;
    const fault = stringFault(value, pattern ?? pathSegment) ?? reservedFault(template, part, String(value));
    if (fault !== undefined) throw new InvalidRequestError({ ...fault, field: part });
    return encodeURIComponent(String(value));
  });
  return parts.join("");
}

/** What is wrong with a value that makes the path that of another operation, such as the resource type `bulk`. */
function reservedFault(template: string, name: string, value: string): Fault | undefined {
  const path = template.replace(`{${name}}`, () => value);
  const isReserved =
    !path.endsWith("}") && Object.values(operations).some((operation) => path.endsWith(operation.path));
  const reason = "it is reserved: the path would be that of another operation. Expected another value.";
  return isReserved ? { field: name, reason } : undefined;
}

/**
 * Checks the address of a request: `fetch` must neither normalize it to another path nor take it for another host. Throws
 * {@link InvalidRequestError}.
 */
export function guardAddress(url: string, baseUrl: string): void {
  // Without the slash it could continue the name of the host, or lead to a sibling of the base's path.
  if (url.startsWith(`${baseUrl}/`) && URL.canParse(url)) {
    const { origin, pathname } = new URL(url);
    if (`${origin}${pathname}` === url.split(/[?#]/, 1)[0]) return;
  }
  const reason =
    "it would lead to another path or host. Expected a slash first, no dot segments, and percent-encoded segments.";
  throw new InvalidRequestError({ field: "path", reason });
}
