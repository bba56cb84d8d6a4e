import { strict as assert } from "node:assert";

/** The one request that every case sends, and its answer. */
export const apiKey = "bench";
export const path = { sourceKey: "ehr-prod", resourceType: "patient" };
export const address = "/sources/ehr-prod/v1/resources/patient";
export const body = { data: { name: [{ family: "Tremblay", given: ["Camille"] }], birthDate: "1980-01-31" } };
export const status = 201;
export const answer = {
  taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw",
  status: "PERSISTED",
  resource: {
    id: "2wil2zeXT0V0wAw25pb9Xqha5qx",
    type: "patient",
    data: body.data,
    meta: { source: "ehr-prod", createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" },
  },
};
export const answerText = JSON.stringify(answer);
export const answerHeaders = { "content-type": "application/json" };

/** Throws where a request is not the one that it should be. */
export async function checkRequest(request: Request): Promise<void> {
  assert.deepEqual(
    {
      method: request.method,
      address: new URL(request.url).pathname,
      key: request.headers.get("x-clinia-api-key"),
      contentType: request.headers.get("content-type")?.split(";")[0],
      body: (await request.json()) as unknown,
    },
    { method: "POST", address, key: apiKey, contentType: "application/json", body },
  );
}

/** Throws where a client gives less than the answer; it may give more. */
export function checkAnswer(given: object): void {
  const fields = Object.keys(answer);
  assert.deepEqual(Object.fromEntries(Object.entries(given).filter(([name]) => fields.includes(name))), answer);
}
