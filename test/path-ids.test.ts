import { describe, expect, test } from "vitest";
import { InvalidRequestError, type RegistryClient } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { upsertPath } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { clientOf } from "./support/start.ts";
import { contact, containedPath } from "./support/task-operations.ts";
import { thrownBy } from "./support/thrown.ts";

type Call = (registry: RegistryClient, id: string) => Promise<unknown>;

/** Every path parameter that may be any string, and every call with it. */
const parameters: readonly { readonly name: string; readonly path: string; readonly calls: readonly Call[] }[] = [
  {
    name: "id",
    path: "/sources/ehr-prod/v1/resources/patient/{id}",
    calls: [
      (registry, id) => registry.getResource({ ...patientPath, id }),
      (registry, id) => registry.upsertResource({ ...patientPath, id }, { data: {} }),
      (registry, id) => registry.deleteResource({ ...patientPath, id }),
      ({ http }, id) => http.GET(upsertPath, { params: { path: { ...patientPath, id } } }),
      ({ http }, id) => http.PUT(upsertPath, { params: { path: { ...patientPath, id } }, body: { data: {} } }),
      ({ http }, id) => http.DELETE(upsertPath, { params: { path: { ...patientPath, id } } }),
    ],
  },
  {
    name: "containKey",
    path: "/sources/ehr-prod/v1/resources/patient/{id}/{containKey}/{containedResourceId}",
    calls: containedCalls("containKey"),
  },
  {
    name: "containedResourceId",
    path: "/sources/ehr-prod/v1/resources/patient/{id}/{containKey}/{containedResourceId}",
    calls: containedCalls("containedResourceId"),
  },
  {
    name: "relationshipType",
    path: "/sources/ehr-prod/v1/relationships/{relationshipType}/p1.p2",
    calls: [
      (registry, relationshipType) =>
        registry.getRelationship({ sourceKey: "ehr-prod", relationshipType, id: "p1.p2" }),
      ({ http }, relationshipType) =>
        http.GET("/sources/{sourceKey}/v1/relationships/{relationshipType}/{id}", {
          params: { path: { sourceKey: "ehr-prod", relationshipType, id: "p1.p2" } },
        }),
    ],
  },
  {
    name: "bulkId",
    path: "/sources/ehr-prod/v1/relationships/bulk/{bulkId}",
    calls: [
      (registry, bulkId) => registry.getRelationshipBulk({ sourceKey: "ehr-prod", bulkId }),
      ({ http }, bulkId) =>
        http.GET("/sources/{sourceKey}/v1/relationships/bulk/{bulkId}", {
          params: { path: { sourceKey: "ehr-prod", bulkId } },
        }),
    ],
  },
  {
    name: "taskId",
    path: "/sources/ehr-prod/v1/tasks/{taskId}",
    calls: [
      (registry, taskId) => registry.getTask({ sourceKey: "ehr-prod", taskId }),
      ({ http }, taskId) =>
        http.GET("/sources/{sourceKey}/v1/tasks/{taskId}", { params: { path: { sourceKey: "ehr-prod", taskId } } }),
    ],
  },
  {
    name: "purgeId",
    path: "/sources/ehr-prod/v1/purge/{purgeId}",
    calls: [
      (registry, purgeId) => registry.getPurge({ sourceKey: "ehr-prod", purgeId }),
      ({ http }, purgeId) =>
        http.GET("/sources/{sourceKey}/v1/purge/{purgeId}", { params: { path: { sourceKey: "ehr-prod", purgeId } } }),
    ],
  },
];

function containedCalls(name: "containKey" | "containedResourceId"): Call[] {
  const path = `${upsertPath}/{containKey}/{containedResourceId}` as const;
  return [
    (registry, id) => registry.deleteContainedResource({ ...containedPath, [name]: id }),
    (registry, id) => registry.upsertContainedResource({ ...containedPath, [name]: id }, contact),
    ({ http }, id) => http.PUT(path, { params: { path: { ...containedPath, [name]: id } }, body: contact }),
  ];
}

function observed() {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  return { registry: clientOf(fetch), requests };
}

describe("C11: refuses an id that is not one path segment before anything is sent, without showing it", () => {
  const values = [
    "",
    ".",
    "..",
    "/",
    "TREA80010112/x",
    "../tasks/TREA80010112",
    "TREA80010112\\x",
    "TREA80010112\n",
    "\u0000TREA80010112",
    "TREA80010112\u007f",
    "TREA80010112\u0085",
    "TREA80010112\ud800",
    80010112,
    ["TREA80010112"],
    null,
    undefined,
  ];

  test.each(parameters.flatMap((parameter) => values.map((value) => ({ ...parameter, value }))))(
    "$name: $value",
    async ({ name, calls, value }) => {
      const { registry, requests } = observed();
      for (const call of calls) {
        const error = await thrownBy(InvalidRequestError, () => call(registry, value as string));
        expect(error).toMatchObject({ field: name, attempts: 0, outcome: "not-done" });
        expect(printed(error)).not.toMatch(/80010112/);
      }
      expect(requests).toStrictEqual([]);
    },
  );
});

describe("C11: any other id is sent percent-encoded", () => {
  const values = [
    { value: "purge:2wil", encoded: "purge%3A2wil" },
    { value: "système:1 %2e?#", encoded: "syst%C3%A8me%3A1%20%252e%3F%23" },
    { value: "%2e%2e", encoded: "%252e%252e" },
    { value: "...", encoded: "..." },
    { value: "🩺", encoded: "%F0%9F%A9%BA" },
  ];

  test.each(parameters.flatMap((parameter) => values.map((each) => ({ ...parameter, ...each }))))(
    "$name: $value",
    async ({ name, path, calls, value, encoded }) => {
      const { registry, requests } = observed();
      // The response does not match the contract, which does not matter here.
      for (const call of calls) await call(registry, value).catch(() => undefined);
      const { id, containKey, containedResourceId } = containedPath;
      const sent = path
        .replace(`{${name}}`, encoded)
        .replace("{id}", id)
        .replace("{containKey}", containKey)
        .replace("{containedResourceId}", containedResourceId);
      expect(requests.map(({ url }) => url)).toStrictEqual(calls.map(() => `https://acme.clinia.cloud${sent}`));
    },
  );
});
