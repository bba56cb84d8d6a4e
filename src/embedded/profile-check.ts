import type { ContainedResource, Resource, ResourceOperation } from "../generated/client.ts";
import { isJsonObject } from "../json.ts";
import type { CheckedResource, ProfileCheckOptions, ProfileProblem, ResourceCheck } from "../resource-check.ts";
import { checkOneOf, describeValue } from "./arguments.ts";
import { invalidArgument } from "./error-response.ts";
import type { EmbeddedRegistryOptions } from "./options.ts";
import type { LocatedOperation } from "./writes/operation-writes.ts";
import { containedByKey } from "./writes/resource-writes.ts";

/*
 * The option `profiles`. Resources are checked as they were sent, before tokens are replaced: a client that checks them sees the same.
 */

/** Returns the problems of a resource of a type; none without profiles. */
export type FindProfileProblems = (type: string, resource: CheckedResource) => readonly ProfileProblem[];

const refuseOrAllow = ["refuse", "allow"] as const;

/** Throws a TypeError when `profiles` has no function `check`, and a RangeError when another option is invalid. */
export function resolveProfiles({
  profiles,
  unknownFields = "refuse",
  otherTypes = "refuse",
}: Pick<EmbeddedRegistryOptions, "profiles" | keyof ProfileCheckOptions>): FindProfileProblems {
  checkOneOf("unknownFields", unknownFields, refuseOrAllow);
  checkOneOf("otherTypes", otherTypes, refuseOrAllow);
  if (profiles === undefined) return () => [];
  // Callers without types can pass any value.
  const { check } = Object(profiles) as Partial<ResourceCheck>;
  if (typeof check !== "function") {
    const given = isJsonObject(profiles) ? "has no function check" : `is ${describeValue(profiles)}`;
    throw new TypeError(
      `profiles ${given}. Pass the profiles of a file that "clinia-registry profiles generate" wrote.`,
    );
  }
  return (type, resource) => profiles.check(type, resource, { unknownFields, otherTypes });
}

/** What the checks need of an environment. */
interface ProfileEnvironment {
  readonly settings: { readonly findProfileProblems: FindProfileProblems };
}

/** Throws an {@link ErrorResponse} when a resource whose type is in the path breaks its profile. */
export function checkResource({ settings }: ProfileEnvironment, resourceType: string, body: CheckedResource): void {
  const problems = settings.findProfileProblems(resourceType, body);
  const ofType = problems.filter(({ path }) => path === "type");
  if (ofType.length > 0)
    throw invalidArgument(
      "path",
      ofType.map(({ message }) => `resourceType ${message}`),
    );
  if (problems.length > 0) throw invalidArgument("body", problems.map(toSentence));
}

/** A write of a contained resource, and the resource that would contain it, if it is stored. */
interface ContainedWrite {
  readonly root: Resource | undefined;
  readonly containKey: string;
  readonly contained: ContainedResource;
}

/**
 * Throws an {@link ErrorResponse} when a contained resource breaks its profile, or when the profile of the resource that would contain
 * it does not allow it under the key.
 */
export function checkContained(
  { settings }: ProfileEnvironment,
  { root, containKey, contained }: ContainedWrite,
): void {
  const own = settings.findProfileProblems(contained.type, contained);
  if (own.length > 0) throw invalidArgument("body", own.map(toSentence));
  if (root === undefined) return;
  const byKey = containedByKey(root);
  const others = (byKey.get(containKey) ?? []).filter(({ id }) => id !== contained.id);
  byKey.set(containKey, [...others, contained]);
  // The resource may have problems that this write does not cause: another contained resource can have been deleted.
  const before = new Set(settings.findProfileProblems(root.type, root).map(toSentence));
  const after = settings.findProfileProblems(root.type, { ...root, contained: Object.fromEntries(byKey) });
  const problems = after.map(toSentence).filter((sentence) => !before.has(sentence));
  if (problems.length > 0) throw invalidArgument("resource with this contained resource", problems);
}

/** Returns the problems of each resource in operations, with the names of their fields. */
export function findOperationProfileProblems(
  { settings }: ProfileEnvironment,
  operations: readonly LocatedOperation<ResourceOperation>[],
): string[] {
  return operations.flatMap(({ field, operation }) => {
    if (operation.action === "DELETE") return [];
    const resource = operation.action === "CREATE" ? operation.create : operation.upsert;
    return settings.findProfileProblems(resource.type, resource).map((problem) => `${field}.${toSentence(problem)}`);
  });
}

function toSentence({ path, message }: ProfileProblem): string {
  return `${path} ${message}`;
}
