import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError, InvalidRequestError, MalformedResponseError, type Collection } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { expectRefused } from "../support/expect-refused.ts";
import {
  clinics,
  definitionCalls,
  passages,
  profile,
  treatedBy,
  type DefinitionCall,
} from "../support/definition-calls.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { errorResponse, scriptedFetch } from "../support/scripted-fetch.ts";
import { clientOf, key } from "../support/start.ts";
import { sourcePath } from "../support/task-operations.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

const names = Object.keys(definitionCalls) as DefinitionCall[];
const clinic = { ...sourcePath, collectionKey: "clinic" };

describe("a round trip over HTTP", () => {
  const embedded = createEmbeddedRegistry({ sources: [] });
  let url = "";
  beforeAll(async () => {
    ({ url } = await embedded.listen());
  });
  afterAll(() => embedded.close());

  test("source, profile, relationship definition, collection and pipeline are stored and read back", async () => {
    const registry = createRegistryClient({ baseUrl: url, apiKey: key });
    const unknown = await thrownBy(ApiError, () => definitionCalls.putProfile(registry));
    expect([unknown.status, unknown.outcome]).toStrictEqual([404, "not-done"]);

    expect(await definitionCalls.putSource(registry)).toStrictEqual({ key: "ehr-prod", type: "registry" });
    expect(await definitionCalls.putProfile(registry)).toStrictEqual({ key: "patient", ...profile });
    expect(await definitionCalls.putRelationshipDefinition(registry)).toStrictEqual({
      key: "treated-by",
      ...treatedBy,
      properties: {},
    });
    const collection: Collection = await definitionCalls.putCollection(registry);
    expect(collection).toStrictEqual({
      type: "resources",
      key: "clinic",
      profile: { key: "clinic", ...clinics.profile },
    });
    const first = await definitionCalls.putPipeline(registry);
    const second = await definitionCalls.putPipeline(registry, { steps: [] });
    expect([first, second]).toStrictEqual([
      { id: "clinic.1", ...passages },
      { id: "clinic.2", steps: [] },
    ]);

    expect(await registry.getCollection(clinic)).toStrictEqual({ ...collection, pipeline: second });
    expect(await registry.getPipeline(clinic)).toStrictEqual(second);
    expect(await registry.getPipeline(clinic, { query: { version: 1 } })).toStrictEqual(first);
    expect(await registry.getCollection({ ...sourcePath, collectionKey: "patient" })).toMatchObject({
      type: "resources",
      profile: { properties: profile.properties },
    });
    const patient = { ...sourcePath, resourceType: "patient" };
    const created = await registry.createResource(patient, { data: { birthDate: "1980-01-31" } });
    expect(created.status).toBe("PERSISTED");
    const execution = { ...sourcePath, pipelineExecutionId: "1" };
    expect(await thrownBy(ApiError, () => registry.getPipelineExecution(execution))).toMatchObject({ status: 404 });
  });
});

describe("refuses before anything is sent", () => {
  const end = treatedBy.from;
  const rows: readonly { name: DefinitionCall; body: unknown; field: string }[] = [
    ...names.map((name) => ({ name, body: null, field: "body" })),
    ...names.map((name) => ({ name, body: [], field: "body" })),
    { name: "putSource", body: {}, field: "type" },
    { name: "putSource", body: { type: "fhir" }, field: "type" },
    { name: "putProfile", body: {}, field: "properties" },
    { name: "putProfile", body: { properties: [] }, field: "properties" },
    { name: "putProfile", body: { properties: new Map() }, field: "properties" },
    { name: "putProfile", body: { properties: {}, type: "TOP" }, field: "type" },
    { name: "putProfile", body: { properties: { a: { type: "date", when: NaN } } }, field: "properties.a.when" },
    { name: "putRelationshipDefinition", body: { to: end }, field: "from" },
    { name: "putRelationshipDefinition", body: { from: end }, field: "to" },
    {
      name: "putRelationshipDefinition",
      body: { from: { ...end, profileKey: "" }, to: end },
      field: "from.profileKey",
    },
    {
      name: "putRelationshipDefinition",
      body: { from: end, to: { ...end, includeCardinality: "0:2" } },
      field: "to.includeCardinality",
    },
    { name: "putCollection", body: {}, field: "type" },
    { name: "putCollection", body: { ...clinics, type: "things" }, field: "type" },
    { name: "putCollection", body: { type: "relationships" }, field: "profile" },
    { name: "putCollection", body: { type: "resources", profile: {} }, field: "profile.properties" },
    { name: "putCollection", body: { type: "objects", profile: clinics.profile }, field: "objectDefinition" },
    { name: "putPipeline", body: {}, field: "steps" },
    { name: "putPipeline", body: { steps: {} }, field: "steps" },
    { name: "putPipeline", body: { steps: [passages.steps[0], {}] }, field: "steps[1].type" },
  ];

  test.each(rows)("$name of $body", async ({ name, body, field }) => {
    await expectRefused((registry) => definitionCalls[name](registry, body), { operationId: name, field });
  });

  test.each(["", "_key", "a key", "a.b", "a".repeat(63), ".."])("the key %j", async (invalid) => {
    const calls = [
      { operationId: "putSource", field: "sourceKey" },
      { operationId: "putProfile", field: "profileKey" },
      { operationId: "putRelationshipDefinition", field: "relationshipDefinitionKey" },
      { operationId: "putCollection", field: "collectionKey" },
      { operationId: "putPipeline", field: "collectionKey" },
    ] as const;
    const { fetch, requests } = observedFetch(() => Response.json({}));
    const registry = clientOf(fetch);
    for (const { operationId, field } of calls) {
      const path = {
        ...{ ...sourcePath, profileKey: "a", relationshipDefinitionKey: "a", collectionKey: "a" },
        [field]: invalid,
      };
      const bodies = {
        ...{ putSource: { type: "registry" }, putProfile: profile, putRelationshipDefinition: treatedBy },
        ...{ putCollection: clinics, putPipeline: passages },
      } as const;
      const methods = registry as unknown as Record<DefinitionCall, (path: object, body: object) => Promise<unknown>>;
      const error = await thrownBy(InvalidRequestError, () => methods[operationId](path, bodies[operationId]));
      expect(error).toMatchObject({ field, operationId });
    }
    expect(requests).toStrictEqual([]);
  });

  test("an unknown query parameter", async () => {
    const query = { revision: "1" } as object;
    await expectRefused((registry) => registry.getPipeline(clinic, { query }), {
      operationId: "getPipeline",
      field: "revision",
    });
  });
});

