/* The structure of the contract: each test has the id of a row in a review of the contract. */
import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readContract } from "../../scripts/contract/document.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { referencedNames } from "../../scripts/contract/schema.ts";
import { contractFile } from "../support/contract-copy.ts";
import { persisted } from "../support/patient.ts";

type Node = Readonly<Record<string, unknown>>;

const text = await readFile(contractFile, "utf8");
const contract = await readContract(contractFile);
const operations = contractOperations(contract);
const at = (...pointer: string[]) => contract.get(pointer);
const schema = (name: string, ...pointer: string[]) => at("components", "schemas", name, ...pointer) as Node;
const named = (kind: string) => at("components", kind) as Readonly<Record<string, Node>>;

/** The schemas of an operation's successful responses, by status code. */
function successes(operationId: string): Record<string, Node> {
  const { pointer } = operations.find((operation) => operation.operationId === operationId) ?? { pointer: [] };
  const responses = Object.entries(contract.get([...pointer, "responses"]) as Record<string, Node>);
  return Object.fromEntries(
    responses
      .filter(([code]) => code.startsWith("2"))
      .map(([code]) => [
        code,
        contract.get([...pointer, "responses", code, "content", "application/json", "schema"]) as Node,
      ]),
  );
}

/** Every object of the contract, with its path. */
function nodes(value: unknown, path: string[] = []): { path: string[]; node: Node }[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([key, child]) => nodes(child, [...path, key]));
  return Array.isArray(value) ? below : [{ path, node: value as Node }, ...below];
}

describe("C1: the status of a submission", () => {
  test.each([
    ["ResourcePersisted", "PERSISTED"],
    ["ObjectPersisted", "PERSISTED"],
    ["TaskPersisted", "PERSISTED"],
    ["ResourceAccepted", "ACCEPTED"],
    ["ObjectAccepted", "ACCEPTED"],
    ["TaskAccepted", "ACCEPTED"],
    ["BulkAccepted", "ACCEPTED"],
    ["PurgeAccepted", "ACCEPTED"],
  ])("of %s is an enum of one value", (name, status) => {
    expect(schema(name, "properties", "status")).toMatchObject({ type: "string", enum: [status] });
    expect(Object.keys(schema(name, "properties", "status")).sort()).toStrictEqual(["description", "enum", "type"]);
  });

  test("has no discriminator, and no literal is a const: generators lose them", () => {
    const lost = nodes(at("components", "schemas")).filter(
      ({ path, node }) => "discriminator" in node || ("const" in node && path.at(-1) !== "not"),
    );
    expect(lost.map(({ path }) => path.join("."))).toStrictEqual([]);
  });
});

test.each([
  { operationId: "createResource", codes: ["201", "202"], union: "ResourceSubmission" },
  { operationId: "upsertResource", codes: ["200", "201", "202"], union: "ResourceSubmission" },
  { operationId: "upsertContainedResource", codes: ["200", "201", "202"], union: "ResourceSubmission" },
  { operationId: "createObject", codes: ["201", "202"], union: "ObjectSubmission" },
  { operationId: "createContainedResource", codes: ["201", "202"], union: "ResourceSubmission" },
  { operationId: "deleteContainedResource", codes: ["200", "202"], union: "TaskSubmission" },
  { operationId: "deleteResource", codes: ["200", "202"], union: "TaskSubmission" },
  { operationId: "submitBundle", codes: ["200", "202"], union: "TaskSubmission" },
])("C2: $operationId has both options under all of its codes", ({ operationId, codes, union }) => {
  const $ref = `#/components/schemas/${union}`;
  expect(successes(operationId)).toStrictEqual(Object.fromEntries(codes.map((code) => [code, { $ref }])));
  expect(schema(union)["oneOf"]).toHaveLength(2);
});

test("C3: a bundle requires both of its lists, and the client has a default for one", () => {
  expect(schema("BundleRequest")["required"]).toStrictEqual(["resourceOperations", "relationshipOperations"]);
  expect(schema("BundleRequest", "properties", "relationshipOperations")).toMatchObject({ "x-client-default": [] });
  expect(schema("BundleRequest", "properties", "resourceOperations")).not.toHaveProperty("x-client-default");
});

