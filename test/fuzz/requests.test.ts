import fc from "fast-check";
import { expect, test } from "vitest";
import { operations as contractOperations } from "../../src/generated/contract.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { scaled } from "../support/full-counts.ts";
import { key } from "../support/start.ts";

const numRuns = scaled(10_000);

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const encoded = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const headers = { "x-clinia-api-key": key, "content-type": "application/json" };

/** The state before each request. */
const seeded = { sourceKey: "ehr-prod", resourceType: "patient", id: "patient-1", containKey: "contact" };
const id = fc.oneof(fc.constant(seeded.id), fc.stringMatching(/^[0-9A-Za-z]{27}$/));
const data = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue(), { maxKeys: 3 });
const type = fc.constantFrom("patient", "clinic");
const resourceOperation = fc.oneof(
  fc
    .record({ type, data, id: fc.oneof(id, fc.constantFrom("@rootId", "@rootId1")) })
    .map((create) => ({ action: "CREATE", create })),
  fc.record({ type, data, id }).map((upsert) => ({ action: "UPSERT", upsert })),
  fc.record({ type, id }).map((target) => ({ action: "DELETE", delete: target })),
);
const end = fc.record({ type, id });
const relationshipOperation = fc.oneof(
  fc.record({ type, from: end, to: end }).map((create) => ({ action: "CREATE", create })),
  fc.record({ type, id }).map((target) => ({ action: "DELETE", delete: target })),
);

/** A valid body for each operation that has one. */
const bodies: Readonly<Partial<Record<keyof typeof contractOperations, fc.Arbitrary<unknown>>>> = {
  createResource: fc.record({ id, data }, { requiredKeys: ["data"] }),
  upsertResource: fc.record({ data }),
  upsertContainedResource: fc.record({ type, data }),
  bulkResources: fc.record({ operations: fc.array(resourceOperation, { maxLength: 4 }) }),
  submitBundle: fc.record(
    {
      resourceOperations: fc.array(resourceOperation, { maxLength: 3 }),
      relationshipOperations: fc.array(relationshipOperation, { maxLength: 3 }),
    },
    { requiredKeys: ["resourceOperations"] },
  ),
  purgeCollection: fc.record({
    collectionType: fc.constantFrom("resources", "relationships", "objects"),
    collectionKey: type,
  }),
};

const operationIds = Object.keys(contractOperations) as (keyof typeof contractOperations)[];
const valid = fc.constantFrom(...operationIds).chain((operationId) => {
  const { method, path } = contractOperations[operationId];
  return fc.tuple(id, bodies[operationId] ?? fc.constant(undefined)).map(([id, body]): Sent => {
    const values: Readonly<Record<string, string>> = {
      ...seeded,
      id,
      containedResourceId: id,
      taskId: id,
      purgeId: id,
    };
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
    return { method, path: filled, headers, body: encoded(body ?? {}) };
  });
});

const word = fc.oneof(fc.string(), fc.constantFrom("patient", "@rootId", "CREATE", "CANARY"));
const segment = fc.oneof(
  fc.constantFrom("..", ".", "", "a b", "%2e%2e", "%", "%ff", "%2f", "bulk", "bundle", "tasks", "é", "a".repeat(63)),
  fc.string({ maxLength: 12 }),
);
const target = fc.record({ id: word, type: word, data: fc.jsonValue(), meta: fc.jsonValue() }, { requiredKeys: [] });
const junkOperation = fc.oneof(
  fc.jsonValue(),
  fc.record(
    { action: fc.constantFrom("CREATE", "UPSERT", "DELETE", "PATCH"), create: target, upsert: target, delete: target },
    { requiredKeys: ["action"] },
  ),
);
const junkOperations = fc.array(junkOperation, { maxLength: 3 });
const junkBody = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.jsonValue().map(encoded),
  fc
    .record({ id: word, data: fc.jsonValue(), meta: fc.jsonValue(), contained: fc.jsonValue() }, { requiredKeys: [] })
    .map(encoded),
  fc
    .record(
      { operations: junkOperations, resourceOperations: junkOperations, relationshipOperations: junkOperations },
      { requiredKeys: [] },
    )
    .map(encoded),
);

/** A change that makes a request invalid, or only different. */
const flaw: fc.Arbitrary<(sent: Sent) => Sent> = fc.oneof(
  fc
    .constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD")
    .map((method) => (sent: Sent) => ({ ...sent, method })),
  fc.constantFrom("wrong", "").map((value) => (sent: Sent) => withHeader(sent, "x-clinia-api-key", value)),
  fc
    .constantFrom("text/plain", "application/json; charset=utf-16", ",", "")
    .map((value) => (sent: Sent) => withHeader(sent, "content-type", value)),
  fc.tuple(fc.integer({ min: 1, max: 8 }), segment).map(([index, value]) => (sent: Sent) => ({
    ...sent,
    path: sent.path
      .split("/")
      .map((each, at) => (at === index ? value : each))
      .join("/"),
  })),
  word.map((query) => (sent: Sent) => ({ ...sent, path: `${sent.path}?withReceipts=${encodeURIComponent(query)}` })),
  junkBody.map((body) => (sent: Sent) => ({ ...sent, body })),
);

function withHeader(sent: Sent, name: string, value: string): Sent {
  return { ...sent, headers: { ...sent.headers, [name]: value } };
}

const request = fc
  .tuple(valid, fc.array(flaw, { maxLength: 2 }))
  .map(([sent, flaws]) => flaws.reduce((flawed, flaw) => flaw(flawed), sent));

function urlOf(path: string): string {
  return URL.canParse(`http://localhost${path}`) ? `http://localhost${path}` : "http://localhost/";
}

test(`${numRuns} random requests to the embedded registry: no internal error, and no refused request is stored`, async () => {
  const embedded = createEmbeddedRegistry({ apiKey: key, taskDurationMs: 0 });
  const { sourceKey, resourceType, id } = seeded;
  const send = ({ method, path, headers, body }: Sent) =>
    embedded.fetch(urlOf(path), { method, headers, ...(/GET|HEAD/.test(method) ? {} : { body: new Blob([body]) }) });
  /** Everything that is stored after the accepted tasks were applied. */
  const stored = (path: string) => {
    const names = [...new Set([sourceKey, resourceType, "clinic", "bulk", ...path.split("/")])];
    const paths = names.flatMap((sourceKey) => names.map((resourceType) => ({ sourceKey, resourceType })));
    return JSON.stringify(paths.map((path) => embedded.resources(path)));
  };
  const counts = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      embedded.reset();
      const path = `/sources/${sourceKey}/v1/resources/${resourceType}/${id}`;
      await send({ method: "PUT", path, headers, body: encoded({ data: {} }) });
      const before = stored(sent.path);
      const response = await send(sent);
      await response.arrayBuffer();
      expect(response.status, `${sent.method} ${sent.path}`).toBeLessThan(500);
      const after = stored(sent.path);
      if (!response.ok || sent.method === "GET") expect(after).toBe(before);
      counts[response.ok ? "accepted" : "refused"] += 1;
    }),
    { numRuns },
  );
  expect(counts.accepted).toBeGreaterThan(numRuns / 10);
  expect(counts.refused).toBeGreaterThan(numRuns / 10);
}, 120_000);
