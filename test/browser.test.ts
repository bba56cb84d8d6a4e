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

/** The API key that a client with these options sends. */
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
    { name: "undefined, such as a missing environment variable", options: { apiKey: undefined } },
    { name: "a key with dangerouslyAllowBrowser: false", options: { apiKey: key, dangerouslyAllowBrowser: false } },
    {
      name: 'a key with dangerouslyAllowBrowser: "false"',
      options: { apiKey: key, dangerouslyAllowBrowser: "false" as unknown as boolean },
    },
  ])("refuses $name", async ({ options }) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const error = await thrownBy(InvalidRequestError, () => clientOf(fetch, options));
    expect(error.field).toBe("apiKey");
    expect(printed(error)).not.toContain("CANARY");
    expect(requests).toHaveLength(0);
  });

  test("accepts apiKey: null, and sends no key", async () => {
    await againstTheContract(async () => {
      expect(await sentKey({ apiKey: null })).toBeNull();
    });
  });

  test("sends a key with dangerouslyAllowBrowser: true", async () => {
    expect(await sentKey({ apiKey: key, dangerouslyAllowBrowser: true })).toBe(key);
  });

  test("does not override the browser's user agent", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await operations.create(clientOf(fetch, { dangerouslyAllowBrowser: true }));
    expect(requests[0]?.headers.get("user-agent")).toBeNull();
  });
});

// The user agents were observed by running each.
test.each([
  { where: "Node.js 21 and later", globals: { navigator: { userAgent: "Node.js/24" } } },
  { where: "Bun, and a worker of Bun", globals: { navigator: { userAgent: "Bun/1.4.5" } } },
  { where: "a worker of Deno", globals: { WorkerGlobalScope: {}, navigator: { userAgent: "Deno/2.9.6" } } },
  { where: "Cloudflare Workers", globals: { WorkerGlobalScope: {}, navigator: { userAgent: "Cloudflare-Workers" } } },
  { where: "a worker without a navigator", globals: { WorkerGlobalScope: {} } },
  { where: "React Native", globals: { window: {}, navigator: {} } },
])("$where is not treated as a browser", async ({ globals }) => {
  emulate(globals);
  expect(await sentKey({ apiKey: key })).toBe(key);
});