describe("the contract allows in responses, and rejects in requests", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
  ajv.addSchema(contract.get([]) as object, "contract");
  const isValid = (name: string, value: unknown) => ajv.validate(`contract#/components/schemas/${name}`, value);
  const taskId = "bk_1";
  const receipt = {
    ...{ receivedAt: "2025-05-13T14:00:00.07Z", taskId, action: "CREATE", status: "SUCCESS" },
    ...{ targetType: "RESOURCE", id: "1", type: "patient" },
  };
  const { resource } = persisted;
  const object = { id: "2wil", type: "referrals" };
  const detail = { type: "OUT_OF_RANGE", message: "x" };
  const contained = (item: object | null) => ({ ...resource, contained: { contact: item && [item] } });

  test.each([
    ["C2: a resource beside ACCEPTED", "ResourceSubmission", { ...persisted, status: "ACCEPTED" }],
    ["C4: an error without a code", "ErrorBody", { type: "NOT_FOUND", message: "x" }],
    ["C4: a code that is a string", "ErrorBody", { code: "E-1", ...detail }],
    ["C4: details that are null", "ErrorBody", { ...detail, details: null }],
    ["C4: details named Details", "ErrorBody", { ...detail, Details: [{ ...detail, Details: null }] }],
    [
      "C4: the other fields of the server library",
      "ErrorBody",
      { ...detail, applicationErrorCode: "P-7", additionalContext: { a: 1 } },
    ],
    ["C5: receipts that are null", "Task", { taskId, status: "SUCCESS", receipts: null }],
    ["C5: a status that is unknown", "Task", { taskId, status: "PAUSED" }],
    ["C6: a receipt with nulls", "Receipt", { ...receipt, completedAt: null, error: null, pipelineExecution: null }],
    ["C6: a resource with nulls", "Resource", { ...resource, data: null, contained: null, meta: null }],
    ["C6: meta with nulls", "Resource", { ...resource, meta: { identifier: null } }],
    ["C6: a period that is null", "Resource", { ...resource, meta: { identifier: [{ period: null }] } }],
    ["C6: a period with another field", "Resource", { ...resource, meta: { identifier: [{ period: { zone: "x" } }] } }],
    ["C6: a contained resource with another field", "Resource", contained({ type: "contact", data: {}, meta: {} })],
    ["C6: a contained resource without data", "Resource", contained({ type: "contact" })],
    ["C6: a contained resource with nulls", "Resource", contained({ type: "contact", data: null, contained: null })],
    ["C6: no contained resources under a key", "Resource", contained(null)],
    ["C6: an object with nulls", "RegistryObject", { ...object, meta: null, data: null, fileMeta: null }],
    ["C6: an object without data", "RegistryObject", object],
    ["C2: an object beside ACCEPTED", "ObjectSubmission", { taskId, status: "ACCEPTED", object }],
    ["C2: an ACCEPTED object alone", "ObjectSubmission", { taskId, status: "ACCEPTED" }],
    ["a form with only a file", "CreateObjectRequest", { file: "" }],
    ["C10: a bulk without bulkId", "BulkAccepted", { taskId, status: "ACCEPTED" }],
    [
      "C10: a purge without purgeId",
      "PurgeOperation",
      { taskId, status: "PENDING", collectionType: "resources", collectionKey: "x" },
    ],
    ["C12: partial dates in a response", "Period", { start: "2019", end: "2027-03" }],
    ["C12: partial dates in a request", "PeriodInput", { start: "2019", end: "2027-03" }],
    ["C11: a type that no page gives a pattern", "ResourceToDelete", { id: "1", type: "a.b" }],
    ["a page of a browse with nulls", "BrowsePage", { hits: null, meta: null }],
    ["a hit without a resource", "BrowseHit", { hitType: "RELATIONSHIP", resource: null, highlighting: null }],
    ["a filter with any operator", "BrowseParams", { filter: { or: [{ any: { a: [1] } }] } }],
    ["C3: a bundle of relationships only", "BundleRequest", { resourceOperations: [], relationshipOperations: [] }],
  ])("%s is allowed", (_, name, value) => {
    expect(isValid(name, value), JSON.stringify(ajv.errors)).toBe(true);
  });

  test.each([
    ["C6: another field in a period", "PeriodInput", { zone: "x" }],
    ["C6: another field in a contained resource", "ContainedResourceInput", { type: "contact", data: {}, meta: {} }],
    ["C6: data that is null", "CreateResourceRequest", { data: null }],
    ["C6: contained that is null", "CreateResourceRequest", { data: {}, contained: null }],
    ["C3: a bundle without relationshipOperations", "BundleRequest", { resourceOperations: [] }],
    ["a form without a file", "CreateObjectRequest", { data: {} }],
    ["another part in a form", "CreateObjectRequest", { file: "", scan: "" }],
    ["an id in a new object", "ObjectInput", { id: "a-1" }],
    ...[0, 1_001, 1.5, "1"].map((perPage): [string, string, unknown] => [
      `a page of ${JSON.stringify(perPage)} records`,
      "BrowseParams",
      { perPage },
    ]),
    ["a browse without params", "BrowseRequest", { collectionKeys: ["patient"] }],
    ["C11: a new id outside of its pattern", "CreateResourceRequest", { data: {}, id: "a" }],
    ...["", ".", "..", "a/b", "a\\b", "a\n", "\u0000", "\u007f", "\u0085"].map((segment): [string, string, unknown] => [
      `C11: ${JSON.stringify(segment)} in a path`,
      "PathSegment",
      segment,
    ]),
  ])("%s is rejected", (_, name, value) => {
    expect(isValid(name, value)).toBe(false);
  });
});