describe("the response", () => {
  test.each(["putSource", "putProfile", "putPipeline"] as const)("of %s may have no body", async (name) => {
    for (const response of [() => new Response(null, { status: 204 }), () => new Response("\n")]) {
      expect(await definitionCalls[name](clientOf(observedFetch(response).fetch))).toStrictEqual({});
    }
  });

  test.each(["putRelationshipDefinition", "putCollection"] as const)("of %s must have a body", async (name) => {
    const { fetch } = observedFetch(() => new Response(null, { status: 204 }));
    const error = await thrownBy(MalformedResponseError, () => definitionCalls[name](clientOf(fetch)));
    expect(error.outcome).toBe("unknown");
  });

  test.each(names)("of %s must be an object", async (name) => {
    for (const body of ["[]", "5", "<html>"]) {
      const { fetch } = observedFetch(() => new Response(body));
      await thrownBy(MalformedResponseError, () => definitionCalls[name](clientOf(fetch)));
    }
  });

  test("may have nulls and more fields than the contract lists", async () => {
    const collection = {
      ...{ type: "graphs", key: "clinic", owner: "x" },
      profile: {
        properties: {
          a: { type: "array", rules: [{ enum: null, when: null, min: 1 }], items: { type: "quantity", items: null } },
          b: { type: "object", properties: null, binding: null, rules: null },
        },
        contained: { contact: { types: null, cardinality: "0:1" } },
      },
      objectDefinition: null,
      pipeline: { id: "clinic.1", steps: [{ type: "FUNCTION", function: { key: "f" }, trigger: null }] },
    };
    const read = {
      ...{ type: "graphs", key: "clinic", owner: "x" },
      profile: {
        properties: { a: { type: "array", rules: [{ min: 1 }], items: { type: "quantity" } }, b: { type: "object" } },
        contained: { contact: { cardinality: "0:1" } },
      },
      pipeline: { id: "clinic.1", steps: [{ type: "FUNCTION", function: { key: "f" } }] },
    };
    const { fetch } = observedFetch(() => Response.json(collection));
    expect(await clientOf(fetch).getCollection(clinic)).toStrictEqual(read);
  });

  test("of a pipeline execution has the errors of its steps in the documented form", async () => {
    const details = [{ type: "OUT_OF_RANGE", message: "x" }];
    const execution = {
      ...{ id: "e1", pipelineDefinitionId: "clinic.1", status: "PAUSED" },
      operation: {
        taskId: "s_1",
        action: "UPDATE",
        target: { id: "c" },
        body: [{ op: "add", path: "/end", value: null }],
      },
    };
    const failed = { status: "FAILED", error: { type: "INTERNAL", message: "y", Details: details } };
    const body = {
      ...execution,
      steps: [{ status: "PROCESSED" }, failed],
      processedOperation: { body: { end: null } },
    };
    const { fetch, requests } = observedFetch(() => Response.json(body));
    const path = { ...sourcePath, pipelineExecutionId: "e1" };
    const result = await clientOf(fetch).getPipelineExecution(path, { query: { withOperationBody: true } });
    expect(result).toStrictEqual({
      ...execution,
      steps: [{ status: "PROCESSED" }, { status: "FAILED", error: { type: "INTERNAL", message: "y", details } }],
      processedOperation: { body: { end: null } },
    });
    expect(requests[0]?.url).toMatch(/\/pipelines\/executions\/e1\?withOperationBody=true$/);
  });
});

describe("after an attempt whose outcome is unknown", () => {
  test.each(names)("%s is retried, unless a retry would add a version", async (name) => {
    const stored = { from: {}, to: {}, properties: {}, type: "resources", key: "x" };
    const { fetch, requests } = scriptedFetch(
      () => errorResponse(503),
      () => Response.json(stored),
    );
    const registry = clientOf(fetch, { retry: { backoffMs: 1 } });
    const result = definitionCalls[name](registry);
    if (name !== "putPipeline") {
      await result;
      expect(requests).toHaveLength(2);
      return;
    }
    expect(await thrown(() => result)).toMatchObject({ attempts: 1, outcome: "unknown" });
    expect(requests).toHaveLength(1);
  });
});
