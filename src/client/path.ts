import { InvalidRequestError } from "../errors/index.ts";
import type { InputProblem } from "../errors/registry-error.ts";
import { operations, type BodyShape, type OperationDefinition } from "../generated/contract.ts";
import { checkShape } from "./validate.ts";

/** The parameters of a path. Callers without types can pass any value. */
export type PathParameters = Readonly<Record<string, unknown>>;

interface ParameterRule {
  readonly shape: BodyShape;
  /** The values that would turn the path into that of another operation, such as the resource type `bulk`. */
  readonly reserved: readonly string[];
}

interface Parameter extends ParameterRule {
  readonly name: string;
}

/** A path template, in parts: its parameters, and the strings around them. */
type Template = readonly (string | Parameter)[];

const anySegment: ParameterRule = { shape: { kind: "segment" }, reserved: [] };
const reservedReason = "it is reserved: the path would be that of another operation. Choose another value.";

/** The paths of the contract. Made once, because each call needs one. */
const templates = new Map<string, Template>();

/**
 * Replaces the parameters of a path template. Throws {@link InvalidRequestError} for a value that is not a single path segment: `fetch`
 * would resolve a `..`, and send the request with the API key to another path.
 */
export function guardPath(path: string, parameters: PathParameters): string {
  let guarded = "";
  for (const part of templateOf(path)) guarded += typeof part === "string" ? part : guardSegment(part, parameters);
  return guarded;
}

function guardSegment({ name, shape, reserved }: Parameter, parameters: PathParameters): string {
  const value = parameters[name];
  const problem = checkShape(shape, value) ?? checkReserved(reserved, String(value));
  if (problem !== undefined) throw new InvalidRequestError({ ...problem, field: name });
  return encodeURIComponent(String(value));
}

function checkReserved(reserved: readonly string[], value: string): InputProblem | undefined {
  return reserved.includes(value) ? { field: "", reason: reservedReason } : undefined;
}

function templateOf(path: string): Template {
  if (templates.size === 0) {
    for (const each of Object.values<OperationDefinition>(operations)) {
      templates.set(
        each.path,
        parseTemplate(each.path, (name) => ruleIn(each, name)),
      );
    }
  }
  return templates.get(path) ?? parseTemplate(path, () => anySegment);
}

function parseTemplate(path: string, ruleOf: (name: string) => ParameterRule): Template {
  // The names are at the odd positions.
  return path.split(/[{}]/).map((part, position) => (position % 2 === 0 ? part : { name: part, ...ruleOf(part) }));
}

function ruleIn({ path, parameters = {} }: OperationDefinition, name: string): ParameterRule {
  const others = Object.values(operations).map((other) => withoutNames(other.path).split("/"));
  const segments = withoutNames(path).split("/");
  const position = path.split("/").indexOf(`{${name}}`);
  const differsOnlyHere = (other: readonly string[]) =>
    other.length === segments.length &&
    other.every((each, index) => (each === segments[index]) !== (index === position));
  const reserved = others.filter(differsOnlyHere).map((other) => String(other[position]));
  return { shape: parameters[name] ?? anySegment.shape, reserved };
}

function withoutNames(path: string): string {
  return path.replace(/\{\w+\}/g, "{}");
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
