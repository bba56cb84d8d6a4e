import { describe, expect, test } from "vitest";
import type { CallOptions, RegistryClient } from "../../src/index.ts";
import { clinics, passages, profile, treatedBy } from "../support/definition-calls.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { clientOf, key } from "../support/start.ts";
import { collection, contact, containedInPath, containedPath, sourcePath, writes } from "../support/task-operations.ts";

interface Row {
  readonly name: string;
  readonly call: (registry: RegistryClient, options?: CallOptions) => Promise<unknown>;
  readonly sends: string;
  readonly body?: object;
}

const submitted = { taskId: "s_2wil", status: "ACCEPTED" };
const relationship = {
  type: "treated by",
  from: { id: "1", type: "patient" },
  to: { id: "p2", type: "patient" },
  data: {},
};
const purgeOperation = { taskId: "pg_2wil", status: "PENDING" };
/** A valid response of every operation. */
const responses: Readonly<Record<string, object>> = {
  purgeCollection: { ...submitted, purgeOperation },
  browse: { hits: [], meta: { total: 0 } },
  putRelationshipDefinition: { key: "treated-by", ...treatedBy },
  getCollection: { key: "clinic", ...clinics },
  putCollection: { key: "clinic", ...clinics },
  getPipeline: { id: "clinic.2", ...passages },
  getPurge: purgeOperation,
  getTask: purgeOperation,
  getPipelineExecution: purgeOperation,
  getRelationship: { ...relationship, id: "système:1.p2" },
};

const clinicPath = { ...sourcePath, collectionKey: "clinic" };
const resourcePath = { ...sourcePath, resourceType: "patient", id: "système:1 %2e?#" };
const encodedId = "syst%C3%A8me%3A1%20%252e%3F%23";
const relationshipPath = { ...sourcePath, relationshipType: "treated by", id: "système:1.p2" };
const encodedRelationship = "/sources/ehr-prod/v1/relationships/treated%20by/syst%C3%A8me%3A1.p2";
const ends = { from: { id: "1", type: "patient" }, to: { id: "p2", type: "patient" } };
const changes = [{ op: "add", path: "/since", value: null }] as const;
const relationshipBulk = {
  operations: [{ action: "UPSERT", upsert: { type: "treated-by", ...ends } }],
} as const;
const page = { cursor: "a.1", filter: { eq: { "resources.patient.gender": "male" } }, perPage: 1_000 };
const bundle = {
  resourceOperations: writes,
  relationshipOperations: [{ action: "DELETE", delete: { id: "p1.p2", type: "parent-of" } }],
} as const;

