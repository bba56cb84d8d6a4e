import { isJsonObject } from "../json.ts";
import type { CheckedResource } from "../resource-check.ts";
import { isPlain, notJson, reportUnknownField } from "./compile.ts";
import { countsOf, requiredKeys, type ContainedResources, type Counts } from "./definitions.ts";
import { addKey, isFull, report, type Report } from "./report.ts";

/** Reports the problems of a resource of a type. */
export type ResourceCheckOf = (type: string, resource: CheckedResource, found: Report) => void;

/** Reports the problems of a list of contained resources. */
type ListCheck = (list: unknown, found: Report) => void;

/**
 * Returns the check of the `contained` of a profile. Without `definitions`, it allows any contained resources, and only checks each by its
 * type.
 */
export function containedCheck(
  name: string,
  definitions: Readonly<Record<string, ContainedResources>> | undefined,
  checkResource: ResourceCheckOf,
): (contained: unknown, found: Report) => void {
  const lists = new Map(Object.entries(definitions ?? {}).map(([key, each]) => [key, listCheck(each, checkResource)]));
  const required = requiredKeys(definitions ?? {});
  const isClosed = definitions !== undefined;
  const anyList = listCheck(undefined, checkResource);

  function checkKey(key: string, list: unknown, found: Report): void {
    const check = lists.get(key);
    if (check === undefined && isClosed && !found.allowsUnknownFields) {
      reportUnknownField(found, key, name, lists.keys());
      return;
    }
    const before = found.problems.length;
    (check ?? anyList)(list, found);
    addKey(found, before, key);
  }

  return (contained, found) => {
    if (contained === undefined && required.length === 0) return;
    const before = found.problems.length;
    const given = contained === undefined ? {} : contained;
    if (isJsonObject(given)) {
      if (!isPlain(given)) report(found, notJson);
      for (const [key, list] of Object.entries(given)) {
        if (list !== undefined && !isFull(found)) checkKey(key, list, found);
      }
      for (const key of required) {
        if (!Object.hasOwn(given, key) || given[key] === undefined) report(found, "is required", key);
      }
    } else report(found, "must be an object");
    addKey(found, before, "contained");
  };
}

function listCheck(definition: ContainedResources | undefined, checkResource: ResourceCheckOf): ListCheck {
  const counts = countsOf(definition?.cardinality ?? "0:*");
  const types = definition && new Set(definition.types);
  return (list, found) => {
    if (!Array.isArray(list)) {
      report(found, "must be an array");
      return;
    }
    const resources: readonly unknown[] = list;
    if (resources.length < counts.min || resources.length > counts.max) report(found, describeCounts(counts));
    for (let index = 0; index < resources.length && !isFull(found); index++) {
      const before = found.problems.length;
      checkContainedResource(resources[index], types, checkResource, found);
      if (found.problems.length > before) addKey(found, before, index);
    }
  };
}

function checkContainedResource(
  resource: unknown,
  types: ReadonlySet<string> | undefined,
  checkResource: ResourceCheckOf,
  found: Report,
): void {
  if (!isJsonObject(resource)) {
    report(found, "must be an object");
    return;
  }
  if (!isPlain(resource)) report(found, notJson);
  const { type } = resource;
  if (typeof type === "string" && types?.has(type) !== false) checkResource(type, resource, found);
  else {
    const expected = [...(types ?? [])].map((each) => JSON.stringify(each)).join(" or ");
    report(found, `must be ${expected === "" ? "a string" : expected}`, "type");
  }
}

function describeCounts({ min, max }: Counts): string {
  if (min === max) return `must have exactly ${min} resource`;
  return max === Infinity ? `must have at least ${min} resource` : `must have at most ${max} resource`;
}