describe("C9: the containKey", () => {
  const parameter = named("parameters")["ContainKey"] ?? {};

  test("has the description of its page", () => {
    expect(parameter["description"]).toBe(
      "Key of the contained resource. This is the key of the profile that defines the contained resource type.",
    );
  });

  test("is the type of the contained resource in the examples", () => {
    const example = named("examples")["ContainedUpsertRequest"] as { value: { type: string } };
    expect(parameter["example"]).toBe(example.value.type);
  });
});

test.each([
  ["BulkAccepted", "bulkId"],
  ["PurgeOperation", "purgeId"],
])("C10: in %s, %s is deprecated", (name, property) => {
  expect(schema(name, "properties", property)).toMatchObject({ deprecated: true });
});

test("C11: the only patterns of path parameters are those of a key, of the id of a relationship, and of a segment", () => {
  const patterns = Object.values(named("parameters"))
    .filter((parameter) => parameter["in"] === "path")
    .map(
      (parameter) =>
        `${String(parameter["name"])} ${(parameter["schema"] as { $ref: string }).$ref.split("/").at(-1) ?? ""}`,
    );
  const keys = ["sourceKey", "profileKey", "relationshipDefinitionKey", "collectionKey"];
  const segments = ["resourceType", "id", "containKey", "containedResourceId", "relationshipType", "bulkId"];
  const ids = ["purgeId", "taskId", "pipelineExecutionId"];
  expect([...new Set(patterns)].sort()).toStrictEqual(
    [
      "id RelationshipReference",
      ...keys.map((name) => `${name} Key`),
      ...[...segments, ...ids].map((name) => `${name} PathSegment`),
    ].sort(),
  );
});

test.each(["PeriodInput", "Period"])("C12: %s documents that its dates may be partial", (name) => {
  expect(schema(name, "properties", "start")["description"]).toMatch(/partial date/);
});

test("C13: withReceipts has the default of its page", () => {
  expect(named("parameters")["WithReceipts"]?.["schema"]).toStrictEqual({ type: "boolean", default: false });
});

test("C14: no two components have the same name", () => {
  const names = Object.values(at("components") as Record<string, object>).flatMap((kind) => Object.keys(kind));
  const folded = names.map((name) => name.toLowerCase());
  expect(names.filter((name, index) => folded.indexOf(name.toLowerCase()) < index)).toStrictEqual([]);
});

describe("C15: what was inferred without a reason", () => {
  test("the description links the page that makes a write with a pipeline ACCEPTED", () => {
    expect(at("info", "description")).toContain(
      "(https://docs.clinia.com/api-reference/collections/get-the-pipeline-definition-of-a-collection)",
    );
  });

  test.each(["upsertResource", "upsertContainedResource"])("the effects of a second %s are inferred", (operationId) => {
    const { pointer = [] } = operations.find((operation) => operation.operationId === operationId) ?? {};
    expect(contract.get([...pointer, "x-inferred"])).toMatch(/new `updatedAt` and a new task/);
  });

  test.each(["RootIdRequest", "FamilyRequest"])("the form of a reference in %s is inferred", (name) => {
    expect(named("examples")[name]).toHaveProperty("x-inferred");
  });
});

