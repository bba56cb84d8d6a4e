import { readFile } from "node:fs/promises";
import { describe, expect, test, vi } from "vitest";
import { ConnectionError, InvalidRequestError, type RegistryClientOptions } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { createPath, operations } from "./support/operations.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { fetchFailed } from "./support/scripted-fetch.ts";
import { clientOf, key } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };

describe("headers", () => {
  test("of the client and of the call are sent, and the call's override the client's", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = clientOf(fetch, { headers: { "x-tenant": "a", "x-trace": "client" } });
    await operations.create(registry, { headers: [["X-Trace", "call"]] });
    await registry.http.POST(createPath, {
      params: { path: patientPath },
      body: { data: {} },
      headers: new Headers({ "x-trace": "http" }),
    });
    expect(requests.map(({ headers }) => [headers.get("x-tenant"), headers.get("x-trace")])).toStrictEqual([
      ["a", "call"],
      ["a", "http"],
    ]);
  });

  test("have the client's user-agent by default", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await operations.create(clientOf(fetch));
    await operations.create(clientOf(fetch, { headers: { "User-Agent": "hospital/1" } }));
    expect(requests.map(({ headers }) => headers.get("user-agent"))).toStrictEqual([
      `clinia-registry-client/${version}`,
      "hospital/1",
    ]);
  });

  test("have the content type of JSON by default", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const headers = { "Content-Type": "application/json; charset=utf-8" };
    await operations.create(clientOf(fetch));
    await operations.create(clientOf(fetch), { headers });
    await operations.create(clientOf(fetch, { headers }));
    expect(requests.map(({ headers }) => headers.get("content-type"))).toStrictEqual([
      "application/json",
      "application/json; charset=utf-8",
      "application/json; charset=utf-8",
    ]);
  });

  test("do not override the API key", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const headers = { "X-Clinia-API-Key": "other" };
    await operations.create(clientOf(fetch), { headers });
    await operations.create(clientOf(fetch, { headers }));
    expect(requests.map(({ headers }) => headers.get("x-clinia-api-key"))).toStrictEqual([key, key]);
  });

  test("that can't be sent are refused, without showing them", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const headers = { "x-note": `a\r\nb ${key}` };
    const init = { params: { path: patientPath }, body: { data: {} }, headers };
    for (const call of [
      () => clientOf(fetch, { headers }),
      () => operations.create(clientOf(fetch), { headers }),
      () => clientOf(fetch).http.POST(createPath, init),
    ]) {
      const error = await thrownBy(InvalidRequestError, call);
      expect(error.field).toBe("headers");
      expect(printed(error)).not.toContain("CANARY");
    }
    expect(requests).toHaveLength(0);
  });
});

describe("apiKey: null", () => {
  test("sends no key, for a proxy that adds it", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const headers = { "X-Clinia-API-Key": "other", "x-tenant": "a" };
    await againstTheContract(() => operations.create(clientOf(fetch, { apiKey: null, headers })));
    expect(requests[0]?.headers.has("x-clinia-api-key")).toBe(false);
    expect(requests[0]?.headers.get("x-tenant")).toBe("a");
    const failing = clientOf(() => Promise.reject(fetchFailed("ECONNREFUSED")), { apiKey: null });
    const error = await thrownBy(ConnectionError, () => againstTheContract(() => operations.create(failing)));
    expect(error.outcome).toBe("not-done");
  });

  test("needs a baseUrl", async () => {
    const options = { workspaceId: "acme", apiKey: null } as unknown as RegistryClientOptions;
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(options));
    expect(error).toMatchObject({ field: "apiKey", operationId: undefined, attempts: 0, outcome: "not-done" });
  });
});

test("no user-agent is set in a browser", async () => {
  for (const name of ["window", "document", "navigator"]) vi.stubGlobal(name, {});
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  await operations.create(clientOf(fetch, { dangerouslyAllowBrowser: true }));
  vi.unstubAllGlobals();
  expect(requests[0]?.headers.has("user-agent")).toBe(false);
});
