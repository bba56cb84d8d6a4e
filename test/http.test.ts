import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../src/embedded/index.ts";
import { createRegistryClient, InvalidRequestError } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { thrownBy } from "./support/thrown.ts";

const path = "/sources/{sourceKey}/v1/resources/{resourceType}";
const call = { params: { path: patientPath }, body: { data: { name: "Tremblay" } } };

describe("http is the openapi-fetch client", () => {
  test("with the key, and what the registry answers as data", async () => {
    const embedded = createEmbeddedRegistry({ apiKey: "key-CANARY-7f3a" });
    const { http } = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "key-CANARY-7f3a",
      fetch: embedded.fetch,
    });
    const { data, error, response } = await http.POST(path, call);
    expect(error).toBeUndefined();
    expect(response.status).toBe(201);
    expect(data?.resource).toStrictEqual(embedded.resources(patientPath)[0]);
  });

  test("a non-2xx is its error", async () => {
    const embedded = createEmbeddedRegistry({ apiKey: "key-CANARY-7f3a" });
    const { http } = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "key-WRONG-7f3a",
      fetch: embedded.fetch,
    });
    const { data, error, response } = await http.POST(path, call);
    expect(data).toBeUndefined();
    expect(response.status).toBe(401);
    expect(error).toStrictEqual({ code: 401, type: "UNAUTHENTICATED", message: "The API key is not valid." });
  });

  test("a middleware that sets headers works, for methods too, and never sees the key", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const seen: string[] = [];
    registry.http.use({
      onRequest({ request }) {
        request.headers.set("traceparent", "00-1");
        return request;
      },
      onResponse({ request }) {
        seen.push(...[...request.headers].flat());
      },
    });
    await registry.http.POST(path, call);
    await registry.createResource(patientPath, { data: {} });
    expect(requests.map(({ headers }) => headers.get("traceparent"))).toStrictEqual(["00-1", "00-1"]);
    expect(requests.map(({ headers }) => headers.get("X-Clinia-API-Key"))).toStrictEqual([
      "key-CANARY-7f3a",
      "key-CANARY-7f3a",
    ]);
    expect(seen).toContain("traceparent");
    expect(seen).not.toContain("key-CANARY-7f3a");
  });

  test("redirects are not followed, whatever the caller says", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    await http.POST(path, { ...call, redirect: "follow" });
    expect(requests.map(({ redirect }) => redirect)).toStrictEqual(["manual"]);
  });

  test("a body that is not JSON is refused before anything is sent", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const error = await thrownBy(InvalidRequestError, () =>
      http.POST(path, { ...call, body: { data: { count: 1n } } }),
    );
    expect(error.field).toBe("body");
    expect(requests).toStrictEqual([]);
  });
});
