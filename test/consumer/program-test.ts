/** A test, in which the embedded registry is the `fetch` of the client. */
import { expect, test } from "vitest";
import { createRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { expectedLines, ingestedType, steps } from "./program.ts";

test("the program works", async () => {
  const { fetch } = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === ingestedType });
  // In a DOM environment, the client takes the test for a page in a browser.
  const options = { baseUrl: "http://localhost", apiKey: "any", fetch, dangerouslyAllowBrowser: true };
  expect(await steps(createRegistryClient(options))).toStrictEqual(expectedLines);
});
