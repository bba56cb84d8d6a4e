/* The parts of the contract about definitions: what their pages print, and what they leave open. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { describe, expect, test } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { operations } from "../../src/generated/contract.ts";
import { contractFile } from "../support/contract-copy.ts";

const contract = await readContract(contractFile);
const schema = (name: string, ...pointer: string[]) => contract.get(["components", "schemas", name, ...pointer]);
const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
ajv.addSchema(contract.get([]) as object, "contract");
const isValid = (name: string, value: unknown) => ajv.validate(`contract#/components/schemas/${name}`, value);

test("a property has one of the 24 types that the page lists", () => {
  const types = schema("PropertyType", "enum") as string[];
  expect(types).toHaveLength(24);
  expect(new Set(types).size).toBe(24);
  expect(types).toContain("reference");
  expect(types).not.toContain("contactdetail");
});

/** The profiles that Clinia's pages print. */
const printed: readonly { page: string; body: object }[] = [
  {
    page: "guides/managing-data/historical-import",
    body: {
      type: "ROOT",
      properties: { name: { type: "array", items: { type: "humanname" } }, birthDate: { type: "date" } },
    },
  },
  {
    page: "docs/managing-profiles",
    body: {
      properties: { name: { type: "symbol" }, note: { type: "symbol" } },
      contained: {
        primaryPaymentMethod: { types: ["paymentMethod"], cardinality: "0:1" },
        alternativePaymentMethods: { types: ["paymentMethod"], cardinality: "0:*" },
      },
    },
  },
  {
    page: "explanation/field-validation/basic",
    body: {
      properties: {
        age: { type: "integer", rules: [{ required: true, min: 18, max: 120 }] },
        taxRate: { type: "decimal", rules: [{ enum: [10.5, 12.2, 15.05] }] },
        gender: { type: "code", rules: [{ enum: ["male", "female", "non-binary"] }] },
        email: { type: "symbol", rules: [{ pattern: String.raw`^[\w\-\.]+@([\w-]+\.)+[\w-]{2,4}$` }] },
      },
    },
  },
  {
    page: "docs/conditional-validation-advanced",
    body: {
      properties: {
        practiceNumber: { type: "integer" },
        specialities: {
          type: "array",
          rules: [{ required: true, min: 1, when: { eq: { practiceNumber: "*" } } }],
          items: { type: "symbol" },
        },
      },
    },
  },
];

describe("is valid:", () => {
  test.each(printed)("the profile on the page $page", ({ body }) => {
    expect(isValid("ProfileInput", body), JSON.stringify(ajv.errors)).toBe(true);
    expect(isValid("Profile", body), JSON.stringify(ajv.errors)).toBe(true);
  });

  test.each([
    {
      page: "guides/how-to/file-ingestion-ocr",
      name: "CollectionInput",
      body: { type: "objects", objectDefinition: { properties: { content: { type: "markdown", description: "x" } } } },
    },
    {
      page: "explanation/ingestion-pipeline/built-in-processors",
      name: "PipelineInput",
      body: {
        steps: [
          { type: "OPTICAL_CHARACTER_RECOGNITION", opticalCharacterRecognition: { propertyKey: "content" } },
          { type: "VECTORIZER", vectorizer: { inputProperty: "title", modelId: "mte-base.1", propertyKey: "vector" } },
        ],
      },
    },
    {
      page: "api-reference/collections/get-a-collection-from-the-registry",
      name: "Collection",
      body: {
        ...{ type: "resources", key: "x", profile: { properties: {}, key: "x", description: "x", contained: {} } },
        pipeline: {
          id: "x",
          steps: [{ vectorizer: { dimensions: 768 }, trigger: { operator: { and: [], id: "x" } } }],
        },
      },
    },
    {
      page: "api-reference/pipeline-executions/get-a-pipeline-execution",
      name: "PipelineExecutionDetails",
      body: {
        ...{ id: "x", pipelineDefinitionId: "x.1", status: "SUCCESSFUL" },
        steps: [{ status: "PROCESSED", decision: { id: "x", author: { id: "x", email: "x" } } }],
        operation: { taskId: "x", action: "CREATE", target: { targetType: "RELATIONSHIP", id: "x", type: "x" } },
      },
    },
  ])("the $name on the page $page", ({ name, body }) => {
    expect(isValid(name, body), JSON.stringify(ajv.errors)).toBe(true);
  });

  test.each([
    { name: "Source", body: {} },
    { name: "Profile", body: { properties: null, contained: null, other: 1 } },
    { name: "PropertyDefinition", body: { type: "quantity", rules: null, items: null, properties: null, other: 1 } },
    { name: "PropertyDefinitionInput", body: { type: "symbol", other: true } },
    { name: "Collection", body: { type: "graphs", key: "x", profile: null, objectDefinition: null, pipeline: null } },
    { name: "Pipeline", body: { steps: null } },
    { name: "PipelineStepInput", body: { type: "OTHER", other: {} } },
    { name: "PipelineExecutionDetails", body: { id: "1", pipelineDefinitionId: "x.1", status: "X", steps: null } },
  ])("a $name that is $body", ({ name, body }) => {
    expect(isValid(name, body), JSON.stringify(ajv.errors)).toBe(true);
  });
});

test.each([
  { name: "SourceInput", body: { type: "registry", key: "x" } },
  { name: "ProfileInput", body: { properties: {}, key: "x" } },
  { name: "ProfileInput", body: { properties: { "a key": { type: "date" } } } },
  { name: "ProfileInput", body: { properties: { a: { type: "contactdetail" } } } },
  { name: "ProfileInput", body: { properties: null } },
  { name: "PropertyRuleInput", body: { minimum: 1 } },
  { name: "CollectionInput", body: { type: "objects", profile: { properties: {} } } },
  { name: "CollectionInput", body: { type: "resources", profile: { properties: {} }, pipeline: { steps: [] } } },
  { name: "PipelineInput", body: { steps: [], id: "x.1" } },
])("a $name that is $body is invalid", ({ name, body }) => {
  expect(isValid(name, body)).toBe(false);
});

test("each put can be repeated, except that of a pipeline, which adds a version", () => {
  const puts = Object.entries(operations).filter(([name]) => name.startsWith("put"));
  expect(Object.fromEntries(puts.map(([name, { kind }]) => [name, kind]))).toStrictEqual({
    putSource: "repeatable",
    putProfile: "repeatable",
    putRelationshipDefinition: "repeatable",
    putCollection: "repeatable",
    putPipeline: "once",
  });
});
