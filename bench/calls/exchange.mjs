import { strict as assert } from "node:assert";

/** The request that every case sends, and its response. */
export const apiKey = "bench";
export const path = { sourceKey: "ehr-prod", resourceType: "patient" };
export const address = "/sources/ehr-prod/v1/resources/patient";
export const body = { data: { name: [{ family: "Tremblay", given: ["Camille"] }], birthDate: "1980-01-31" } };
export const status = 201;
export const responseBody = {
  taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw",
  status: "PERSISTED",
  resource: {
    id: "2wil2zeXT0V0wAw25pb9Xqha5qx",
    type: "patient",
    data: body.data,
    meta: { source: "ehr-prod", createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" },
  },
};
export const responseText = JSON.stringify(responseBody);
export const responseHeaders = { "content-type": "application/json" };

/** Throws when a client does not return every field of the response body. It may return more fields. */
export function checkResponse(returned) {
  const fields = Object.keys(responseBody);
  assert.deepEqual(
    Object.fromEntries(Object.entries(returned).filter(([name]) => fields.includes(name))),
    responseBody,
  );
}
