import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createRegistryClient, InvalidRequestError, type RegistryClientOptions } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { operations } from "./support/operations.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const canary = "sk-canary-5e0f";
const expectedKey =
  "Expected an API key of the workspace, as it was issued: set apiKey, or check what it is read from.";

const refusedKeys = [
  { name: "missing", key: undefined, fault: "it is missing" },
  { name: "a number", key: 42, fault: "it is of type number" },
  { name: "empty", key: "", fault: "it is empty" },
  { name: "ending in a line break", key: `${canary}\n`, fault: "it has a line break" },
  { name: "with a line break inside", key: `${canary}\r\nX-Other: 1`, fault: "it has a line break" },
  { name: "with a tab", key: `${canary}\t`, fault: "it has a control character" },
  { name: "with a NUL", key: `${canary}\0`, fault: "it has a control character" },
  { name: "with a DEL", key: `${canary}\u007f`, fault: "it has a control character" },
  { name: "with a C1 control", key: `${canary}\u0085`, fault: "it has a control character" },
  { name: "with a character past Latin-1", key: `${canary}€`, fault: "it has a character that a header can't carry" },
  { name: "with an emoji", key: `${canary}🔑`, fault: "it has a character that a header can't carry" },
  { name: "ending in a space", key: `${canary} `, fault: "it has a space at its beginning or end" },
  { name: "of one space", key: " ", fault: "it has a space at its beginning or end" },
];

function withKey(apiKey: unknown): RegistryClientOptions {
  return { workspaceId: "acme", apiKey: apiKey as string };
}

describe("an apiKey that can't be sent is refused, and not shown", () => {
  test.each(refusedKeys)("$name", async ({ key, fault }) => {
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(withKey(key)));
    expect(error.message).toBe(`Invalid apiKey: ${fault}. ${expectedKey}`);
    expect(error.field).toBe("apiKey");
    expect(error.reason).toBe(`${fault}. ${expectedKey}`);
    expect(inspect(error, { showHidden: true })).not.toContain(canary);
  });

  test.each(refusedKeys)("$name, from a function, at the call", async ({ key, fault }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ ...withKey(() => key), fetch });
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(patientPath, { data: {} }));
    expect(error.message).toBe(`Invalid apiKey: ${fault}. ${expectedKey}`);
    expect(inspect(error, { showHidden: true })).not.toContain(canary);
    expect(requests).toStrictEqual([]);
  });
});

test("an apiKey that is a promise is refused", async () => {
  const error = await thrownBy(InvalidRequestError, () => createRegistryClient(withKey(Promise.resolve(canary))));
  expect(error.message).toBe(
    "Invalid apiKey: it is a promise. Put await before the call that gives it, or give a function that returns it.",
  );
});

describe("the apiKey is sent in the contract's header", () => {
  test.each([
    { name: "a text", apiKey: "key-CANARY-1" },
    { name: "a function", apiKey: () => "key-CANARY-1" },
    { name: "an async function", apiKey: () => Promise.resolve("key-CANARY-1") },
  ])("$name", async ({ apiKey }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await createRegistryClient({ workspaceId: "acme", apiKey, fetch }).createResource(patientPath, { data: {} });
    expect(requests.map(({ headers }) => headers.get("X-Clinia-API-Key"))).toStrictEqual(["key-CANARY-1"]);
  });

  test("a Latin-1 key, as it is", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await createRegistryClient({ ...withKey("clé-CANARY ~ 1"), fetch }).createResource(patientPath, { data: {} });
    expect(requests[0]?.headers.get("X-Clinia-API-Key")).toBe("clé-CANARY ~ 1");
  });

  test("a function, asked again at each call", async () => {
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

  test("a function that fails, with its own error", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const failure = new Error("the vault is sealed");
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: () => Promise.reject(failure), fetch });
    await expect(registry.createResource(patientPath, { data: {} })).rejects.toBe(failure);
    expect(requests).toStrictEqual([]);
  });

  test("and it shows in nothing that the client is", () => {
    const registry = createRegistryClient(withKey(canary));
    expect(inspect(registry, { showHidden: true, depth: 10 })).not.toContain(canary);
    expect(JSON.stringify(registry)).not.toContain(canary);
  });
});

