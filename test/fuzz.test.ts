import fc from "fast-check";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createEmbeddedRegistry } from "../src/embedded/index.ts";
import { createRegistryClient, isRegistryError } from "../src/index.ts";
import { patientPath, persisted } from "./support/observed-fetch.ts";

const numRuns = 10_000;
const key = "CANARY-key";
const id = "CANARY-id";
const name = "CANARY-name";
const canaries = [key, id, name, `${key} ${id} ${name}`];

const word = fc.oneof(fc.string(), fc.constantFrom(...canaries));
const json = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      // Its own too, as what it calls a request.
      taskId: fc.oneof(fc.string(), fc.integer(), fc.constant(persisted.taskId)),
      status: fc.oneof(word, fc.constantFrom("PERSISTED", "ACCEPTED")),
      resource: fc.oneof(fc.constant(persisted.resource), fc.jsonValue()),
      code: fc.oneof(fc.integer(), word),
      type: fc.oneof(fc.constantFrom("NOT_FOUND", "INTERNAL"), word),
      message: word,
      details: fc.oneof(fc.array(fc.dictionary(fc.constantFrom("code", "type", "message"), word)), word),
    },
    { requiredKeys: [] },
  ),
);
const bytes = fc.oneof(
  json.map((value) => new TextEncoder().encode(JSON.stringify(value))),
  json.map((value) => new TextEncoder().encode(JSON.stringify(value)).slice(0, -3)),
  fc.uint8Array({ maxLength: 200 }),
  word.map((text) => new TextEncoder().encode(text)),
);
const headerValue = fc.oneof(fc.stringMatching(/^[\x21-\x7e]{0,20}$/), fc.constantFrom(...canaries));
// What the registry calls a request is its own, and shown.
const headers = fc.record(
  {
    "content-type": headerValue,
    "content-length": headerValue,
    location: headerValue,
    "retry-after": headerValue,
    etag: headerValue,
    "x-request-id": fc.stringMatching(/^[\x21-\x7e]{0,20}$/),
  },
  { requiredKeys: [] },
);
const bodiless = [101, 204, 205, 304];
const status = fc.oneof(
  fc.integer({ min: 200, max: 599 }),
  fc.constantFrom(200, 201, 202, 204, 400, 404, 409, 429, 500, 503),
);
const answer = fc.record({ status, headers, body: bytes });

function canaryIn(value: unknown): boolean {
  const texts = [inspect(value, { depth: 8 }), JSON.stringify(value)];
  if (value instanceof Error) texts.push(value.message, String(value.stack), inspect(value.cause));
  return texts.some((text) => text.includes("CANARY"));
}

test(`${String(numRuns)} random answers: each ends in a result or an error of the family, which shows no secret`, async () => {
  await fc.assert(
    fc.asyncProperty(answer, fc.nat(2), async ({ status, headers, body }, operation) => {
      const told: unknown[] = [];
      const registry = createRegistryClient({
        workspaceId: "acme",
        apiKey: key,
        retry: false,
        onEvent: (event) => told.push(event),
        fetch: () => {
          const content = bodiless.includes(status) ? null : body;
          return Promise.resolve(new Response(content, { status, headers }));
        },
      });
      const path = { ...patientPath, id };
      const calls = [
        () => registry.createResource(patientPath, { id, data: { name } }),
        () => registry.upsertResource(path, { data: { name } }),
        () => registry.getResource(path),
      ];
      const outcome = await (calls[operation] ?? fail)().then(
        () => "a result",
        (error: unknown) => error,
      );
      if (outcome !== "a result") {
        expect(isRegistryError(outcome)).toBe(true);
        expect(canaryIn(outcome)).toBe(false);
      }
      expect(canaryIn(told)).toBe(false);
    }),
    { numRuns },
  );
}, 120_000);

function fail(): never {
  throw new Error("There is no such call.");
}

const segment = fc.oneof(
  fc.constantFrom("ehr-prod", "patient", "..", "", "a b", "%2e%2e", "%", "%ff", "bulk", "é"),
  fc.string({ maxLength: 12 }),
);
const path = fc.oneof(
  fc.tuple(segment, segment, fc.option(segment)).map(([source, type, id]) => {
    const end = id === null ? "" : `/${id}`;
    return `/sources/${source}/v1/resources/${type}${end}`;
  }),
  fc
    .tuple(segment, fc.constantFrom("resources/bulk", "bundle", "purge", "purge/", "tasks/"), fc.option(segment), word)
    .map(([source, name, end, receipts]) => {
      const query = end === null ? "" : `?withReceipts=${encodeURIComponent(receipts)}`;
      return `/sources/${source}/v1/${name}${end ?? ""}${query}`;
    }),
  fc
    .tuple(segment, segment, segment, segment)
    .map(([type, id, key, containedId]) => `/sources/ehr-prod/v1/resources/${type}/${id}/${key}/${containedId}`),
  fc.string().map((text) => `/${text}`),
);
const target = fc.record(
  {
    id: fc.oneof(word, fc.constantFrom("@rootId", "@rootId1", "patient-1")),
    type: fc.oneof(word, fc.constant("patient")),
    data: fc.oneof(fc.jsonValue(), fc.constantFrom({}, { of: "@rootId1" })),
    meta: fc.jsonValue(),
    from: fc.jsonValue(),
    to: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const operations = fc.array(
  fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        action: fc.oneof(word, fc.constantFrom("CREATE", "UPSERT", "DELETE")),
        create: target,
        upsert: target,
        delete: target,
      },
      { requiredKeys: ["action"] },
    ),
  ),
  { maxLength: 3 },
);
const requestBody = fc.oneof(
  bytes,
  fc
    .record({ id: word, data: fc.jsonValue(), meta: fc.jsonValue(), contained: fc.jsonValue() }, { requiredKeys: [] })
    .map((value) => new TextEncoder().encode(JSON.stringify(value))),
  fc
    .oneof(
      fc.record({ operations }),
      fc.record(
        { resourceOperations: operations, relationshipOperations: operations },
        { requiredKeys: ["resourceOperations"] },
      ),
      fc.record({ collectionType: fc.constantFrom("resources", "relationships", "objects"), collectionKey: segment }),
    )
    .map((value) => new TextEncoder().encode(JSON.stringify(value))),
);
const request = fc.record({
  method: fc.constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD"),
  path,
  headers: fc.record(
    {
      "x-clinia-api-key": fc.constantFrom("key", "wrong", ""),
      "content-type": fc.constantFrom("application/json", "text/plain", "application/json; charset=utf-16", ","),
    },
    { requiredKeys: [] },
  ),
  body: requestBody,
});

test(`${String(numRuns)} random requests to the embedded registry: no failure of its own, and nothing stored that was refused`, async () => {
  const embedded = createEmbeddedRegistry({ apiKey: "key" });
  const sources = ["ehr-prod", "patient", "bulk"];
  const stored = () =>
    JSON.stringify(
      sources.flatMap((sourceKey) => sources.map((resourceType) => embedded.resources({ sourceKey, resourceType }))),
    );
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, headers, body }) => {
      await embedded.settle();
      embedded.reset();
      const url = URL.canParse(`http://localhost${path}`) ? `http://localhost${path}` : "http://localhost/";
      const init = { method, headers, ...(/GET|HEAD/.test(method) ? {} : { body: new Blob([body]) }) };
      const before = stored();
      const response = await embedded.fetch(url, init);
      await response.arrayBuffer();
      expect(response.status, `${method} ${path}`).toBeLessThan(500);
      if (!response.ok) expect(stored()).toBe(before);
    }),
    { numRuns },
  );
}, 120_000);
