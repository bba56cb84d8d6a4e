import fc from "fast-check";
import { expect, test } from "vitest";
import { isRegistryError } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { isFull } from "../support/full-counts.ts";
import { patientPath, persisted } from "../support/patient.ts";
import { printed } from "../support/printed.ts";
import { key } from "../support/start.ts";

const numRuns = isFull ? 20_000 : 1_000;
const { id } = persisted.resource;
const name = "CANARY-name";
const canaries = [key, "CANARY-id", name, `${key} CANARY-id ${name}`];

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
// The threat model excludes a registry that builds request ids from ids of a request.
const requestId = fc.oneof(fc.stringMatching(/^[\x21-\x7e]{0,20}$/), fc.constantFrom(key, `${key}.1`));
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
  .record({ id: fc.oneof(fc.constant(id), fc.string()), data: fc.dictionary(fc.string(), fc.jsonValue()) })
  .map((value) => new TextEncoder().encode(JSON.stringify(value)));
const response = fc.oneof(
  { weight: 4, arbitrary: fc.record({ status, headers, body: bytes }) },
  {
    weight: 2,
    arbitrary: fc.record({ status: fc.constantFrom(200, 201, 202, 299), headers, body: fc.oneof(success, resource) }),
  },
);

/** Checks the result of every call: a task for a write, a resource for a read. */
const task = {
  taskId: expect.any(String) as string,
  status: expect.stringMatching(/^(PERSISTED|ACCEPTED)$/) as string,
  task: expect.objectContaining({ raw: expect.any(String) as string }) as object,
};
const read = { id: expect.any(String) as string, data: expect.any(Object) as object };

test(`${numRuns} random responses: each call ends with a result or an error of the client, which shows no secret`, async () => {
  const ends = { results: 0, errors: 0 };
  await fc.assert(
    fc.asyncProperty(response, fc.nat(2), async ({ status, headers, body }, operation) => {
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
}, 300_000);

function fail(): never {
  throw new Error("There is no such call.");
}
