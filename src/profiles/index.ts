/**
 * Types and checks of `data`, from profiles.
 *
 * @module clinia-registry-client/profiles
 */
export type * from "./data-types.ts";
export { defineProfiles, type DefinedProfiles, type DefineProfilesOptions } from "./define.ts";
export type {
  ContainedResources,
  ProfileDefinition,
  ProfileDefinitions,
  Property,
  PropertyMap,
  Rule,
  Vocabularies,
} from "./definitions.ts";
export type { ProfileIssue, ProfileResult, ProfileSchema } from "./profile-schema.ts";
