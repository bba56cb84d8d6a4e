import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { InvalidRequestError, type RegistryClientOptions } from "../src/index.ts";
import { browserPage, browserWorker, emulate } from "./support/emulate.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { operations } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { clientOf, key } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const keyHeader = "x-clinia-api-key";

/** What a client with these options has sent as its key. */
async function sentKey(options: Partial<RegistryClientOptions>): Promise<string | null | undefined> {
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  await operations.create(clientOf(fetch, options));
  return requests[0]?.headers.get(keyHeader);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each([
  { where: "a page", globals: browserPage },
  { where: "a worker", globals: browserWorker },
])("in $where of a browser", ({ globals }) => {
  beforeEach(() => {
    emulate(globals);
  });

  test.each([
    { name: "a key", options: { apiKey: key } },
    { name: "a function", options: { apiKey: () => key } },
    { name: "what an environment that is not there gives", options: { apiKey: undefined } },
    { name: "a key that it is told not to allow", options: { apiKey: key, dangerouslyAllowBrowser: false } },
    {
      name: "a key that is allowed by no more than a text",
      options: { apiKey: key, dangerouslyAllowBrowser: "false" as unknown as boolean },
    },
  ])("is refused: $name", async ({ options }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const error = await thrownBy(InvalidRequestError, () => clientOf(fetch, options));
    expect(error.field).toBe("apiKey");
    expect(printed(error)).not.toContain("CANARY");
    expect(requests).toHaveLength(0);
  });

  test("no key is needed, and none sent, where it is null", async () => {
    await againstTheContract(async () => {
      expect(await sentKey({ apiKey: null })).toBeNull();
    });
  });

  test("a key is sent where dangerouslyAllowBrowser says so", async () => {
    expect(await sentKey({ apiKey: key, dangerouslyAllowBrowser: true })).toBe(key);
  });

  test("the browser's own name is sent, and not the client's", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await operations.create(clientOf(fetch, { dangerouslyAllowBrowser: true }));
    expect(requests[0]?.headers.get("user-agent")).toBeNull();
  });
});

// What each calls itself was seen by running it.
test.each([
  { where: "Node.js 21 and later", globals: { navigator: { userAgent: "Node.js/24" } } },
  { where: "Bun, and a worker of it", globals: { navigator: { userAgent: "Bun/1.4.5" } } },
  { where: "a worker of Deno", globals: { WorkerGlobalScope: {}, navigator: { userAgent: "Deno/2.9.6" } } },
  { where: "Cloudflare Workers", globals: { WorkerGlobalScope: {}, navigator: { userAgent: "Cloudflare-Workers" } } },
  { where: "a worker that does not say what it is", globals: { WorkerGlobalScope: {} } },
  { where: "React Native", globals: { window: {}, navigator: {} } },
])("$where is no browser", async ({ globals }) => {
  emulate(globals);
  expect(await sentKey({ apiKey: key })).toBe(key);
});
