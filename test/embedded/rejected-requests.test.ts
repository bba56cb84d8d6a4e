import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { createPath, send } from "../support/raw-request.ts";

const now = () => new Date("2025-05-13T14:00:00.000Z");

function countStored(embedded: ReturnType<typeof createEmbeddedRegistry>) {
  return embedded.resources(patientPath).length;
}

describe("a rejected request: the contract's error body, and nothing is stored", () => {
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
      name: "another key",
      request: { headers: { "x-clinia-api-key": "secret2" } },
      code: 401,
      type: "UNAUTHENTICATED",
      message: "The API key is invalid.",
    },
    {
      name: "no key and a missing source, which is not revealed without a key",
      request: { headers: { "x-clinia-api-key": null }, path: createPath.replace("ehr-prod", "other") },
      code: 401,
      type: "UNAUTHENTICATED",
      message: missingKey,
    },
    {
      name: "a missing source",
      request: { path: createPath.replace("ehr-prod", "other") },
      code: 404,
      type: "NOT_FOUND",
      message: "Source not found.",
    },
    {
      name: "an unknown route",
      request: { path: "/sources/ehr-prod/v2/resources/patient" },
      code: 404,
      type: "NOT_FOUND",
      message: "Path not found.",
    },
    {
      name: "an empty source key",
      request: { path: "/sources//v1/resources/patient" },
      code: 404,
      type: "NOT_FOUND",
      message: "Path not found.",
    },
    {
      name: "a wrong method",
      request: { method: "GET", body: null },
      code: 405,
      type: "UNIMPLEMENTED",
      message: "Method not allowed. Allowed: POST.",
    },
    {
      name: "no content type",
      request: { headers: { "content-type": null }, body: new Blob(["{}"]) },
      code: 415,
      type: "INVALID_ARGUMENT",
      message: mediaType,
    },
    {
      name: "plain text",
      request: { headers: { "content-type": "text/plain" } },
      code: 415,
      type: "INVALID_ARGUMENT",
      message: mediaType,
    },
    {
      name: "another JSON media type",
      request: { headers: { "content-type": "application/json-patch+json" } },
      code: 415,
      type: "INVALID_ARGUMENT",
      message: mediaType,
    },
    {
      name: "no body",
      request: { body: null },
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The body is not valid JSON.",
    },
    {
      name: "a body that is not JSON",
      request: { body: "{data:{}}" },
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The body is not valid JSON.",
    },
    {
      name: "a truncated body",
      request: { body: '{"data":{}' },
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The body is not valid JSON.",
    },
  ])("$name: $code $type", async ({ request, code, type, message }) => {
    const embedded = createEmbeddedRegistry({ apiKey: "secret", sources: ["ehr-prod"] });
    const headers = { "x-clinia-api-key": "secret", ...request.headers };
    const response = await send(embedded, { ...request, headers });
    expect(response.status).toBe(code);
    expect(response.body).toStrictEqual({ code, type, message });
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(countStored(embedded)).toBe(0);
  });

  test("a wrong method: the Allow header lists the right one", async () => {
    const response = await send(createEmbeddedRegistry(), { method: "PUT" });
    expect(response.headers.get("allow")).toBe("POST");
  });

  test("an id that exists: 409 ALREADY_EXISTS, and the resource is unchanged", async () => {
    const embedded = createEmbeddedRegistry();
    await send(embedded, { body: '{"id":"patient-1","data":{"a":1}}' });
    const response = await send(embedded, { body: '{"id":"patient-1","data":{"a":2}}' });
    expect(response.body).toStrictEqual({
      code: 409,
      type: "ALREADY_EXISTS",
      message: "A resource with this id exists.",
    });
    expect(embedded.resources(patientPath).map(({ data }) => data)).toStrictEqual([{ a: 1 }]);
  });

  test("media types are case-insensitive, and can have parameters", async () => {
    for (const type of ["Application/JSON; charset=utf-8", "application/json;charset=utf-8"]) {
      const headers = { "content-type": type };
      expect((await send(createEmbeddedRegistry(), { headers })).status).toBe(201);
    }
  });

  test("an option that throws: 500 INTERNAL", async () => {
    const embedded = createEmbeddedRegistry({
      asynchronous: () => {
        throw new Error("no such pipeline");
      },
    });
    const response = await send(embedded);
    expect(response.body).toStrictEqual({
      code: 500,
      type: "INTERNAL",
      message: "The embedded registry failed: no such pipeline",
    });
    expect(countStored(embedded)).toBe(0);
  });
});

