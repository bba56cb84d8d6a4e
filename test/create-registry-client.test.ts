import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { InvalidRequestError, type RegistryClientOptions } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { operations } from "./support/operations.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const canary = "sk-canary-5e0f";

const refusedKeys = [
  { name: "missing", key: undefined },
  { name: "a number", key: 42 },
  { name: "empty", key: "" },
  { name: "ending in a line break", key: `${canary}\n` },
  { name: "with a line break inside", key: `${canary}\r\nX-Other: 1` },
  { name: "with a tab", key: `${canary}\t` },
  { name: "with a NUL", key: `${canary}\0` },
  { name: "with a DEL", key: `${canary}\u007f` },
  { name: "with a C1 control", key: `${canary}\u0085` },
  { name: "with a character past Latin-1", key: `${canary}€` },
  { name: "with an emoji", key: `${canary}🔑` },
  { name: "ending in a space", key: `${canary} ` },
  { name: "of one space", key: " " },
];

function withKey(apiKey: unknown): RegistryClientOptions {
  return { workspaceId: "acme", apiKey: apiKey as string };
}

describe("refuses an apiKey that can't be sent, without showing it", () => {
  test.each(refusedKeys)("$name", async ({ key }) => {
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(withKey(key)));
    expect(error).toMatchObject({ field: "apiKey", operationId: undefined, attempts: 0, outcome: "not-done" });
    expect(inspect(error, { showHidden: true })).not.toContain(canary);
  });

  test.each(refusedKeys)("$name, returned by a function, when a call is made", async ({ key }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ ...withKey(() => key), fetch });
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(patientPath, { data: {} }));
    expect(error).toMatchObject({ field: "apiKey", operationId: "createResource", outcome: "not-done" });
    expect(inspect(error, { showHidden: true })).not.toContain(canary);
    expect(requests).toStrictEqual([]);
  });
});

test("refuses an apiKey that is a promise", async () => {
  const error = await thrownBy(InvalidRequestError, () => createRegistryClient(withKey(Promise.resolve(canary))));
  expect(error.field).toBe("apiKey");
});

describe("the apiKey is sent in the contract's header", () => {
  test.each([
    { name: "a string", apiKey: "key-CANARY-1" },
    { name: "a function", apiKey: () => "key-CANARY-1" },
    { name: "an async function", apiKey: () => Promise.resolve("key-CANARY-1") },
  ])("$name", async ({ apiKey }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await createRegistryClient({ workspaceId: "acme", apiKey, fetch }).createResource(patientPath, { data: {} });
    expect(requests.map(({ headers }) => headers.get("X-Clinia-API-Key"))).toStrictEqual(["key-CANARY-1"]);
  });

  test("a Latin-1 key, unchanged", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await createRegistryClient({ ...withKey("clé-CANARY ~ 1"), fetch }).createResource(patientPath, { data: {} });
    expect(requests[0]?.headers.get("X-Clinia-API-Key")).toBe("clé-CANARY ~ 1");
  });

  test("a function is called for each call", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    let calls = 0;
    const apiKey = () => `key-CANARY-${++calls}`;
    const registry = createRegistryClient({ workspaceId: "acme", apiKey, fetch });
    expect(calls).toBe(0);
    await registry.createResource(patientPath, { data: {} });
    await registry.createResource(patientPath, { data: {} });
    expect(requests.map(({ headers }) => headers.get("X-Clinia-API-Key"))).toStrictEqual([
      "key-CANARY-1",
      "key-CANARY-2",
    ]);
  });

  test("rejects with the error of a function that fails", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const failure = new Error("the vault is sealed");
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: () => Promise.reject(failure), fetch });
    await expect(registry.createResource(patientPath, { data: {} })).rejects.toBe(failure);
    expect(requests).toStrictEqual([]);
  });

  test("the client never shows it", () => {
    const registry = createRegistryClient(withKey(canary));
    expect(inspect(registry, { showHidden: true, depth: 10 })).not.toContain(canary);
    expect(JSON.stringify(registry)).not.toContain(canary);
  });
});