test("C17: the workflows assert nothing that only the embedded registry does", async () => {
  const arazzo = parse(await readFile("openapi/registry.arazzo.yaml", "utf8")) as {
    workflows: { steps: { successCriteria: { condition: string }[] }[] }[];
  };
  const conditions = arazzo.workflows.flatMap(({ steps }) =>
    steps.flatMap(({ successCriteria }) => successCriteria.map(({ condition }) => condition)),
  );
  expect(conditions.length).toBeGreaterThan(40);
  // The text of a message, the form of an id, and the order of receipts.
  expect(
    conditions.filter((condition) => /message|\\w|\{\d+\}|s_|b[kd]_|pg_|receipts\/\d/.test(condition)),
  ).toStrictEqual([]);
});

describe("C18: the contract is short and has no repetitions", () => {
  test("in under 170 lines per operation", () => {
    expect(text.split("\n").length / operations.length).toBeLessThan(170);
  });

  test.each([
    { what: "the pattern of a key", pattern: /pattern: '\^\[a-zA-Z0-9-\]\[\\w-\]\{0,61\}\$'/g, most: 1 },
    { what: "the pattern of a path segment", pattern: /pattern: &pathSegment/g, most: 1 },
    { what: "the reason of inferred status codes", pattern: /shows no HTTP status code/g, most: 3 },
    {
      what: "the reason why unknown fields are forbidden",
      pattern: /how the registry treats unknown fields/g,
      most: 1,
    },
    { what: "the reason of inferred errors", pattern: /shows an error response/g, most: 1 },
  ])("$what", ({ pattern, most }) => {
    expect(text.match(pattern)?.length).toBeLessThanOrEqual(most);
    expect(text).toMatch(pattern);
  });

  test("a schema links a page only if its operation links another one", () => {
    const repeated = Object.entries(named("schemas"))
      .filter(([name, { externalDocs }]) =>
        operations.some(
          ({ pointer }) =>
            contract.get([...pointer, "externalDocs", "url"]) === (externalDocs as Node | undefined)?.["url"] &&
            externalDocs !== undefined &&
            referencedNames(contract, contract.get(pointer)).has(name),
        ),
      )
      .map(([name]) => name);
    expect(repeated).toStrictEqual([]);
  });

  test("a purge runs in the background, and servers are described by when to use them", () => {
    expect(text).not.toMatch(/at once|as most pages|as the newest pages/);
    const servers = (at("servers") as { description: string }[]).map(({ description }) => description);
    expect(servers).toStrictEqual([
      "The default. The workspace id is one DNS label.",
      'The newer form. Use it if the API host of your workspace starts with "api".',
    ]);
  });
});

describe("new in the contract", () => {
  const ownLinks: Readonly<Record<string, object>> = {
    purgeCollection: { purge: { $ref: "#/components/links/PollPurge" } },
    bulkResources: { bulk: { $ref: "#/components/links/PollResourceBulk" } },
    bulkRelationships: { bulk: { $ref: "#/components/links/PollRelationshipBulk" } },
  };

  test("each 202 links to the task, and that of a purge or bulk to its result too", () => {
    for (const { operationId, pointer } of operations) {
      const links = contract.get([...pointer, "responses", "202", "links"]);
      if (contract.get([...pointer, "responses", "202"]) === undefined) continue;
      const task = { $ref: "#/components/links/PollTask" };
      expect(links).toStrictEqual({ task, ...ownLinks[operationId] });
    }
    expect(at("components", "links", "PollTask", "operationId")).toBe("getTask");
  });

  test("examples of a review, a cancellation, relationships in a bundle, and nested contained resources", () => {
    const value = (name: string) => named("examples")[name]?.["value"];
    expect(value("TaskInReview")).toMatchObject({
      status: "PENDING",
      receipts: [{ pipelineExecution: { status: "IN_REVIEW" } }],
    });
    expect(value("TaskCancelled")).toMatchObject({ status: "CANCELLED", receipts: [{ targetType: "RELATIONSHIP" }] });
    expect(value("RelationshipsRequest")).toMatchObject({
      relationshipOperations: [{ action: "UPSERT" }, { action: "DELETE" }],
    });
    expect(value("NestedContainedRequest")).toMatchObject({
      contained: { emergencyContact: [{ contained: { workplace: [{ type: "location" }] } }] },
    });
  });
});
