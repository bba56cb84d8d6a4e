import { inspect } from "node:util";
import { expect, test } from "vitest";
import { ApiError } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { operations, sent } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { clientOf, key } from "./support/start.ts";
import { taskOperations } from "./support/task-operations.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const { id, data } = sent;
const { name } = data;

test("drops a request id that is invalid or contains the key", async () => {
  for (const [given, requestId] of [
    ["r".repeat(200), "r".repeat(200)],
    ["r".repeat(201), undefined],
    ["a b", undefined],
    [`id-${key}`, undefined],
  ] as const) {
    const { fetch } = observedFetch(() => new Response(null, { status: 500, headers: { "x-request-id": given } }));
    expect(await thrown(() => operations.get(clientOf(fetch)))).toMatchObject({ requestId });
  }
});

test("printing an error with hidden fields shows no string of the registry", async () => {
  const body = { code: 400, type: "INVALID_ARGUMENT", message: name, details: [{ code: 1, type: "X", message: id }] };
  const { fetch } = observedFetch(() => Response.json(body, { status: 400 }));
  const error = await thrownBy(ApiError, () => operations.get(clientOf(fetch)));
  expect(error).toMatchObject({ serverMessage: name, details: body.details });
  expect(inspect(error, { showHidden: true, depth: 8 })).not.toMatch(/CANARY|TREA80010112/);
});

test("neither a client nor its errors show the key, an id or patient data", async () => {
  const responses: (() => Promise<Response>)[] = [
    () => Promise.reject(new Error(`cannot reach https://x/${id} with ${key}`)),
    () => Promise.resolve(new Response(`<p>${key} ${id} ${name}</p>`, { status: 502 })),
    () =>
      Promise.resolve(
        Response.json({ code: 400, type: "INVALID_ARGUMENT", message: `${key} ${id} ${name}` }, { status: 400 }),
      ),
    () => Promise.resolve(Response.json({ message: `${key} ${id} ${name}` })),
    () =>
      Promise.resolve(new Response(null, { status: 307, headers: { location: `https://x.example/${id}?k=${key}` } })),
    () => Promise.resolve(new Response(`${key} ${id} ${name}`, { headers: { "x-request-id": `a b ${key}` } })),
  ];
  for (const response of responses) {
    const told: unknown[] = [];
    const registry = clientOf(response, { onEvent: (event) => told.push(event) });
    expect(printed(registry)).not.toContain("CANARY");
    for (const call of [
      () => registry.upsertResource({ ...patientPath, id }, { data: { name } }),
      () => registry.createResource(patientPath, { id, data: { name } }),
      () => registry.getResource({ ...patientPath, id }),
      ...Object.values(taskOperations).map((operation) => () => operation(registry)),
    ]) {
      expect(printed(await thrown(call))).not.toMatch(/CANARY|TREA80010112/);
    }
    expect(told.length).toBeGreaterThan(3);
    expect(printed(told)).not.toMatch(/CANARY|TREA80010112/);
  }
});
