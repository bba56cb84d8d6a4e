import { describe, expect, test } from "vitest";
import { InvalidRequestError, type BundleRequest, type RegistryClient } from "../src/index.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { clientOf } from "./support/start.ts";
import { sourcePath } from "./support/task-operations.ts";
import { thrownBy } from "./support/thrown.ts";
import { upsert } from "./support/writes.ts";

const limit = 500_000;

/** A bundle of `bytes` bytes as JSON, filled with a character that takes `width` bytes. */
function bundleOf(bytes: number, character: string, width: number): BundleRequest {
  const bundle = (text: string): BundleRequest => ({
    resourceOperations: [upsert("patient-1", { text })],
    relationshipOperations: [],
  });
  const left = bytes - Buffer.byteLength(JSON.stringify(bundle("")));
  return bundle(character.repeat(Math.floor(left / width)) + "a".repeat(left % width));
}

const calls: readonly { name: string; call: (registry: RegistryClient, body: BundleRequest) => Promise<unknown> }[] = [
  { name: "submitBundle", call: (registry, body) => registry.submitBundle(sourcePath, body) },
  {
    name: "http",
    call: ({ http }, body) =>
      http.POST("/sources/{sourceKey}/v1/bundle", {
        params: { path: sourcePath },
        body: { resourceOperations: [...body.resourceOperations], relationshipOperations: [] },
      }),
  },
];

const characters = [
  { character: "a", width: 1 },
  { character: "é", width: 2 },
  { character: "漢", width: 3 },
  { character: "🩺", width: 4 },
  { character: '"', width: 2 },
  { character: "\u0000", width: 6 },
];
const rows = calls.flatMap((each) => characters.map((character) => ({ ...each, ...character })));

describe("accepts a bundle of 500,000 bytes of JSON in UTF-8", () => {
  test.each(rows)("$name, of $character", async ({ call, character, width }) => {
    const embedded = createEmbeddedRegistry();
    const { fetch, requests } = observedFetch((request) => embedded.fetch(request));
    await call(clientOf(fetch), bundleOf(limit, character, width));
    expect(embedded.resources({ ...sourcePath, resourceType: "patient" })).toHaveLength(1);
    expect((await requests[0]?.arrayBuffer())?.byteLength).toBe(limit);
  });
});

describe("refuses a larger bundle before anything is sent", () => {
  test.each(rows)("$name, of $character", async ({ call, character, width }) => {
    const { fetch, requests } = observedFetch(() => Response.json({}));
    for (const bytes of [limit + 1, limit * 2]) {
      const error = await thrownBy(InvalidRequestError, () => call(clientOf(fetch), bundleOf(bytes, character, width)));
      expect(error).toMatchObject({ field: "body", operationId: "submitBundle", attempts: 0, outcome: "not-done" });
    }
    expect(requests).toStrictEqual([]);
  });
});

test("accepts a larger bulk", async () => {
  const { fetch, requests } = observedFetch(() =>
    Response.json({ taskId: "bk_1", status: "ACCEPTED", bulkId: "bk_1" }),
  );
  const operations = [upsert("patient-1", { text: "a".repeat(limit) })];
  await clientOf(fetch).bulkResources(sourcePath, { operations });
  expect(requests).toHaveLength(1);
});

describe("C3: a bundle", () => {
  async function sentFor(body: object): Promise<unknown> {
    const { fetch, requests } = observedFetch(() => Response.json({ taskId: "bd_1", status: "PERSISTED" }));
    await againstTheContract(() => clientOf(fetch).submitBundle(sourcePath, body as BundleRequest));
    return requests[0]?.json();
  }
  const resourceOperations = [upsert("patient-1")];
  const relationshipOperations = [{ action: "DELETE", delete: { id: "a.b", type: "parent-of" } }];

  test("without relationshipOperations is sent with an empty list, which the registry requires", async () => {
    const given = Object.freeze({ resourceOperations });
    expect(await sentFor(given)).toStrictEqual({ resourceOperations, relationshipOperations: [] });
    expect(given).toStrictEqual({ resourceOperations });
    expect(await sentFor({ resourceOperations, relationshipOperations: undefined })).toStrictEqual({
      resourceOperations,
      relationshipOperations: [],
    });
  });

  test("with relationshipOperations is sent unchanged", async () => {
    const body = { resourceOperations: [], relationshipOperations };
    expect(await sentFor(body)).toStrictEqual(body);
  });

  test("with a toJSON is sent as toJSON returns it", async () => {
    class Bundle {
      readonly resourceOperations = resourceOperations;
      toJSON() {
        return { resourceOperations, relationshipOperations };
      }
    }
    expect(await sentFor(new Bundle())).toStrictEqual({ resourceOperations, relationshipOperations });
  });

  test("with an inherited getter for relationshipOperations is sent with an empty list", async () => {
    class Bundle {
      readonly resourceOperations = resourceOperations;
      get relationshipOperations() {
        return [];
      }
    }
    expect(await sentFor(new Bundle())).toStrictEqual({ resourceOperations, relationshipOperations: [] });
  });

  test("is stored by the embedded registry", async () => {
    const embedded = createEmbeddedRegistry();
    const { status } = await clientOf(embedded.fetch).submitBundle(sourcePath, { resourceOperations });
    expect(status).toBe("PERSISTED");
    expect(embedded.resources({ ...sourcePath, resourceType: "patient" })).toHaveLength(1);
  });
});