describe("a body over maxBodyBytes: 413 CONTENT_TOO_LARGE", () => {
  const buildBody = (bytes: number) => JSON.stringify({ data: { a: "" } }).replace('""', `"${"a".repeat(bytes - 17)}"`);

  test.each([
    { limit: 10_000_000, options: {} },
    { limit: 1_000, options: { maxBodyBytes: 1_000 } },
  ])("of $limit bytes", async ({ limit, options }) => {
    const embedded = createEmbeddedRegistry(options);
    expect(buildBody(limit)).toHaveLength(limit);
    expect((await send(embedded, { body: buildBody(limit) })).status).toBe(201);
    for (const length of [null, String(limit + 1)]) {
      const response = await send(embedded, { body: buildBody(limit + 1), headers: { "content-length": length } });
      expect(response.body).toStrictEqual({
        code: 413,
        type: "CONTENT_TOO_LARGE",
        message: `The body is larger than ${limit} bytes.`,
      });
    }
    expect(countStored(embedded)).toBe(1);
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
    expect(await sendChunked(buildBody(1_001))).toBe(413);
    expect(await sendChunked(buildBody(1_000))).toBe(201);
    await embedded.close();
  });

  test("a character can be split between two chunks", async () => {
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
  const notString = 'id must be string, or must be "@rootId"';
  const pattern = "must be 2 to 93 letters, digits, hyphens and underscores, not beginning with an underscore";

  test.each([
    { body: [], details: ["body must be object"] },
    { body: null, details: ["body must be object"] },
    { body: "text", details: ["body must be object"] },
    { body: {}, details: ["data is required"] },
    { body: { data: null }, details: ["data must be object"] },
    { body: { data: [] }, details: ["data must be object"] },
    { body: { data: {}, id: "1" }, details: [`${id}, or ${pattern}`] },
    { body: { data: {}, id: "_a" }, details: [`${id}, or ${pattern}`] },
    { body: { data: {}, id: 7 }, details: [notString] },
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
      details: ["data is required", "other is not a field of the contract", notString, "meta must be object"],
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
    const response = await send(embedded, { body: JSON.stringify(body) });
    const problems = details.length === 1 ? "1 problem" : `${details.length} problems`;
    expect(response.status).toBe(400);
    expect(response.body).toStrictEqual({
      code: 400,
      type: "INVALID_ARGUMENT",
      message: `The body has ${problems}: see details.`,
      details: details.map((message) => ({ code: 400, type: "INVALID_ARGUMENT", message })),
    });
    expect(countStored(embedded)).toBe(0);
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
    // ajv-formats accepts these as leap seconds.
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
  ])("D8: %j is not a date-time of RFC 3339", async (dateTime) => {
    const meta = { createdAt: dateTime, updatedAt: dateTime };
    const response = await send(createEmbeddedRegistry({ now }), { body: JSON.stringify({ data: {}, meta }) });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([
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
  ])("D8: %s is a date-time of RFC 3339", async (dateTime) => {
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

  test("C11: a source key must match its pattern; a resource type has none", async () => {
    const embedded = createEmbeddedRegistry();
    expect((await send(embedded, { path: "/sources/ehr/v1/resources/a.b" })).status).toBe(201);
    const slash = await send(embedded, { path: "/sources/ehr/v1/resources/a%2Fb" });
    expect(slash.body.details?.map(({ message }) => message)).toStrictEqual([
      String.raw`resourceType must match pattern "^[^/\\\u0000-\u001f\u007f-\u009f]+$"`,
    ]);
    const response = await send(embedded, { path: "/sources/_ehr/v1/resources/a.b" });
    const rule = "must be 1 to 62 letters, digits, hyphens and underscores, not beginning with an underscore";
    expect(response.body).toStrictEqual({
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The path has 1 problem: see details.",
      details: [{ code: 400, type: "INVALID_ARGUMENT", message: `sourceKey ${rule}` }],
    });
  });

  test.each(["data", "contained"])("%s nested 100,000 levels deep", async (field) => {
    const embedded = createEmbeddedRegistry();
    const deep = '{"a":'.repeat(100_000) + "0" + "}".repeat(100_000);
    const response = await send(embedded, { body: `{"${field}":${deep}}` });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([
      "body must not be nested more than 500 levels deep",
    ]);
  });

  test("data nested 490 levels deep is stored", async () => {
    const deep = '{"a":'.repeat(490) + "0" + "}".repeat(490);
    expect((await send(createEmbeddedRegistry(), { body: `{"data":${deep}}` })).status).toBe(201);
  });
});
