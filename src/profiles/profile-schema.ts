import type { StandardSchema } from "../resource-check.ts";
import type { FoundProblem } from "./report.ts";

/**
 * The Standard Schema of the `data` of a profile. It is synchronous.
 *
 * @see https://standardschema.dev
 */
export interface ProfileSchema<Value> extends StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "clinia-registry-client";
    /** Returns the same value, or what is wrong with it. */
    readonly validate: (value: unknown) => ProfileResult<Value>;
    /** The types. It has no value. */
    readonly types?: { readonly input: Value; readonly output: Value } | undefined;
  };
}

/** The result of a validation. */
export type ProfileResult<Value> =
  { readonly value: Value; readonly issues?: undefined } | { readonly issues: readonly ProfileIssue[] };

/** A problem. Its message contains no value. */
export interface ProfileIssue {
  readonly message: string;
  /** The keys and indices from the root to the value. */
  readonly path: readonly (string | number)[];
}

/** Returns the Standard Schema of a check. */
export function profileSchema<Value>(check: (value: unknown) => readonly FoundProblem[]): ProfileSchema<Value> {
  return {
    "~standard": {
      version: 1,
      vendor: "clinia-registry-client",
      validate(value) {
        const problems = check(value);
        if (problems.length === 0) return { value: value as Value };
        return { issues: problems.map(({ keys, message }) => ({ message, path: keys.toReversed() })) };
      },
    },
  };
}
