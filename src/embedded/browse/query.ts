import type { BrowseProperties, Resource } from "../../generated/client.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import { ErrorResponse, invalidArgument } from "../error-response.ts";

/** Whether a resource of a collection matches. */
export type ResourceFilter = (collectionKey: string, resource: Resource) => boolean;

/** Returns the response to a query shape that no page of Clinia's documentation shows. `what` names it, without its value. */
export function undocumented(what: string): ErrorResponse {
  return new ErrorResponse(
    501,
    "UNIMPLEMENTED",
    `The embedded registry does not implement ${what}: no page shows it for a browse.`,
  );
}

/** The operators that pages name without showing their shape, and the field `id` of a sample. */
const namedOnly = ["or", "lt", "gt", "any", "all", "id"];

/**
 * Reads `eq` with paths such as `resources.patient.gender`, and `and`, a list of filters. Throws an {@link ErrorResponse} for any other
 * filter.
 *
 * @see https://docs.clinia.com/docs/browse-api
 */
export function readFilter(filter: unknown, field = "params.filter"): ResourceFilter {
  if (!isJsonObject(filter)) throw invalidArgument("body", [`${field} must be object`]);
  const [operator, ...others] = Object.keys(filter);
  if (operator === undefined) return () => true;
  if (others.length > 0) throw undocumented(`${field} with more than one operator`);
  if (operator === "and") return readAnd(filter.and, `${field}.and`);
  if (operator === "eq") return readEq(filter.eq, `${field}.eq`);
  throw undocumented(
    namedOnly.includes(operator) ? `${field}.${operator}` : `an operator in ${field} other than and, eq`,
  );
}

function readAnd(filters: unknown, field: string): ResourceFilter {
  if (!Array.isArray(filters)) throw invalidArgument("body", [`${field} must be array`]);
  const all = filters.map((each: unknown, index) => readFilter(each, `${field}[${index}]`));
  return (collectionKey, resource) => all.every((matches) => matches(collectionKey, resource));
}

function readEq(values: unknown, field: string): ResourceFilter {
  if (!isJsonObject(values)) throw invalidArgument("body", [`${field} must be object`]);
  const all = Object.entries(values).map(([path, value]): ResourceFilter => {
    const [root, collection, ...property] = path.split(".");
    if (root !== "resources" || collection === undefined || property.length === 0 || path.split(".").includes("")) {
      throw undocumented(`a path in ${field} other than resources.<collection>.<property>`);
    }
    if (typeof value === "string" && value.includes("*")) throw undocumented(`a value with a wildcard in ${field}`);
    if (typeof value === "object" && value !== null) throw undocumented(`an object or array as a value in ${field}`);
    return (collectionKey, { data }) =>
      collectionKey !== collection || valuesAt(data, property).some((stored) => stored === value);
  });
  return (collectionKey, resource) => all.every((matches) => matches(collectionKey, resource));
}

/** The values at a path. A list has its own value and those of its items. */
function valuesAt(value: unknown, [key, ...rest]: Path): unknown[] {
  const found =
    key === undefined ? [value] : isJsonObject(value) && Object.hasOwn(value, key) ? valuesAt(value[key], rest) : [];
  return Array.isArray(value)
    ? [...found, ...value.flatMap((item) => valuesAt(item, key === undefined ? [] : [key, ...rest]))]
    : found;
}

type Path = readonly string[];
const toPath = (text: string): Path => text.split(".");

/** Returns a resource with only the selected properties. Its `id` and `type`, and those of contained resources, are always selected. */
export function selectProperties(resource: Resource, properties: BrowseProperties = {}): Resource {
  const { id, type, ...record } = resource;
  const include = (properties.include ?? []).map(toPath);
  const exclude = (properties.exclude ?? []).map(toPath);
  const withIdentities = include.flatMap((path) => [path, ...identitiesAbove(path)]);
  const included = include.length === 0 ? record : selectPaths(record, withIdentities, true);
  const withoutIdentities = exclude.filter((path) => !isIdentity(path));
  const selected = selectPaths(included, withoutIdentities, false) as Partial<Resource>;
  return { id, type, ...selected, data: selected.data ?? {} };
}

/** The paths of the `id` and `type` of the contained resources that a path goes through, such as `contained.contact.id`. */
function identitiesAbove(path: Path): Path[] {
  const lengths = path.flatMap((_, length) => (length > 0 && isContained(path.slice(0, length)) ? [length] : []));
  return lengths.flatMap((length) => ["id", "type"].map((name) => [...path.slice(0, length), name]));
}

/** Whether a path is that of contained resources, such as `contained.contact`. */
function isContained(path: Path): boolean {
  return path.length % 2 === 0 && path.every((key, index) => index % 2 === 1 || key === "contained");
}

function isIdentity(path: Path): boolean {
  return /^(?:id|type)$/.test(String(path.at(-1))) && isContained(path.slice(0, -1));
}

/** Keeps or removes the values at the paths, also within the items of lists. */
function selectPaths(value: JsonObject, paths: readonly Path[], keep: boolean): JsonObject {
  const entries = Object.entries(value).flatMap(([key, child]) => {
    const below = paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
    if (below.some((rest) => rest.length === 0)) return keep ? [[key, child]] : [];
    if (below.length > 0 && isJsonObject(child)) return [[key, selectPaths(child, below, keep)]];
    if (below.length === 0 || !Array.isArray(child)) return keep ? [] : [[key, child]];
    const objects = child.map((item: unknown) => (isJsonObject(item) ? selectPaths(item, below, keep) : item));
    return [[key, objects]];
  });
  return Object.fromEntries(entries) as JsonObject;
}
