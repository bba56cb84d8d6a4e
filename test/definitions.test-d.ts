import { describe, expectTypeOf, test } from "vitest";
import {
  createRegistryClient,
  type Collection,
  type CollectionInput,
  type GetPipelineExecutionResult,
  type GetPipelineOptions,
  type Pipeline,
  type PipelineInput,
  type Profile,
  type ProfileInput,
  type PropertyDefinition,
  type PropertyDefinitionInput,
  type PropertyType,
  type StoredPipeline,
} from "../src/index.ts";

const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const source = { sourceKey: "ehr-prod" };
const patient = { ...source, profileKey: "patient" };
const clinic = { ...source, collectionKey: "clinic" };

// Only compiled, not run: each line must be a type error, because an unused @ts-expect-error is one too.
describe("what must not compile", () => {
  test("a wrong property type, at any depth", () => {
    // @ts-expect-error -- humanname is misspelt
    void registry.putProfile(patient, { properties: { name: { type: "humannam" } } });
    // @ts-expect-error -- in the items of an array
    void registry.putProfile(patient, { properties: { name: { type: "array", items: { type: "humannam" } } } });
    const properties = { a: { type: "string" } } as const;
    // @ts-expect-error -- in the properties of an object
    void registry.putProfile(patient, { properties: { a: { type: "object", properties } } });
    // @ts-expect-error -- in a collection
    void registry.putCollection(clinic, { type: "resources", profile: { properties } });
    // @ts-expect-error -- no type
    void registry.putProfile(patient, { properties: { name: {} } });
    // @ts-expect-error -- a description that is not a string
    void registry.putProfile(patient, { properties: { name: { type: "symbol", description: 5 } } });
  });

  test("a rule, a binding or a cardinality with a wrong value", () => {
    // @ts-expect-error -- a misspelt rule
    void registry.putProfile(patient, { properties: { a: { type: "code", rules: [{ minimum: 1 }] } } });
    const vocabulary = { key: "x", strength: "strong" } as const;
    // @ts-expect-error -- an unknown strength
    void registry.putProfile(patient, { properties: { a: { type: "code", binding: { vocabulary } } } });
    const contained = { contact: { types: ["contact"], cardinality: "0:2" } } as const;
    // @ts-expect-error -- an unknown cardinality
    void registry.putProfile(patient, { properties: {}, contained });
    const end = { profileKey: "patient", includeKey: "x" };
    // @ts-expect-error -- no cardinality
    void registry.putRelationshipDefinition({ ...source, relationshipDefinitionKey: "x" }, { from: end, to: end });
  });

  test("a wrong body or query", () => {
    // @ts-expect-error -- the only type is registry
    void registry.putSource(source, { type: "fhir" });
    // @ts-expect-error -- an unknown type of profile
    void registry.putProfile(patient, { type: "TOP", properties: {} });
    // @ts-expect-error -- a misspelt field
    void registry.putProfile(patient, { propertys: {} });
    // @ts-expect-error -- a collection of objects has an objectDefinition
    void registry.putCollection(clinic, { type: "objects", profile: { properties: {} } });
    // @ts-expect-error -- no steps
    void registry.putPipeline(clinic, {});
    // @ts-expect-error -- a step without a type
    void registry.putPipeline(clinic, { steps: [{ segmenter: {} }] });
    // @ts-expect-error -- a version is a number
    void registry.getPipeline(clinic, { query: { version: "2" } });
    // @ts-expect-error -- no query
    void registry.getCollection(clinic, { query: {} });
  });
});

describe("what must compile", () => {
  test("definitions with `as const`, and a field that the contract does not describe", () => {
    const profile = {
      type: "ROOT",
      properties: {
        name: { type: "array", items: { type: "humanname" }, rules: [{ required: true, min: 1 }] },
        gender: { type: "code", rules: [{ enum: ["male", "female"], when: { eq: { name: "*" } } }] },
        vector: { type: "symbol", pipelineOnly: true },
      },
      contained: { contact: { types: ["contact"], cardinality: "0:*" } },
    } as const;
    const pipeline = { steps: [{ type: "SEGMENTER", segmenter: { inputProperty: "a" } }, { type: "NEW" }] } as const;
    expectTypeOf(profile).toExtend<ProfileInput>();
    expectTypeOf(pipeline).toExtend<PipelineInput>();
    void registry.putProfile(patient, profile);
    void registry.putPipeline(clinic, pipeline);
    void registry.http.PUT("/sources/{sourceKey}/v1/profiles/{profileKey}", {
      params: { path: patient },
      body: profile,
    });
  });

  test("editors suggest the types", () => {
    expectTypeOf<PropertyDefinitionInput["type"]>().toEqualTypeOf<PropertyType>();
    expectTypeOf<"humanname" | "reference" | "geopoint" | "array" | "object">().toExtend<PropertyType>();
    expectTypeOf<string>().not.toExtend<PropertyType>();
    expectTypeOf<PropertyDefinitionInput["description"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<CollectionInput["type"]>().toEqualTypeOf<"resources" | "relationships" | "objects">();
  });
});

test("the results have no null, and the fields that may be missing are optional", () => {
  expectTypeOf(() => registry.putProfile(patient, { properties: {} })).returns.resolves.toEqualTypeOf<Profile>();
  expectTypeOf(() => registry.getPipeline(clinic)).returns.resolves.toEqualTypeOf<Pipeline>();
  expectTypeOf(() => registry.putPipeline(clinic, { steps: [] })).returns.resolves.toEqualTypeOf<StoredPipeline>();
  expectTypeOf(() => registry.getCollection(clinic)).returns.resolves.toEqualTypeOf<Collection>();
  expectTypeOf<Collection["pipeline"]>().toEqualTypeOf<Pipeline | undefined>();
  expectTypeOf<Profile["properties"]>().toEqualTypeOf<Record<string, PropertyDefinition> | undefined>();
  expectTypeOf<PropertyDefinition["items"]>().toEqualTypeOf<PropertyDefinition | undefined>();
  expectTypeOf<GetPipelineOptions["query"]>().toEqualTypeOf<{ version?: number; revisionId?: string } | undefined>();
  expectTypeOf<GetPipelineExecutionResult["id"]>().toEqualTypeOf<string>();
});
