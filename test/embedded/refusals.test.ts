import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { createPath, send } from "../support/raw-request.ts";

const now = () => new Date("2025-05-13T14:00:00.000Z");

function stored(embedded: ReturnType<typeof createEmbeddedRegistry>) {
  return embedded.resources(patientPath).length;
}

describe("a request that is refused is answered with the contract's error body, and stores nothing", () => {
  const missingKey = "The X-Clinia-API-Key header is missing.";
  const mediaType = "The Content-Type must be application/json.";

  test.each([
    {
      name: "no key",
      request: { headers: { "x-clinia-api-key": null } },
      code: 401,
      type: "UNAUTHENTICATED",
      message: missingKey,
    },
    {
      name: "an empty key",
      request: { headers: { "x-clinia-api-key": "" } },
      code: 401,
      type: "UNAUTHENTICATED",
      message: missingKey,
    },
    {
      name: "a wrong key",
      request: { headers: { "x-clinia-api-key": "secret2" } },
      code: 401,
      type: "UNAUTHENTICATED",
      message: "The API key is not valid.",
    },
    {
      name: "no key, and a source that does not exist, which only who has a key may know",
      request: { headers: { "x-clinia-api-key": null }, path: createPath.replace("ehr-prod", "other") },
      code: 401,
      type: "UNAUTHENTICATED",
      message: missingKey,
    },
    {
      name: "a source that does not exist",
      request: { path: createPath.replace("ehr-prod", "other") },
      code: 404,
      type: "NOT_FOUND",
      message: "There is no such source.",
    },
    {
      name: "an unknown route",
      request: { path: "/sources/ehr-prod/v2/resources/patient" },
      code: 404,
      type: "NOT_FOUND",
      message: "There is nothing at this path.",
    },
    {
      name: "an empty source key",
      request: { path: "/sources//v1/resources/patient" },
      code: 404,
      type: "NOT_FOUND",
      message: "There is nothing at this path.",
    },
    {
      name: "a wrong method",
      request: { method: "GET", body: null },
      code: 405,
      type: "UNIMPLEMENTED",
      message: "This path takes POST only.",
    },
    {
      name: "no content type",
      request: { headers: { "content-type": null }, body: new Blob(["{}"]) },
      code: 415,
      type: "INVALID_ARGUMENT",
      message: mediaType,
    },
    {
      name: "a form",
      request: { headers: { "content-type": "text/plain" } },
      code: 415,
      type: "INVALID_ARGUMENT",
      message: mediaType,
    },
    {
      name: "JSON of another kind",
      request: { headers: { "content-type": "application/json-patch+json" } },
      code: 415,
      type: "INVALID_ARGUMENT",
      message: mediaType,
    },
    { name: "no body", request: { body: null }, code: 400, type: "INVALID_ARGUMENT", message: "The body is not JSON." },
    {
      name: "a body that is not JSON",
      request: { body: "{data:{}}" },
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The body is not JSON.",
    },
    {
      name: "a body that is cut",
      request: { body: '{"data":{}' },
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The body is not JSON.",
    },
  ])("$name: $code $type", async ({ request, code, type, message }) => {
    const embedded = createEmbeddedRegistry({ apiKey: "secret", sources: ["ehr-prod"] });
    const headers = { "x-clinia-api-key": "secret", ...request.headers };
    const answer = await send(embedded, { ...request, headers });
    expect(answer.status).toBe(code);
    expect(answer.body).toStrictEqual({ code, type, message });
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(stored(embedded)).toBe(0);
  });

  test("a wrong method is told the right one", async () => {
    const answer = await send(createEmbeddedRegistry(), { method: "PUT" });
    expect(answer.headers.get("allow")).toBe("POST");
  });

  test("an id that is taken: 409 ALREADY_EXISTS, and what was there stays", async () => {
    const embedded = createEmbeddedRegistry();
    await send(embedded, { body: '{"id":"patient-1","data":{"a":1}}' });
    const answer = await send(embedded, { body: '{"id":"patient-1","data":{"a":2}}' });
    expect(answer.body).toStrictEqual({
      code: 409,
      type: "ALREADY_EXISTS",
      message: "A resource with this id exists.",
    });
    expect(embedded.resources(patientPath).map(({ data }) => data)).toStrictEqual([{ a: 1 }]);
  });

  test("media types are compared as HTTP does", async () => {
    for (const type of ["Application/JSON; charset=utf-8", "application/json;charset=utf-8"]) {
      const headers = { "content-type": type };
      expect((await send(createEmbeddedRegistry(), { headers })).status).toBe(201);
    }
  });

  test("an option that fails: 500 INTERNAL", async () => {
    const embedded = createEmbeddedRegistry({
      asynchronous: () => {
        throw new Error("no such pipeline");
      },
    });
    const answer = await send(embedded);
    expect(answer.body).toStrictEqual({
      code: 500,
      type: "INTERNAL",
      message: "The embedded registry failed: no such pipeline",
    });
    expect(stored(embedded)).toBe(0);
  });
});

