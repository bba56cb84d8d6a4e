import type { CheckedResource, ProfileCheckOptions, ProfileProblem } from "../resource-check.ts";
import { compile } from "./compile.ts";
import { containedCheck, type ResourceCheckOf } from "./contained.ts";
import { ownField, type ProfileDefinitions, type Vocabularies } from "./definitions.ts";
import { didYouMean } from "./nearest.ts";
import { valueTypes, type ValueTypeName } from "./property-types.ts";
import { addKey, createReport, formatProblem, report, type FoundProblem, type Report } from "./report.ts";
import { dataSchema } from "./schema.ts";
import type { Check } from "./value-checks.ts";

/** The checks of profiles. */
export interface Checks {
  /** Returns the problems of a resource and its contained resources. */
  resource(type: string, resource: CheckedResource, options?: ProfileCheckOptions): readonly ProfileProblem[];
  /** Returns the problems of the `data` of a profile. */
  data(type: string, data: unknown): readonly FoundProblem[];
}

interface ProfileCheck {
  readonly data: Check;
  readonly contained: (contained: unknown, found: Report) => void;
}

/** Returns the checks of profiles. The check of a profile is compiled when it is first used. */
export function createChecks(profiles: ProfileDefinitions, vocabularies: Vocabularies): Checks {
  const compiled = new Map<string, ProfileCheck>();
  const anyContained = containedCheck("", undefined, checkResource);

  function checkOf(type: string): ProfileCheck | undefined {
    const known = compiled.get(type);
    if (known !== undefined) return known;
    const profile = ownField(profiles, type);
    if (profile === undefined) return undefined;
    const check = {
      data: compile(dataSchema(type, profile, vocabularies), type, complexCheck),
      contained: containedCheck(type, profile.contained ?? {}, checkResource),
    };
    compiled.set(type, check);
    return check;
  }

  function checkResource(type: string, { data, contained }: CheckedResource, found: Report): void {
    const check = checkOf(type);
    if (check === undefined && !found.allowsOtherTypes) {
      const suggestion = didYouMean(type, Object.keys(profiles)) || ".";
      report(found, `has no profile${suggestion} To allow types without a profile, set otherTypes: "allow"`, "type");
      return;
    }
    const before = found.problems.length;
    if (data === undefined) report(found, "is required");
    else check?.data(data, found);
    if (found.problems.length > before) addKey(found, before, "data");
    (check?.contained ?? anyContained)(contained, found);
  }

  function checkData(type: string, { data }: CheckedResource, found: Report): void {
    checkOf(type)?.data(data, found);
  }

  return {
    resource(type, resource, options) {
      const problems = findProblems(checkResource, type, resource, options);
      return problems.length === 0 ? [] : problems.map(formatProblem);
    },
    data: (type, data) => findProblems(checkData, type, { data }),
  };
}

/**
 * Repeats a failed check with the value that JSON writes: fields that are undefined are omitted, and dates and other objects with `toJSON`
 * are replaced.
 */
function findProblems(
  check: ResourceCheckOf,
  type: string,
  { data, contained }: CheckedResource,
  options?: ProfileCheckOptions,
): readonly FoundProblem[] {
  const found = createReport(options);
  try {
    check(type, { data, contained }, found);
    const copy = found.problems.length === 0 ? undefined : copyAsJson({ data, contained });
    if (copy === undefined) return found.problems;
    const confirmed = createReport(options);
    check(type, copy, confirmed);
    return confirmed.problems;
  } catch (error) {
    // Thousands of nested resources exceed the stack.
    if (!(error instanceof RangeError)) throw error;
    return [{ keys: ["contained"], message: "is nested too deeply" }];
  }
}

/** Returns undefined for what JSON can't write: cycles, a bigint, or more levels or characters than the engine allows. */
function copyAsJson(resource: CheckedResource): CheckedResource | undefined {
  try {
    return JSON.parse(JSON.stringify(resource)) as CheckedResource;
  } catch {
    return undefined;
  }
}

const complexChecks = new Map<ValueTypeName, Check>();

/** Returns the check of a complex type, such as `#/$defs/types.period`. */
function complexCheck(ref: string): Check {
  const type = ref.slice(ref.indexOf(".") + 1) as ValueTypeName;
  const known = complexChecks.get(type);
  if (known !== undefined) return known;
  const check = compile(valueTypes[type].schema, type, complexCheck);
  complexChecks.set(type, check);
  return check;
}