describe("the address of the registry", () => {
  test.each([
    { options: { workspaceId: "acme" }, url: "https://acme.clinia.cloud" },
    { options: { workspaceId: "Acme-2" }, url: "https://acme-2.clinia.cloud" },
    { options: { workspaceId: "a".repeat(63) }, url: `https://${"a".repeat(63)}.clinia.cloud` },
    { options: { baseUrl: "https://api.acme.clinia.cloud" }, url: "https://api.acme.clinia.cloud" },
    { options: { baseUrl: "https://api.acme.clinia.cloud///" }, url: "https://api.acme.clinia.cloud" },
    { options: { baseUrl: "https://proxy.example:8443/clinia/" }, url: "https://proxy.example:8443/clinia" },
    { options: { baseUrl: "http://localhost:4010" }, url: "http://localhost:4010" },
    { options: { baseUrl: "http://registry.localhost" }, url: "http://registry.localhost" },
    { options: { baseUrl: "http://127.0.0.1:4010/" }, url: "http://127.0.0.1:4010" },
    { options: { baseUrl: "http://127.9.9.9" }, url: "http://127.9.9.9" },
    { options: { baseUrl: "http://[::1]:4010" }, url: "http://[::1]:4010" },
  ])("$options → $url", async ({ options, url }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({
      apiKey: "key-CANARY-7f3a",
      fetch,
      ...(options as { workspaceId: string }),
    });
    await registry.createResource(patientPath, { data: {} });
    expect(requests.map((request) => request.url)).toStrictEqual([`${url}/sources/ehr-prod/v1/resources/patient`]);
  });

  test.each([
    "evil.com/",
    "a.b",
    "",
    "-a",
    "a-",
    "a_b",
    "a b",
    "é",
    "a".repeat(64),
    "a\n",
    "{workspaceId}",
    "$&",
    7,
    null,
  ])("refuses workspaceId %j", async (workspaceId) => {
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient({ workspaceId: workspaceId as string, apiKey: "key-CANARY-7f3a" }),
    );
    expect(error.field).toBe("workspaceId");
  });

  test.each([
    "",
    "acme.clinia.cloud",
    "/registry",
    7,
    null,
    "ftp://acme.clinia.cloud",
    "file:///etc/passwd",
    "http://acme.clinia.cloud",
    "http://localhost.evil.com",
    "http://evil-localhost",
    "http://127.0.0.1.evil.com",
    "http://10.0.0.1",
    "https://user:secret@acme.clinia.cloud",
    "https://:secret@acme.clinia.cloud",
    "https://acme.clinia.cloud?key=secret",
    "https://acme.clinia.cloud/?",
    "https://acme.clinia.cloud/#secret",
  ])("refuses baseUrl %s", async (baseUrl) => {
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient({ baseUrl: baseUrl as string, apiKey: "key-CANARY-7f3a" }),
    );
    expect(error.field).toBe("baseUrl");
  });

  test("refuses options without workspaceId and baseUrl", async () => {
    const options = { workspaceId: undefined, apiKey: "key-CANARY-7f3a" };
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(options));
    expect(error.field).toBe("workspaceId");
  });

  test("refuses options with both workspaceId and baseUrl", async () => {
    const options = { workspaceId: "acme", baseUrl: "https://acme.clinia.cloud", apiKey: "key-CANARY-7f3a" };
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient(options as unknown as RegistryClientOptions),
    );
    expect(error.field).toBe("baseUrl");
  });
});

test("an http address that is not loopback needs dangerouslyAllowHttp", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  const baseUrl = "http://registry:8080";
  await thrownBy(InvalidRequestError, () => clientOf(fetch, { baseUrl }));
  await operations.create(clientOf(fetch, { baseUrl, dangerouslyAllowHttp: true }));
  expect(requests[0]?.url).toBe("http://registry:8080/sources/ehr-prod/v1/resources/patient");
});

test("refuses missing or invalid options", async () => {
  for (const options of [undefined, null, "acme"]) {
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient(options as unknown as RegistryClientOptions),
    );
    expect(error.field).toBe("options");
  }
});

describe("refuses invalid options", () => {
  test.each([
    { options: { fetch: null }, field: "fetch" },
    { options: { fetch: "x" }, field: "fetch" },
    { options: { retry: null }, field: "retry" },
    { options: { retry: true }, field: "retry" },
    { options: { retry: 5 }, field: "retry" },
    { options: { clock: {} }, field: "clock" },
    { options: { clock: null }, field: "clock" },
    { options: { clock: { now: Date.now, setTimeout } }, field: "clock" },
    {
      options: { random: 1 },
      field: "random",
    },
    { options: { onEvent: 5 }, field: "onEvent" },
    { options: { baseUrl: Symbol("x"), workspaceId: undefined }, field: "baseUrl" },
    {
      options: { headers: null },
      field: "headers",
    },
  ])("$options", async ({ options, field }) => {
    const given = { workspaceId: "acme", apiKey: "key-CANARY-7f3a", ...options } as unknown as RegistryClientOptions;
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(given));
    expect(error).toMatchObject({ field, operationId: undefined, attempts: 0, outcome: "not-done" });
  });
});
