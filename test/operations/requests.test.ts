import { describe, expect, test } from "vitest";
import type { CallOptions, RegistryClient } from "../../src/index.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { clientOf, key } from "../support/start.ts";
import { collection, contact, containedPath, sourcePath, writes } from "../support/task-operations.ts";

interface Row {
  readonly name: string;
  readonly call: (registry: RegistryClient, options?: CallOptions) => Promise<unknown>;
  readonly sends: string;
  readonly body?: object;
}

const submitted = { taskId: "s_2wil", status: "ACCEPTED" };
const purgeOperation = { taskId: "pg_2wil", status: "PENDING" };
/** A valid response of every operation. */
const responses: Readonly<Record<string, object>> = {
  purgeCollection: { ...submitted, purgeOperation },
  getPurge: purgeOperation,
  getTask: purgeOperation,
};

const resourcePath = { ...sourcePath, resourceType: "patient", id: "système:1 %2e?#" };
const encodedId = "syst%C3%A8me%3A1%20%252e%3F%23";
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
