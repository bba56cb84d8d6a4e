/**
 * Tests your own code against the embedded registry, without an account, a port or a mock. The embedded registry is the `fetch` of the
 * client. It checks requests against the contract and the profiles, and simulates failures. Written for node:test; with Vitest or Jest
 * only the imports differ.
 *
 * Run in a clone: npm run build, then npx jiti examples/test-your-code.test.ts
 */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createRegistryClient, isRegistryError, type TypedRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { profiles, type Profiles } from "./profiles/clinia.gen.ts";

/** The code under test. The client is a parameter, so that a test can pass its own. */
async function admit(registry: TypedRegistryClient<Profiles>, family: string): Promise<"admitted" | "try again later"> {
  const path = { sourceKey: "ehr-prod", resourceType: "patient", id: `made-up-${family.toLowerCase()}` } as const;
  try {
    await registry.upsertResource(path, { data: { name: [{ family }] } });
    return "admitted";
  } catch (error) {
    if (!isRegistryError(error) || error.outcome !== "unknown") throw error; // wrong code or a wrong key
    return "try again later";
  }
}

const patients = { sourceKey: "ehr-prod", resourceType: "patient" };
const embedded = createEmbeddedRegistry({ apiKey: "test", sources: ["ehr-prod"], profiles });
const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: "test",
  fetch: embedded.fetch,
  profiles,
  retry: { backoffMs: 1, maxBackoffMs: 1 }, // no long waits in tests
});

describe("admitting a patient", () => {
  beforeEach(() => {
    embedded.reset();
  });

  test("stores the patient", async () => {
    assert.equal(await admit(registry, "Tremblay"), "admitted");
    assert.deepEqual(
      embedded.resources(patients).map(({ id, data }) => ({ id, data })),
      [{ id: "made-up-tremblay", data: { name: [{ family: "Tremblay" }] } }],
    );
  });

  test("stores the patient once when a response is lost", async () => {
    embedded.faults.nextRequests(1, { kind: "resetAfter" });
    assert.equal(await admit(registry, "Gagnon"), "admitted");
    assert.equal(embedded.resources(patients).length, 1);
  });

  test("asks to try again when the registry stays unavailable", async () => {
    embedded.faults.nextRequests(3, { kind: "status", status: 503 });
    assert.equal(await admit(registry, "Roy"), "try again later");
    assert.equal(embedded.resources(patients).length, 0);
  });
});