describe("a body over maxBodyBytes: 413 CONTENT_TOO_LARGE", () => {
  const bodyOf = (bytes: number) => JSON.stringify({ data: { a: "" } }).replace('""', `"${"a".repeat(bytes - 17)}"`);

  test.each([
    { limit: 10_000_000, options: {} },
    { limit: 1_000, options: { maxBodyBytes: 1_000 } },
  ])("of $limit bytes", async ({ limit, options }) => {
    const embedded = createEmbeddedRegistry(options);
    expect(bodyOf(limit)).toHaveLength(limit);
    expect((await send(embedded, { body: bodyOf(limit) })).status).toBe(201);
    for (const length of [null, String(limit + 1)]) {
      const answer = await send(embedded, { body: bodyOf(limit + 1), headers: { "content-length": length } });
      expect(answer.body).toStrictEqual({
        code: 413,
        type: "CONTENT_TOO_LARGE",
        message: `The body is larger than ${limit} bytes.`,
      });
    }
    expect(stored(embedded)).toBe(1);
  });

  test("over HTTP, chunked", async () => {
    const embedded = createEmbeddedRegistry({ maxBodyBytes: 1_000 });
    const { url } = await embedded.listen();
    const sendChunked = async (body: string) => {
      const response = await fetch(url + createPath, {
        method: "POST",
        headers: { "content-type": "application/json", "x-clinia-api-key": "key" },
        body: new Blob([body]).stream(),
        duplex: "half",
      } as RequestInit);
      return response.status;
    };
    expect(await sendChunked(bodyOf(1_001))).toBe(413);
    expect(await sendChunked(bodyOf(1_000))).toBe(201);
    await embedded.close();
  });

  test("its characters are whole, wherever a chunk ends", async () => {
    const embedded = createEmbeddedRegistry();
    const bytes = new TextEncoder().encode('{"data":{"name":"Côté"}}');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await send(embedded, { body })).status).toBe(201);
    expect(embedded.resources(patientPath)[0]?.data).toStrictEqual({ name: "Côté" });
  });
});

