import fc from "fast-check";
import { expect, test } from "vitest";
import { createEmbeddedRegistry } from "../src/embedded/index.ts";
import { createRegistryClient, isRegistryError } from "../src/index.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { key } from "./support/start.ts";

const numRuns = 10_000;
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
// A read has not said the name, and so can't know it for a secret.
const requestId = fc.oneof(fc.stringMatching(/^[\x21-\x7e]{0,20}$/), fc.constantFrom(key, id, `${key}.${id}`));
const headers = fc.record(
  {
    "content-type": headerValue,
    "content-length": headerValue,
    location: headerValue,
    "retry-after": headerValue,
    etag: headerValue,
    "x-request-id": requestId,
  },
  { requiredKeys: [] },
);
const bodiless = [101, 204, 205, 304];
const status = fc.oneof(
  fc.integer({ min: 200, max: 599 }),
  fc.constantFrom(200, 201, 202, 204, 400, 404, 409, 429, 500, 503),
);
const success = fc
  .record({
    taskId: fc.string(),
    status: fc.constantFrom("PERSISTED", "ACCEPTED"),
    resource: fc.constant(persisted.resource),
  })
  .map((value) => new TextEncoder().encode(JSON.stringify(value)));
const resource = fc
  .record({ id: fc.string(), data: fc.dictionary(fc.string(), fc.jsonValue()) })
  .map((value) => new TextEncoder().encode(JSON.stringify(value)));
const answer = fc.oneof(
  { weight: 4, arbitrary: fc.record({ status, headers, body: bytes }) },
  {
    weight: 1,
    arbitrary: fc.record({ status: fc.constantFrom(200, 201, 202, 299), headers, body: fc.oneof(success, resource) }),
  },
);

/** What every result is: of a write a task, and of a read a resource. */
const task = {
  taskId: expect.any(String) as string,
  status: expect.stringMatching(/^(PERSISTED|ACCEPTED)$/) as string,
  task: expect.objectContaining({ raw: expect.any(String) as string }) as object,
};
const read = { id: expect.any(String) as string, data: expect.any(Object) as object };

test(`${String(numRuns)} random answers: each ends in a result or an error of the family, which shows no secret`, async () => {
  const ends = { results: 0, errors: 0 };
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
        { result: task, call: () => registry.createResource(patientPath, { id, data: { name } }) },
        { result: task, call: () => registry.upsertResource(path, { data: { name } }) },
        { result: read, call: () => registry.getResource(path) },
      ];
      const { result, call } = calls[operation] ?? fail();
      try {
        expect(await call()).toMatchObject(result);
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(300);
        ends.results += 1;
      } catch (error) {
        if (!isRegistryError(error)) throw error;
        expect(printed(error)).not.toContain("CANARY");
        ends.errors += 1;
      }
      expect(printed(told)).not.toContain("CANARY");
    }),
    { numRuns },
  );
  expect(ends.results).toBeGreaterThan(numRuns / 20);
  expect(ends.errors).toBeGreaterThan(numRuns / 2);
}, 120_000);

function fail(): never {
  throw new Error("There is no such call.");
}

interface Sent {
  readonly method: string;
  readonly segments: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const encoded = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const seeded = { sourceKey: "ehr-prod", resourceType: "patient", id: persisted.resource.id };
const newId = fc.stringMatching(/^[0-9A-Za-z]{27}$/);
const validData = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue(), { maxKeys: 3 });
const valid = fc
  .record({
    operation: fc.constantFrom("create", "create with id", "upsert", "get"),
    id: fc.oneof(fc.constant(seeded.id), newId),
    newId,
    data: validData,
  })
  .map(({ operation, id, newId, data }): Sent => {
    const isCreate = operation.startsWith("create");
    return {
      method: isCreate ? "POST" : operation === "get" ? "GET" : "PUT",
      segments: [seeded.sourceKey, seeded.resourceType, ...(isCreate ? [] : [id])],
      headers: { "x-clinia-api-key": key, "content-type": "application/json" },
      body: encoded(operation === "create with id" ? { id: newId, data } : { data }),
    };
  });

const segment = fc.oneof(
  fc.constantFrom("..", ".", "", "a b", "%2e%2e", "%", "%ff", "%2f", "bulk", "é", "a".repeat(63)),
  fc.string({ maxLength: 12 }),
);
const junkBody = fc.oneof(
  bytes,
  fc
    .record({ id: word, data: fc.jsonValue(), meta: fc.jsonValue(), contained: fc.jsonValue() }, { requiredKeys: [] })
    .map(encoded),
);
/** One way in which a request is wrong, or only other than it was. */
const flaw: fc.Arbitrary<(sent: Sent) => Sent> = fc.oneof(
  fc
    .constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD")
    .map((method) => (sent: Sent) => ({ ...sent, method })),
  fc.constantFrom("wrong", "").map((value) => (sent: Sent) => withHeader(sent, "x-clinia-api-key", value)),
  fc
    .constantFrom("text/plain", "application/json; charset=utf-16", ",", "")
    .map((value) => (sent: Sent) => withHeader(sent, "content-type", value)),
  fc.tuple(fc.nat(3), segment).map(([index, value]) => (sent: Sent) => ({
    ...sent,
    segments: [...sent.segments.slice(0, index), value, ...sent.segments.slice(index + 1)],
  })),
  junkBody.map((body) => (sent: Sent) => ({ ...sent, body })),
);

function withHeader(sent: Sent, name: string, value: string): Sent {
  return { ...sent, headers: { ...sent.headers, [name]: value } };
}

const request = fc
  .tuple(valid, fc.array(flaw, { maxLength: 2 }))
  .map(([sent, flaws]) => flaws.reduce((flawed, flaw) => flaw(flawed), sent));

function urlOf([source = "", type = "", ...rest]: readonly string[]): string {
  const url = `http://localhost/sources/${source}/v1/resources/${[type, ...rest].join("/")}`;
  return URL.canParse(url) ? url : "http://localhost/";
}

test(`${String(numRuns)} random requests to the embedded registry: no failure of its own, and nothing stored that was refused`, async () => {
  const embedded = createEmbeddedRegistry({ apiKey: key });
  const { sourceKey, resourceType, id } = seeded;
  const send = ({ method, segments, headers, body }: Sent) =>
    embedded.fetch(urlOf(segments), {
      method,
      headers,
      ...(/GET|HEAD/.test(method) ? {} : { body: new Blob([body]) }),
    });
  /** All that is stored, under whatever the request named. */
  const stored = (segments: readonly string[]) => {
    const names = [...new Set([sourceKey, resourceType, "bulk", ...segments])];
    const paths = names.flatMap((sourceKey) => names.map((resourceType) => ({ sourceKey, resourceType })));
    return JSON.stringify(paths.map((path) => embedded.resources(path)));
  };
  const counts = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      embedded.reset();
      const seed = {
        headers: { "x-clinia-api-key": key, "content-type": "application/json" },
        body: encoded({ data: {} }),
      };
      await send({ method: "PUT", segments: [sourceKey, resourceType, id], ...seed });
      const before = stored(sent.segments);
      const response = await send(sent);
      await response.arrayBuffer();
      expect(response.status, `${sent.method} ${sent.segments.join("/")}`).toBeLessThan(500);
      if (!response.ok || sent.method === "GET") expect(stored(sent.segments)).toBe(before);
      counts[response.ok ? "accepted" : "refused"] += 1;
    }),
    { numRuns },
  );
  expect(counts.accepted).toBeGreaterThan(numRuns / 10);
  expect(counts.refused).toBeGreaterThan(numRuns / 10);
}, 120_000);
