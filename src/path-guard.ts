import { InvalidRequestError } from "./errors/index.ts";
import { endpoints, pathParameterPatterns } from "./generated/constants.ts";
import { shownParameters } from "./transport/index.ts";

const patterns: Partial<Record<string, RegExp>> = pathParameterPatterns;
const mostCharactersShown = 80;

/**
 * Puts the parameters into a path, each as one segment. `fetch` would fold a `..` away and send the request, with the API
 * key, to another path; so each is checked first. Throws {@link InvalidRequestError}, which shows the path with what is
 * wrong in it underlined.
 */
export function guardPath(template: string, parameters: Readonly<Record<string, unknown>>): string {
  let url = "";
  for (const { part, name } of partsOf(template)) {
    const value = name === undefined ? part : parameters[name];
    const fault = name === undefined ? undefined : segmentFault(name, value);
    if (name !== undefined && fault !== undefined) throw refusedPath(template, parameters, { name, fault });
    url += name === undefined ? part : encodeURIComponent(String(value));
  }
  return url;
}

interface Fault {
  /** The parameter's name. */
  readonly name: string;
  readonly fault: string;
}

function refusedPath(
  template: string,
  parameters: Readonly<Record<string, unknown>>,
  first: Fault,
): InvalidRequestError {
  let shown = "";
  let carets = "";
  const faults: Fault[] = [];
  for (const { part, name } of partsOf(template)) {
    const value = name === undefined ? part : parameters[name];
    const fault = name === undefined ? undefined : segmentFault(name, value);
    const text = shownText(part, name, value);
    if (name !== undefined && fault !== undefined) faults.push({ name, fault });
    shown += text;
    carets += (fault === undefined ? " " : "^").repeat(Math.max(text.length, fault === undefined ? 0 : 1));
  }
  const others = faults.slice(1).map(({ name, fault }) => `, and ${name}: ${fault}`);
  // A path of one's own can have an id in it.
  const drawn = isOfContract(template) ? `\n  ${shown}\n  ${carets.trimEnd()}` : "";
  return new InvalidRequestError(first.name, `${first.fault}${others.join("")}. Nothing was sent.${drawn}`);
}

/** It stands behind the base URL. */
function isOfContract(template: string): boolean {
  return Object.values(endpoints).some(({ path }) => template.endsWith(path));
}

interface Part {
  readonly part: string;
  /** Of a parameter. */
  readonly name: string | undefined;
}

const partsByTemplate = new Map<string, readonly Part[]>();
const mostTemplatesKept = 1_000;

/** A template's parts, which are the same for each call. */
function partsOf(template: string): readonly Part[] {
  const known = partsByTemplate.get(template);
  if (known !== undefined) return known;
  const parts = template.split(/(\{[^{}]+\})/).map((part) => ({ part, name: /^\{(.+)\}$/.exec(part)?.[1] }));
  if (partsByTemplate.size < mostTemplatesKept) partsByTemplate.set(template, parts);
  return parts;
}

function shownText(part: string, name: string | undefined, value: unknown): string {
  if (name === undefined) return part.replace(/^[a-z]+:\/\/[^/]*/, "");
  return !shownParameters.has(name) || value === undefined || value === null ? part : printable(value);
}

/**
 * Checks the address of a path of one's own: `fetch` must neither fold it to another path nor take it for another host. Throws
 * {@link InvalidRequestError}, which does not show it.
 */
export function checkAddress(url: string, baseUrl: string): void {
  // Without the slash it could go on behind the host's name, or to a sibling of the base's path.
  if (url.startsWith(`${baseUrl}/`) && URL.canParse(url)) {
    const { origin, pathname } = new URL(url);
    const [address] = url.split(/[?#]/);
    if (`${origin}${pathname}` === address) return;
  }
  throw new InvalidRequestError(
    "path",
    "it would lead to another path, or to another host. Expected one that begins with a slash, without dot segments, and with " +
      "its segments percent-encoded. Nothing was sent.",
  );
}

/** Whether `fetch` sends a string unchanged as one path segment. */
export function isPathSegment(value: string): boolean {
  return textFault(value, undefined) === undefined;
}

function segmentFault(name: string, value: unknown): string | undefined {
  const pattern = patterns[name];
  const fault = typeof value === "string" ? textFault(value, pattern) : typeFault(value);
  if (fault === undefined) return undefined;
  return `${fault}; expected a text ${pattern === undefined ? "that is one path segment" : `that matches ${pattern.source}`}`;
}

function textFault(value: string, pattern: RegExp | undefined): string | undefined {
  if (pattern?.test(value) === true) return undefined;
  if (value === "") return "it is empty";
  if (value === "." || value === "..") return "it is a dot segment, which would lead to another path";
  if (/[/\\]/.test(value)) return "it has a slash or backslash, which would lead to another path";
  if (/\p{Control}/u.test(value)) return "it has a control character";
  if (/\p{Surrogate}/u.test(value)) return "it has half of a surrogate pair";
  return pattern === undefined ? undefined : "it has characters or a length that no key has";
}

function typeFault(value: unknown): string {
  if (value === undefined || value === null) return "it is missing";
  return Array.isArray(value) ? "it is an array" : `it is of type ${typeof value}`;
}

/** A value on one line, each character as wide as its caret. */
function printable(value: unknown): string {
  const text = typeof value === "string" ? value : `<${Array.isArray(value) ? "array" : typeof value}>`;
  const cut = text.length > mostCharactersShown ? `${text.slice(0, mostCharactersShown)}...` : text;
  return cut.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