describe("a body that breaks the contract: 400 INVALID_ARGUMENT, with one detail for each problem", () => {
  const id = 'id must be "@rootId"';
  const notText = 'id must be string, or must be "@rootId"';
  const pattern = String.raw`must match pattern "^[a-zA-Z0-9-][\w-]{1,92}$"`;

  test.each([
    { body: [], details: ["body must be object"] },
    { body: null, details: ["body must be object"] },
    { body: "text", details: ["body must be object"] },
    { body: {}, details: ["data is required"] },
    { body: { data: null }, details: ["data must be object"] },
    { body: { data: [] }, details: ["data must be object"] },
    { body: { data: {}, id: "1" }, details: [`${id}, or ${pattern}`] },
    { body: { data: {}, id: "_a" }, details: [`${id}, or ${pattern}`] },
    { body: { data: {}, id: 7 }, details: [notText] },
    { body: { data: {}, metta: {} }, details: ["metta is not a field of the contract"] },
    { body: { data: {}, meta: { source: "x" } }, details: ["meta.source is not a field of the contract"] },
    { body: { data: {}, meta: { createdAt: "2019" } }, details: ['meta.createdAt must match format "date-time"'] },
    {
      body: { data: {}, meta: { createdAt: "2019-02-30T00:00:00Z" } },
      details: ['meta.createdAt must match format "date-time"'],
    },
    { body: { data: {}, meta: { identifier: {} } }, details: ["meta.identifier must be array"] },
    {
      body: { data: {}, meta: { identifier: [{ value: 7 }, { period: { start: 1, stop: 2 } }] } },
      details: [
        "meta.identifier[0].value must be string",
        "meta.identifier[1].period.stop is not a field of the contract",
        "meta.identifier[1].period.start must be string",
      ],
    },
    {
      body: { data: {}, meta: { identifier: [{ use: "source" }] } },
      details: ['meta.identifier[0].use must not be "source"'],
    },
    {
      body: { data: {}, meta: { identifier: [{ system: "mdm" }] } },
      details: ['meta.identifier[0].system must not be "mdm"'],
    },
    {
      body: { data: {}, meta: { updatedAt: "2019-03-04T08:30:00Z" } },
      details: ["meta.createdAt is required when meta.updatedAt is given"],
    },
    { body: { data: {}, contained: { contact: {} } }, details: ["contained.contact must be array"] },
    {
      body: { data: {}, contained: { "a/b~c": [{ type: "x" }] } },
      details: ["contained.a/b~c[0].data is required"],
    },
    {
      body: { id: 7, meta: [], other: 1 },
      details: ["data is required", "other is not a field of the contract", notText, "meta must be object"],
    },
    {
      body: { data: {}, meta: { createdAt: "2025-05-13T14:00:00.001Z" } },
      details: ["meta.createdAt must not be in the future"],
    },
    {
      body: { data: {}, meta: { createdAt: "2098-12-31T23:59:60Z" } },
      details: ["meta.createdAt must not be in the future"],
    },
    {
      body: { data: {}, meta: { createdAt: "2016-12-31T23:59:60.5Z", updatedAt: "2016-01-01T00:00:00Z" } },
      details: ["meta.updatedAt must not be before meta.createdAt"],
    },
    {
      body: { data: {}, meta: { createdAt: "2099-01-01T00:00:00+05", updatedAt: "2099-01-01T00:00:00+05" } },
      details: ['meta.createdAt must match format "date-time"', 'meta.updatedAt must match format "date-time"'],
    },
    {
      body: { data: {}, meta: { createdAt: "2019-03-04T08:30:00Z", updatedAt: "2025-05-13T10:00:01-04:00" } },
      details: ["meta.updatedAt must not be in the future"],
    },
    {
      body: { data: {}, meta: { createdAt: "2019-03-04T08:30:00Z", updatedAt: "2019-03-04t08:29:59z" } },
      details: ["meta.updatedAt must not be before meta.createdAt"],
    },
    {
      body: {
        data: {},
        meta: {
          identifier: [
            { system: "s", use: "official", value: "1" },
            { system: "s", use: "official", value: "2" },
            { system: "s", use: "official", value: "1", id: "other" },
          ],
        },
      },
      details: ["meta.identifier[2] must differ from meta.identifier[0] in system, use or value"],
    },
  ])("$body", async ({ body, details }) => {
    const embedded = createEmbeddedRegistry({ now });
    const answer = await send(embedded, { body: JSON.stringify(body) });
    const problems = details.length === 1 ? "1 problem" : `${details.length} problems`;
    expect(answer.status).toBe(400);
    expect(answer.body).toStrictEqual({
      code: 400,
      type: "INVALID_ARGUMENT",
      message: `The body has ${problems}: see details.`,
      details: details.map((message) => ({ code: 400, type: "INVALID_ARGUMENT", message })),
    });
    expect(stored(embedded)).toBe(0);
  });

  test.each([
    "2019-03-04 08:30:00Z",
    "2019-03-04\n08:30:00Z",
    "2019-03-04T08:30:00Z\n",
    " 2019-03-04T08:30:00Z",
    "2019-03-04T08:30:00+0100",
    "2019-03-04T08:30:00+01",
    "2019-03-04T08:30:00+24:00",
    "2019-03-04T08:30:00+01:60",
    "2019-03-04T08:30:00\u221201:00",
    "2019-03-04T08:30:00",
    "2019-03-04T08:30Z",
    "2019-03-04T08:30:00.Z",
    "2019-03-04T08:30:00,5Z",
    "2019-03-04T24:00:00Z",
    // Of these ajv-formats says that they are a leap second.
    "2019-03-04T24:59:00+01:00",
    "2019-03-04T23:60:00+00:01",
    "2019-03-04T23:59:61Z",
    "2019-03-04T22:59:60Z",
    "2019-02-29T08:30:00Z",
    "2019-00-04T08:30:00Z",
    "19-03-04T08:30:00Z",
    "+002019-03-04T08:30:00Z",
    "2019-W10-1T08:30:00Z",
    "\u0662019-03-04T08:30:00Z",
    "",
  ])("D8: %j is no date-time of RFC 3339", async (dateTime) => {
    const meta = { createdAt: dateTime, updatedAt: dateTime };
    const answer = await send(createEmbeddedRegistry({ now }), { body: JSON.stringify({ data: {}, meta }) });
    expect(answer.body.details?.map(({ message }) => message)).toStrictEqual([
      'meta.createdAt must match format "date-time"',
      'meta.updatedAt must match format "date-time"',
    ]);
  });

  test.each([
    "2019-03-04T08:30:00Z",
    "2019-03-04t08:30:00z",
    "2019-03-04T08:30:00.123456789Z",
    "2019-03-04T08:30:00+01:00",
    "2019-03-04T08:30:00-00:00",
    "2019-03-04T08:30:00-23:59",
    "2020-02-29T23:59:59Z",
    "2016-12-31T23:59:60Z",
    "2017-01-01T05:29:60.5+05:30",
    "0000-01-01T00:00:00Z",
  ])("D8: %s is one", async (dateTime) => {
    const meta = { createdAt: dateTime, updatedAt: dateTime };
    const embedded = createEmbeddedRegistry({ now });
    expect((await send(embedded, { body: JSON.stringify({ data: {}, meta }) })).status).toBe(201);
    expect(embedded.resources(patientPath)[0]?.meta).toMatchObject(meta);
  });

  test.each([
    {
      name: "createdAt and updatedAt are now",
      meta: { createdAt: "2025-05-13T14:00:00Z", updatedAt: "2025-05-13T14:00:00Z" },
    },
    {
      name: "identifiers differ in one of the three",
      meta: { identifier: [{ value: "1" }, { value: "1", use: "temp" }] },
    },
    { name: "meta is empty", meta: {} },
  ])("$name: no problem", async ({ meta }) => {
    expect((await send(createEmbeddedRegistry({ now }), { body: JSON.stringify({ data: {}, meta }) })).status).toBe(
      201,
    );
  });

  test("C11: a source key that breaks its pattern, but not a resource type, which has none", async () => {
    const embedded = createEmbeddedRegistry();
    expect((await send(embedded, { path: "/sources/ehr/v1/resources/a.b" })).status).toBe(201);
    const slash = await send(embedded, { path: "/sources/ehr/v1/resources/a%2Fb" });
    expect(slash.body.details?.map(({ message }) => message)).toStrictEqual([
      String.raw`resourceType must match pattern "^[^/\\\u0000-\u001f\u007f-\u009f]+$"`,
    ]);
    const answer = await send(embedded, { path: "/sources/_ehr/v1/resources/a.b" });
    const rule = String.raw`must match pattern "^[a-zA-Z0-9-][\w-]{0,61}$"`;
    expect(answer.body).toStrictEqual({
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The path has 1 problem: see details.",
      details: [{ code: 400, type: "INVALID_ARGUMENT", message: `sourceKey ${rule}` }],
    });
  });

  test.each(["data", "contained"])("%s nested 100,000 deep", async (field) => {
    const embedded = createEmbeddedRegistry();
    const deep = '{"a":'.repeat(100_000) + "0" + "}".repeat(100_000);
    const answer = await send(embedded, { body: `{"${field}":${deep}}` });
    expect(answer.body.details?.map(({ message }) => message)).toStrictEqual(["body is nested over 500 deep"]);
  });

  test("data nested 490 deep is stored", async () => {
    const deep = '{"a":'.repeat(490) + "0" + "}".repeat(490);
    expect((await send(createEmbeddedRegistry(), { body: `{"data":${deep}}` })).status).toBe(201);
  });
});