const rows: readonly Row[] = [
  {
    name: "deleteResource",
    call: (registry, options) => registry.deleteResource(resourcePath, options),
    sends: `DELETE /sources/ehr-prod/v1/resources/patient/${encodedId}`,
  },
  {
    name: "upsertContainedResource",
    call: (registry, options) =>
      registry.upsertContainedResource(
        { ...containedPath, ...resourcePath, containKey: "emergency contact", containedResourceId: "contact:1" },
        contact,
        options,
      ),
    sends: `PUT /sources/ehr-prod/v1/resources/patient/${encodedId}/emergency%20contact/contact%3A1`,
    body: contact,
  },
  {
    name: "createContainedResource",
    call: (registry, options) =>
      registry.createContainedResource(
        { ...containedInPath, ...resourcePath, containKey: "emergency contact" },
        { id: "contact:1", ...contact },
        options,
      ),
    sends: `POST /sources/ehr-prod/v1/resources/patient/${encodedId}/emergency%20contact`,
    body: { id: "contact:1", ...contact },
  },
  {
    name: "deleteContainedResource",
    call: (registry, options) =>
      registry.deleteContainedResource(
        { ...containedPath, ...resourcePath, containedResourceId: "contact:1" },
        options,
      ),
    sends: `DELETE /sources/ehr-prod/v1/resources/patient/${encodedId}/contact/contact%3A1`,
  },
  {
    name: "browse",
    call: (registry, options) => registry.browse(sourcePath, { collectionKeys: ["patient"], params: page }, options),
    sends: "POST /sources/ehr-prod/v1/browse",
    body: { collectionKeys: ["patient"], params: page },
  },
  {
    name: "bulkResources",
    call: (registry, options) => registry.bulkResources(sourcePath, { operations: writes }, options),
    sends: "POST /sources/ehr-prod/v1/resources/bulk",
    body: { operations: writes },
  },
  {
    name: "submitBundle",
    call: (registry, options) => registry.submitBundle(sourcePath, bundle, options),
    sends: "POST /sources/ehr-prod/v1/bundle",
    body: bundle,
  },
  {
    name: "purgeCollection",
    call: (registry, options) => registry.purgeCollection(sourcePath, collection, options),
    sends: "POST /sources/ehr-prod/v1/purge",
    body: collection,
  },
  {
    name: "getPurge",
    call: (registry, options) => registry.getPurge({ ...sourcePath, purgeId: "purge:2wil" }, options),
    sends: "GET /sources/ehr-prod/v1/purge/purge%3A2wil",
  },
  {
    name: "getTask",
    call: (registry, options) => registry.getTask({ ...sourcePath, taskId: "purge:2wil" }, options),
    sends: "GET /sources/ehr-prod/v1/tasks/purge%3A2wil",
  },
  {
    name: "putSource",
    call: (registry, options) => registry.putSource(sourcePath, { type: "registry" }, options),
    sends: "PUT /catalog/v1/sources/ehr-prod",
    body: { type: "registry" },
  },
  {
    name: "putProfile",
    call: (registry, options) => registry.putProfile({ ...sourcePath, profileKey: "patient" }, profile, options),
    sends: "PUT /sources/ehr-prod/v1/profiles/patient",
    body: profile,
  },
  {
    name: "putRelationshipDefinition",
    call: (registry, options) =>
      registry.putRelationshipDefinition(
        { ...sourcePath, relationshipDefinitionKey: "treated-by" },
        treatedBy,
        options,
      ),
    sends: "PUT /sources/ehr-prod/v1/relationship-definitions/treated-by",
    body: treatedBy,
  },
  {
    name: "getCollection",
    call: (registry, options) => registry.getCollection(clinicPath, options),
    sends: "GET /sources/ehr-prod/v1/collections/clinic",
  },
  {
    name: "putCollection",
    call: (registry, options) => registry.putCollection(clinicPath, clinics, options),
    sends: "PUT /sources/ehr-prod/v1/collections/clinic",
    body: clinics,
  },
  {
    name: "getPipeline",
    call: (registry, options) => registry.getPipeline(clinicPath, { ...options, query: { version: 2 } }),
    sends: "GET /sources/ehr-prod/v1/collections/clinic/pipeline?version=2",
  },
  {
    name: "putPipeline",
    call: (registry, options) => registry.putPipeline(clinicPath, passages, options),
    sends: "PUT /sources/ehr-prod/v1/collections/clinic/pipeline",
    body: passages,
  },
  {
    name: "getPipelineExecution",
    call: (registry, options) => registry.getPipelineExecution({ ...sourcePath, pipelineExecutionId: "é:1" }, options),
    sends: "GET /sources/ehr-prod/v1/pipelines/executions/%C3%A9%3A1",
  },
  {
    name: "getResourceBulk",
    call: (registry, options) => registry.getResourceBulk({ ...sourcePath, bulkId: "bk:2wil" }, options),
    sends: "GET /sources/ehr-prod/v1/resources/bulk/bk%3A2wil",
  },
  {
    name: "createRelationship",
    call: (registry, options) => registry.createRelationship(relationshipPath, ends, options),
    sends: "POST /sources/ehr-prod/v1/relationships/treated%20by",
    body: ends,
  },
  {
    name: "getRelationship",
    call: (registry, options) => registry.getRelationship(relationshipPath, options),
    sends: `GET ${encodedRelationship}`,
  },
  {
    name: "updateRelationship",
    call: (registry, options) => registry.updateRelationship(relationshipPath, changes, options),
    sends: `PATCH ${encodedRelationship}`,
    body: changes,
  },
  {
    name: "deleteRelationship",
    call: (registry, options) => registry.deleteRelationship(relationshipPath, options),
    sends: `DELETE ${encodedRelationship}`,
  },
  {
    name: "bulkRelationships",
    call: (registry, options) => registry.bulkRelationships(sourcePath, relationshipBulk, options),
    sends: "POST /sources/ehr-prod/v1/relationships/bulk",
    body: relationshipBulk,
  },
  {
    name: "getRelationshipBulk",
    call: (registry, options) => registry.getRelationshipBulk({ ...sourcePath, bulkId: "bk:2wil" }, options),
    sends: "GET /sources/ehr-prod/v1/relationships/bulk/bk%3A2wil",
  },
];

