/** A test: it gives the client the embedded registry as its `fetch`. */
import { expect, test } from "vitest";
import { createRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { expected, ingestedType, steps } from "./program.ts";

test("the program does what it says", async () => {
  const { fetch } = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === ingestedType });
  // With a DOM around it, the client takes the test for a page.
  const options = { baseUrl: "http://localhost", apiKey: "any", fetch, dangerouslyAllowBrowser: true };
  expect(await steps(createRegistryClient(options))).toStrictEqual(expected);
});
