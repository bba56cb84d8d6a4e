import type { ProfileEntries, ProfileEntry, ResourceCheck } from "../resource-check.ts";
import { createChecks } from "./check.ts";
import { findDefinitionProblems } from "./definition-problems.ts";
import type { ProfileDefinitions, Vocabularies } from "./definitions.ts";
import { profileSchema, type ProfileSchema } from "./profile-schema.ts";

/** Options of {@link defineProfiles}. */
export interface DefineProfilesOptions {
  /** The codes of vocabularies by their keys. Codes with a binding of strength `required` are checked against them. */
  readonly vocabularies?: Vocabularies | undefined;
}

/**
 * Profiles with their types and checks. Each profile is a [Standard Schema](https://standardschema.dev) of its `data`, except one with the
 * key `check`, which is the method.
 */
export type DefinedProfiles<P> = ResourceCheck<P> & {
  readonly [Type in Exclude<keyof P, "check">]: ProfileSchema<DataOfEntry<P[Type]>>;
};

type DataOfEntry<Entry> = Entry extends { readonly data: infer D } ? D : never;

/**
 * Returns checks for profiles. The command `clinia-registry profiles generate` writes a call of it, with the types.
 *
 * @typeParam P The types of each profile: `{ patient: { data: Patient } }`.
 * @param definitions The profiles by resource type. Each is a body of `putProfile`.
 * @throws TypeError when a definition is invalid. Its message contains the paths.
 * @see https://docs.clinia.com/explanation/sources/profile
 */
export function defineProfiles<P extends ProfileEntries<P> = Record<string, ProfileEntry>>(
  definitions: ProfileDefinitions,
  { vocabularies = {} }: DefineProfilesOptions = {},
): DefinedProfiles<P> {
  const problems = findDefinitionProblems(definitions, vocabularies, { allowUnknownTypes: true });
  if (problems.length > 0) {
    const sentences = problems.slice(0, 20).map(({ path, message }) => `${path} ${message}`);
    throw new TypeError(`defineProfiles: ${sentences.join(". ")}.`);
  }
  const checks = createChecks(definitions, vocabularies);
  const schemas = Object.keys(definitions).map((type) => [type, profileSchema((data) => checks.data(type, data))]);
  const check: ResourceCheck["check"] = (type, resource, options) => checks.resource(type, resource, options);
  return Object.fromEntries([...schemas, ["check", check]]) as DefinedProfiles<P>;
}