describe("a request has the operation's method and path, and the body as JSON, with nothing added", () => {
  test.each(rows)("$name", async ({ name, call, sends, body }) => {
    const { fetch, requests } = observedFetch(() => Response.json(responses[name] ?? submitted));
    await call(clientOf(fetch), { headers: { traceparent: "00-1" } });
    const [request] = requests;
    expect(`${String(request?.method)} ${String(request?.url)}`).toBe(sends.replace(" ", " https://acme.clinia.cloud"));
    expect(request?.headers.get("x-clinia-api-key")).toBe(key);
    expect(request?.headers.get("traceparent")).toBe("00-1");
    expect(request?.headers.get("content-type")).toBe(body === undefined ? null : "application/json");
    expect(await request?.text()).toBe(body === undefined ? "" : JSON.stringify(body));
    expect(requests).toHaveLength(1);
  });
});

test.each([{ params: undefined }, {}])("browse with %j has empty params", async (given) => {
  const { fetch, requests } = observedFetch(() => Response.json(responses.browse));
  await clientOf(fetch).browse(sourcePath, { collectionKeys: ["patient"], ...given });
  expect(await requests[0]?.json()).toStrictEqual({ collectionKeys: ["patient"], params: {} });
});

test.each([
  { options: undefined, query: "" },
  { options: {}, query: "" },
  { options: { query: {} }, query: "" },
  { options: { query: { withReceipts: true } }, query: "?withReceipts=true" },
  { options: { query: { withReceipts: false } }, query: "?withReceipts=false" },
])("getTask with the options $options has the query '$query'", async ({ options, query }) => {
  const { fetch, requests } = observedFetch(() => Response.json({ taskId: "bk_2wil", status: "SUCCESS" }));
  await clientOf(fetch).getTask({ ...sourcePath, taskId: "bk_2wil" }, options);
  expect(requests.map(({ url }) => url)).toStrictEqual([
    `https://acme.clinia.cloud/sources/ehr-prod/v1/tasks/bk_2wil${query}`,
  ]);
});

test.each([
  { query: {}, sends: "" },
  { query: { includes: [] }, sends: "" },
  { query: { includes: ["patient"] }, sends: "?includes=patient" },
  { query: { includes: ["patient", "practitioner é"] }, sends: "?includes=patient&includes=practitioner%20%C3%A9" },
])("getRelationship with the query $query sends '$sends'", async ({ query, sends }) => {
  const { fetch, requests } = observedFetch(() => Response.json(responses["getRelationship"]));
  await clientOf(fetch).getRelationship(relationshipPath, { query });
  expect(requests.map(({ url }) => url)).toStrictEqual([`https://acme.clinia.cloud${encodedRelationship}${sends}`]);
});
