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

const anySegment: ParameterRule = { shape: { kind: "segment" }, reserved: [] };
const reservedReason = "it is reserved: the path would be that of another operation. Choose another value.";

/** The rules of each path of the contract, by the name of the parameter. Made once, because each call needs them. */
const rulesByPath = new Map<string, ReadonlyMap<string, ParameterRule>>();

/**
 * Replaces the parameters of an address: `baseUrl` and a path template. Throws {@link InvalidRequestError} for a value that is not a
 * single path segment: `fetch` would resolve a `..`, and send the request with the API key to another path.
 */
export function guardPath(template: string, parameters: PathParameters, baseUrl: string): string {
  const rules = rulesOf(template.slice(baseUrl.length));
  // The names are at the odd positions.
  const parts = template.split(/[{}]/).map((part, position) => {
    if (position % 2 === 0) return part;
    const value = parameters[part];
    const { shape, reserved } = rules?.get(part) ?? anySegment;
    const problem = checkShape(shape, value) ?? checkReserved(reserved, String(value));
    if (problem !== undefined) throw new InvalidRequestError({ ...problem, field: part });
    return encodeURIComponent(String(value));
  });
  return parts.join("");
}

function checkReserved(reserved: readonly string[], value: string): InputProblem | undefined {
  return reserved.includes(value) ? { field: "", reason: reservedReason } : undefined;
}

/** Returns the rules of a path of the contract; undefined for any other path. */
function rulesOf(path: string): ReadonlyMap<string, ParameterRule> | undefined {
  if (rulesByPath.size === 0) {
    for (const each of Object.values<OperationDefinition>(operations)) rulesByPath.set(each.path, createRules(each));
  }
  return rulesByPath.get(path);
}

function createRules({ path, parameters = {} }: OperationDefinition): ReadonlyMap<string, ParameterRule> {
  const others = Object.values(operations).map((other) => withoutNames(other.path).split("/"));
  const segments = withoutNames(path).split("/");
  const names = path.split("/").map((segment) => segment.slice(1, -1));
  const rules = new Map<string, ParameterRule>();
  for (const [position, segment] of segments.entries()) {
    if (segment !== "{}") continue;
    const differsOnlyHere = (other: readonly string[]) =>
      other.length === segments.length &&
      other.every((each, index) => (each === segments[index]) !== (index === position));
    const reserved = others.filter(differsOnlyHere).map((other) => String(other[position]));
    const name = String(names[position]);
    rules.set(name, { shape: parameters[name] ?? anySegment.shape, reserved });
  }
  return rules;
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
