import { describe, expect, test } from "vitest";
import { ApiError, MalformedResponseError } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { createPath, operationNames, operations, resourcePath, sent, upsertPath } from "./support/operations.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const created = () => Response.json(persisted, { status: 201 });

describe("a middleware that answers otherwise than the registry leaves open whether the write has happened", () => {
  test.each([502, 404, 409, 200])("%i in the place of 201", async (status) => {
    const { fetch } = observedFetch(created);
    for (const operation of operationNames) {
      const registry = clientOf(fetch);
      registry.http.use({ onResponse: () => Response.json({}, { status }) });
      const error = await thrown(() => operations[operation](registry));
      expect(error).toMatchObject({ status, outcome: operation === "get" ? "not-done" : "unknown" });
    }
  });

  test.each([502, 404])("but %i in the place of any request is of one that was not sent", async (status) => {
    const { fetch, requests } = observedFetch(created);
    const registry = clientOf(fetch);
    const answer = { code: status, type: "TEAPOT", message: "no" };
    registry.http.use({ onRequest: () => Response.json(answer, { status }) });
    const error = await thrownBy(ApiError, () => operations.create(registry));
    expect(error).toMatchObject({ status, type: "TEAPOT", attempts: 0, outcome: "not-done" });
    expect(requests).toHaveLength(0);
  });
});

test("a taskId from a middleware that sends no request is at hand", async () => {
  const { fetch, requests } = observedFetch(created);
  const registry = clientOf(fetch);
  registry.http.use({ onRequest: () => Response.json({ taskId: "s_1", status: "QUEUED" }) });
  const error = await thrownBy(MalformedResponseError, () => operations.create(registry));
  expect(error).toMatchObject({ taskId: "s_1", attempts: 0 });
  expect(requests).toHaveLength(0);
});

describe("a middleware can't lead a request elsewhere", () => {
  test.each(["https://evil.example/", "https://acme.clinia.cloud/admin"])("to %s", async (url) => {
    const { fetch, requests } = observedFetch(created);
    const registry = clientOf(fetch);
    registry.http.use({
      onRequest({ request }) {
        (request as { url: string }).url = url;
        return request;
      },
    });
    const call = { params: { path: resourcePath }, body: { data: sent.data } };
    for (const calling of [
      () => operations.create(registry),
      () => registry.http.PUT(upsertPath, call),
      () => registry.http.POST(createPath, { ...call, params: { path: patientPath } }),
    ]) {
      expect(await thrown(calling)).toBeInstanceOf(TypeError);
    }
    expect(requests).toHaveLength(0);
  });
});
