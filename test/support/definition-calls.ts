import type {
  CollectionInput,
  PipelineInput,
  ProfileInput,
  RegistryClient,
  RelationshipDefinitionInput,
  SourceInput,
} from "../../src/index.ts";
import { sourcePath } from "./task-operations.ts";

export const profile = {
  type: "ROOT",
  properties: { name: { type: "array", items: { type: "humanname" } }, birthDate: { type: "date" } },
} as const satisfies ProfileInput;
export const treatedBy = {
  from: { profileKey: "patient", includeKey: "treatedBy", includeCardinality: "0:*" },
  to: { profileKey: "practitioner", includeKey: "patients", includeCardinality: "0:*" },
} as const satisfies RelationshipDefinitionInput;
export const clinics = {
  type: "resources",
  profile: { properties: { about: { type: "markdown" } } },
} as const satisfies CollectionInput;
export const passages = {
  steps: [{ type: "SEGMENTER", segmenter: { inputProperty: "about", propertyKey: "passages" } }],
} as const satisfies PipelineInput;

/** A call of each operation that stores a definition, with any body. */
export const definitionCalls = {
  putSource: (registry: RegistryClient, body: unknown = { type: "registry" }) =>
    registry.putSource(sourcePath, body as SourceInput),
  putProfile: (registry: RegistryClient, body: unknown = profile) =>
    registry.putProfile({ ...sourcePath, profileKey: "patient" }, body as ProfileInput),
  putRelationshipDefinition: (registry: RegistryClient, body: unknown = treatedBy) =>
    registry.putRelationshipDefinition(
      { ...sourcePath, relationshipDefinitionKey: "treated-by" },
      body as RelationshipDefinitionInput,
    ),
  putCollection: (registry: RegistryClient, body: unknown = clinics) =>
    registry.putCollection({ ...sourcePath, collectionKey: "clinic" }, body as CollectionInput),
  putPipeline: (registry: RegistryClient, body: unknown = passages) =>
    registry.putPipeline({ ...sourcePath, collectionKey: "clinic" }, body as PipelineInput),
};
export type DefinitionCall = keyof typeof definitionCalls;