describe("where the registry is", () => {
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

  const workspaceFault =
    "Invalid workspaceId: it is not one DNS label. Expected letters, digits and hyphens, 1 to 63, such as acme: " +
    "for a whole address set baseUrl instead.";

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
  ])("workspaceId %j is refused", async (workspaceId) => {
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient({ workspaceId: workspaceId as string, apiKey: "key-CANARY-7f3a" }),
    );
    expect(error.message).toBe(workspaceFault);
    expect(error.field).toBe("workspaceId");
  });

  test.each([
    { baseUrl: "", fault: "it is not an absolute URL" },
    { baseUrl: "acme.clinia.cloud", fault: "it is not an absolute URL" },
    { baseUrl: "/registry", fault: "it is not an absolute URL" },
    { baseUrl: 7, fault: "it is not an absolute URL" },
    { baseUrl: null, fault: "it is not an absolute URL" },
    { baseUrl: "ftp://acme.clinia.cloud", fault: "it is neither https nor http" },
    { baseUrl: "file:///etc/passwd", fault: "it is neither https nor http" },
    { baseUrl: "http://acme.clinia.cloud", fault: "it is http, and its host is not a loopback address" },
    { baseUrl: "http://localhost.evil.com", fault: "it is http, and its host is not a loopback address" },
    { baseUrl: "http://evil-localhost", fault: "it is http, and its host is not a loopback address" },
    { baseUrl: "http://127.0.0.1.evil.com", fault: "it is http, and its host is not a loopback address" },
    { baseUrl: "http://10.0.0.1", fault: "it is http, and its host is not a loopback address" },
    { baseUrl: "https://user:secret@acme.clinia.cloud", fault: "it has credentials in it" },
    { baseUrl: "https://:secret@acme.clinia.cloud", fault: "it has credentials in it" },
    { baseUrl: "https://acme.clinia.cloud?key=secret", fault: "it has a query" },
    { baseUrl: "https://acme.clinia.cloud/?", fault: "it has a query" },
    { baseUrl: "https://acme.clinia.cloud/#secret", fault: "it has a fragment" },
  ])("baseUrl $baseUrl is refused: $fault", async ({ baseUrl, fault }) => {
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient({ baseUrl: baseUrl as string, apiKey: "key-CANARY-7f3a" }),
    );
    expect(error.message).toBe(
      `Invalid baseUrl: ${fault}. Expected an https address without query, fragment and credentials, ` +
        "such as https://api.acme.clinia.cloud; http is for loopback addresses, or for dangerouslyAllowHttp.",
    );
    expect(error.field).toBe("baseUrl");
  });

  test("neither workspaceId nor baseUrl is refused", async () => {
    const options = { workspaceId: undefined, apiKey: "key-CANARY-7f3a" };
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(options));
    expect(error.message).toBe(
      "Invalid workspaceId: it is missing, and so is baseUrl. " +
        "Expected one of the two: the workspace's id, or the address of its registry.",
    );
  });

  test("both workspaceId and baseUrl are refused", async () => {
    const options = { workspaceId: "acme", baseUrl: "https://acme.clinia.cloud", apiKey: "key-CANARY-7f3a" };
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient(options as unknown as RegistryClientOptions),
    );
    expect(error.message).toBe(
      "Invalid baseUrl: workspaceId is given too. Expected one of the two: leave the other out.",
    );
  });
});

test("an http address that is not loopback has to be allowed", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  const baseUrl = "http://registry:8080";
  await thrownBy(InvalidRequestError, () => clientOf(fetch, { baseUrl }));
  await operations.create(clientOf(fetch, { baseUrl, dangerouslyAllowHttp: true }));
  expect(requests[0]?.url).toBe("http://registry:8080/sources/ehr-prod/v1/resources/patient");
});

test("a client without options is refused", async () => {
  for (const options of [undefined, null, "acme"]) {
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient(options as unknown as RegistryClientOptions),
    );
    expect(error.message).toBe(
      "Invalid options: they are missing. Expected an object with apiKey, and workspaceId or baseUrl.",
    );
  }
});

describe("options that can't be right are refused", () => {
  const noRetry =
    "it is neither an object nor false. Expected { limit, backoffMs, maxBackoffMs }, each of them optional, or false.";
  const noClock = "it is no clock. Expected one with now, setTimeout and clearTimeout.";
  const noUrl =
    "it is not an absolute URL. Expected an https address without query, fragment and credentials, " +
    "such as https://api.acme.clinia.cloud; http is for loopback addresses, or for dangerouslyAllowHttp.";
  test.each([
    { options: { fetch: null }, message: "Invalid fetch: it is not a function. Expected one that sends a request." },
    { options: { fetch: "x" }, message: "Invalid fetch: it is not a function. Expected one that sends a request." },
    { options: { retry: null }, message: `Invalid retry: ${noRetry}` },
    { options: { retry: true }, message: `Invalid retry: ${noRetry}` },
    { options: { retry: 5 }, message: `Invalid retry: ${noRetry}` },
    { options: { clock: {} }, message: `Invalid clock: ${noClock}` },
    { options: { clock: null }, message: `Invalid clock: ${noClock}` },
    { options: { clock: { now: Date.now, setTimeout } }, message: `Invalid clock: ${noClock}` },
    {
      options: { random: 1 },
      message: "Invalid random: it is not a function. Expected one that gives a number from 0 to 1.",
    },
    { options: { onEvent: 5 }, message: "Invalid onEvent: it is not a function. Expected one that takes an event." },
    { options: { baseUrl: Symbol("x"), workspaceId: undefined }, message: `Invalid baseUrl: ${noUrl}` },
    {
      options: { headers: null },
      message:
        "Invalid headers: one of them can't be sent. Expected names of letters, digits and hyphens, and values without " +
        "line breaks or characters that a header can't carry.",
    },
  ])("$options", async ({ options, message }) => {
    const given = { workspaceId: "acme", apiKey: "key-CANARY-7f3a", ...options } as unknown as RegistryClientOptions;
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(given));
    expect(error.message).toBe(message);
    expect(error).toMatchObject({ operationId: undefined, attempts: 0, outcome: "not-done" });
  });
});
