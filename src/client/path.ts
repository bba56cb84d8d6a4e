import { InvalidRequestError } from "../errors/index.ts";
import type { Fault } from "../errors/registry-error.ts";
import { operations, pathParameterPatterns } from "../generated/contract.ts";

const patterns: Partial<Record<string, RegExp>> = pathParameterPatterns;

/** Path parameters whose values a message may show. Any other can be a health card number. */
const shownParameters: ReadonlySet<string> = new Set(["sourceKey", "resourceType"]);
const maxShownLength = 80;

/** What `fetch` sends unchanged as one path segment. */
export const pathSegment = /^(?!\.{1,2}$)[^/\\\p{Control}\p{Surrogate}]+$/u;

/** The parameters of a path; values that callers without types give can be anything. */
export type PathParameters = Readonly<Record<string, unknown>>;

/**
 * Replaces the parameters of a path template. `fetch` would resolve a `..`, and send the request with the API key to another path:
 * so throws {@link InvalidRequestError}, which shows the path of an operation with each invalid value underlined.
 */
export function guardPath(template: string, parameters: PathParameters): string {
  const faults: Fault[] = [];
  // The names are at the odd positions.
  const path = template.split(/[{}]/).map((part, position) => {
    if (position % 2 === 0) return part;
    const value = parameters[part];
    const reason = reservedFault(template, part, value) ?? parameterFault(part, value);
    if (reason !== undefined) faults.push({ field: part, reason });
    return reason === undefined ? encodeURIComponent(String(value)) : "";
  });
  const [first, ...others] = faults;
  if (first === undefined) return path.join("");
  const reasons = [first.reason, ...others.map(({ field, reason }) => `, and ${field}: ${reason}`)].join("");
  const reason = `${reasons}. Nothing was sent.${drawing(template, parameters)}`;
  throw new InvalidRequestError({ field: first.field, reason });
}

/** What is wrong with a value that makes the path that of another operation, such as the resource type `bulk`. */
function reservedFault(template: string, name: string, value: unknown): string | undefined {
  const path = template.replace(`{${name}}`, String(value));
  const isReserved =
    !path.endsWith("}") && Object.values(operations).some((operation) => path.endsWith(operation.path));
  return isReserved ? "it is reserved: the path would be that of another operation; expected another value" : undefined;
}

/** The path, with what is wrong in it underlined; nothing for a path outside the contract, which can contain an id. */
function drawing(template: string, parameters: PathParameters): string {
  const path = Object.values(operations).find((operation) => template.endsWith(operation.path))?.path;
  if (path === undefined) return "";
  let shown = "";
  let carets = "";
  for (const part of path.split(/(\{[^{}]+\})/)) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    const value = name === undefined ? undefined : parameters[name];
    const isInvalid =
      name !== undefined && (reservedFault(path, name, value) ?? parameterFault(name, value)) !== undefined;
    const text =
      name === undefined || !shownParameters.has(name) || value === undefined || value === null
        ? part
        : printable(value);
    shown += text;
    carets += isInvalid ? "^".repeat(Math.max(text.length, 1)) : " ".repeat(text.length);
  }
  return `\n  ${shown}\n  ${carets.trimEnd()}`;
}

function parameterFault(name: string, value: unknown): string | undefined {
  const pattern = Object.hasOwn(patterns, name) ? patterns[name] : undefined;
  if (typeof value === "string" && (pattern ?? pathSegment).test(value)) return undefined;
  const fault = typeof value === "string" ? segmentFault(value) : typeFault(value);
  return `${fault}; expected a string that ${pattern === undefined ? "is one path segment" : `matches ${pattern.source}`}`;
}

function segmentFault(value: string): string {
  if (value === "") return "it is empty";
  if (value === "." || value === "..") return "it is a dot segment, which would lead to another path";
  if (/[/\\]/.test(value)) return "it has a slash or backslash, which would lead to another path";
  if (/\p{Control}/u.test(value)) return "it has a control character";
  if (/\p{Surrogate}/u.test(value)) return "it has half of a surrogate pair";
  return "it has characters or a length that no key has";
}

function typeFault(value: unknown): string {
  if (value === undefined || value === null) return "it is missing";
  return Array.isArray(value) ? "it is an array" : `it is of type ${typeof value}`;
}

/** A value on one line, each character as wide as its caret. */
function printable(value: unknown): string {
  const text = typeof value === "string" ? value : `<${Array.isArray(value) ? "array" : typeof value}>`;
  const cut = text.length > maxShownLength ? `${text.slice(0, maxShownLength)}...` : text;
  return cut.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
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
    "it would lead to another path or host. Expected a slash at its beginning, no dot segments, and percent-encoded segments. " +
    "Nothing was sent.";
  throw new InvalidRequestError({ field: "path", reason });
}
