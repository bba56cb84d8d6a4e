import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { InvalidRequestError, type RegistryClientOptions } from "../src/index.ts";
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

describe("in a browser", () => {
  beforeEach(() => {
    for (const name of ["window", "document", "navigator"]) vi.stubGlobal(name, {});
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
    expect(error.message).toBe(
      "Invalid apiKey: keys do not belong in a browser, where anyone can read them. Expected null, with the baseUrl of a " +
        "proxy of yours that adds the key; or dangerouslyAllowBrowser: true, where whoever can open the page may have the key.",
    );
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
});

test.each([
  { where: "Node.js 21 and later, and Workers", names: ["navigator"] },
  { where: "React Native", names: ["window", "navigator"] },
])("$where is no browser", async ({ names }) => {
  for (const name of names) vi.stubGlobal(name, {});
  expect(await sentKey({ apiKey: key })).toBe(key);
});
