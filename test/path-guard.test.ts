import { describe, expect, test } from "vitest";
import { InvalidRequestError, type CreateResourcePath } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { persisted, persistedAs } from "./support/patient.ts";
import { thrownBy } from "./support/thrown.ts";

const { fetch, requests } = observedFetch(() => Response.json(persisted));
const registry = createRegistryClient({ baseUrl: "https://proxy.example/clinia", apiKey: "key-CANARY-7f3a", fetch });

const good = { sourceKey: "ehr-prod", resourceType: "patient" };
const refused = [
  {
    path: { ...good, sourceKey: "" },
    field: "sourceKey",
  },
  {
    path: { ...good, sourceKey: "." },
    field: "sourceKey",
  },
  {
    path: { ...good, resourceType: ".." },
    field: "resourceType",
  },
  {
    path: { ...good, sourceKey: "a/../b" },
    field: "sourceKey",
  },
  {
    path: { ...good, sourceKey: "_ehr" },
    field: "sourceKey",
  },
  {
    path: { ...good, sourceKey: "ehr\nprod é" },
    field: "sourceKey",
  },
  {
    path: { ...good, sourceKey: "a".repeat(90) },
    field: "sourceKey",
  },
  {
    path: { ...good, sourceKey: "ehr\ud800" },
    field: "sourceKey",
  },
  {
    path: { ...good, sourceKey: 42 },
    field: "sourceKey",
  },
  {
    path: { ...good, sourceKey: ["ehr-prod"] },
    field: "sourceKey",
  },
  {
    path: { resourceType: null },
    field: "sourceKey",
  },
  {
    path: undefined,
    field: "sourceKey",
  },
];

describe("refuses a path that would lead elsewhere before anything is sent", () => {
  test.each(refused)("$path", async ({ path, field }) => {
    const error = await thrownBy(InvalidRequestError, () =>
      registry.createResource(path as unknown as CreateResourcePath, { data: {} }),
    );
    expect(error).toMatchObject({ field, operationId: "createResource", attempts: 0, outcome: "not-done" });
    expect(requests).toStrictEqual([]);
  });

  test.each(refused)("$path, through http", async ({ path, field }) => {
    const error = await thrownBy(InvalidRequestError, () =>
      registry.http.POST("/sources/{sourceKey}/v1/resources/{resourceType}", {
        params: { path: path as unknown as CreateResourcePath },
        body: { data: {} },
      }),
    );
    expect(error).toMatchObject({ field, operationId: "createResource", attempts: 0, outcome: "not-done" });
    expect(requests).toStrictEqual([]);
  });

  test("without parameters, through http", async () => {
    const error = await thrownBy(InvalidRequestError, () =>
      registry.http.POST("/sources/{sourceKey}/v1/resources/{resourceType}", { body: { data: {} } } as never),
    );
    expect(error.field).toBe("sourceKey");
    expect(requests).toStrictEqual([]);
  });
});

test("a parameter outside the contract must be one path segment too", async () => {
  const error = await thrownBy(InvalidRequestError, () =>
    registry.http.POST("/unknown/{thing}" as never, { params: { path: { thing: ".." } } } as never),
  );
  expect(error).toMatchObject({ field: "thing", operationId: undefined, attempts: 0, outcome: "not-done" });
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
  await againstTheContract(() =>
    http.POST("/unknown/{thing}" as never, { params: { path: { thing: "a b$&" } } } as never),
  );
  expect(requests.map(({ url }) => new URL(url).pathname)).toStrictEqual(["/unknown/a%20b%24%26"]);
});

test("checks each custom path, however many there were", async () => {
  const { fetch } = observedFetch(() => Response.json(persisted));
  const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
  for (let number = 0; number < 1_100; number++) {
    const init = { params: { path: { thing: "a" } } };
    await againstTheContract(() => http.GET(`/unknown/${number}/{thing}` as never, init as never));
  }
  const last = { params: { path: { thing: ".." } } };
  await thrownBy(InvalidRequestError, () => http.GET("/unknown/2000/{thing}" as never, last as never));
});

test("accepts keys of 1 and of 62 characters", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(persistedAs({ type: "-" })));
  const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
  await registry.createResource({ sourceKey: "s".repeat(62), resourceType: "-" }, { data: {} });
  expect(requests.map(({ url }) => new URL(url).pathname)).toStrictEqual([`/sources/${"s".repeat(62)}/v1/resources/-`]);
});

test.each(["a.b", "p".repeat(63), "_internal", "%2e%2e", "système"])(
  "C11: accepts the resource type %s, because no page prints a pattern for it",
  async (resourceType) => {
    const { fetch, requests } = observedFetch(() => Response.json(persistedAs({ type: resourceType })));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    await registry.createResource({ sourceKey: "ehr-prod", resourceType }, { data: {} });
    const { pathname } = new URL(requests[0]?.url ?? "");
    expect(pathname).toBe(`/sources/ehr-prod/v1/resources/${encodeURIComponent(resourceType)}`);
  },
);

test.each(["a.b", "s".repeat(63), "_ehr"])(
  "C11: refuses the source key %s, because a page prints its pattern",
  async (sourceKey) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const path = { sourceKey, resourceType: "patient" };
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(path, { data: {} }));
    expect(error.field).toBe("sourceKey");
    expect(requests).toStrictEqual([]);
  },
);
