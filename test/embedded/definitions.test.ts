import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { send } from "../support/raw-request.ts";

const source = "/sources/ehr-prod/v1";
const profile = { properties: { name: { type: "array", items: { type: "humanname" } }, birthDate: { type: "date" } } };
const steps = [{ type: "SEGMENTER", segmenter: { inputProperty: "about" } }];
const end = (profileKey: string) => ({ profileKey, includeKey: "x", includeCardinality: "0:*" });
const treatedBy = { from: end("patient"), to: end("practitioner") };

function start(options: Parameters<typeof createEmbeddedRegistry>[0] = {}) {
  const embedded = createEmbeddedRegistry(options);
  const put = async (path: string, body: unknown) => {
    const response = await send(embedded, { method: "PUT", path, body: JSON.stringify(body) });
    return { status: response.status, body: response.body };
  };
  const get = async (path: string) => {
    const response = await send(embedded, { method: "GET", path, body: null });
    return { status: response.status, body: response.body };
  };
  return { embedded, put, get };
}

const notFound = (message: string) => ({ status: 404, body: { code: 404, type: "NOT_FOUND", message } });

describe("a source", () => {
  test("is created once, and then updated", async () => {
    const { put } = start();
    const path = "/catalog/v1/sources/ehr-prod";
    const body = { key: "ehr-prod", type: "registry" };
    expect(await put(path, { type: "registry" })).toStrictEqual({ status: 201, body });
    expect(await put(path, { type: "registry" })).toStrictEqual({ status: 200, body });
  });

  test("that is not in the option sources exists after it was put, until reset()", async () => {
    const { embedded, put } = start({ sources: ["ehr-test"] });
    const profilePath = `${source}/profiles/patient`;
    expect(await put(profilePath, profile)).toStrictEqual(notFound("Source not found."));
    expect((await put("/catalog/v1/sources/ehr-test", { type: "registry" })).status).toBe(200);
    expect((await put("/catalog/v1/sources/ehr-prod", { type: "registry" })).status).toBe(201);
    expect((await put(profilePath, profile)).status).toBe(201);
    expect((await send(embedded)).status).toBe(201);
    embedded.reset();
    expect((await put(profilePath, profile)).status).toBe(404);
    expect((await put("/catalog/v1/sources/ehr-test", { type: "registry" })).status).toBe(200);
  });
});

describe("a collection", () => {
  test("has the profile that was put with its key", async () => {
    const { put, get } = start();
    const path = `${source}/profiles/patient`;
    const body = { ...profile, type: "ROOT", contained: { contact: { types: ["contact"], cardinality: "0:*" } } };
    expect(await put(path, body)).toStrictEqual({ status: 201, body: { key: "patient", ...body } });
    expect(await get(`${source}/collections/patient`)).toStrictEqual({
      status: 200,
      body: {
        type: "resources",
        key: "patient",
        profile: { key: "patient", properties: profile.properties, contained: body.contained },
      },
    });
    expect((await put(path, { properties: {} })).status).toBe(200);
    const replaced = await get(`${source}/collections/patient`);
    expect(replaced.body).toStrictEqual({
      type: "resources",
      key: "patient",
      profile: { key: "patient", properties: {} },
    });
  });

  test("has the properties of the relationship definition that was put with its key", async () => {
    const { put, get } = start();
    const path = `${source}/relationship-definitions/treated-by`;
    const withoutProperties = { key: "treated-by", ...treatedBy, properties: {} };
    expect(await put(path, treatedBy)).toStrictEqual({ status: 201, body: withoutProperties });
    const body = { ...treatedBy, description: "Care", properties: { since: { type: "date" } } };
    expect(await put(path, body)).toStrictEqual({ status: 200, body: { key: "treated-by", ...body } });
    const { properties, description } = body;
    expect((await get(`${source}/collections/treated-by`)).body).toStrictEqual({
      type: "relationships",
      key: "treated-by",
      profile: { key: "treated-by", description, properties },
    });
  });

  test.each([
    {
      body: { type: "resources", profile },
      stored: { type: "resources", profile: { key: "x", ...profile } },
    },
    {
      body: { type: "relationships", profile },
      stored: { type: "relationships", profile: { key: "x", ...profile } },
    },
    { body: { type: "objects", objectDefinition: profile }, stored: { type: "objects", objectDefinition: profile } },
  ])("of $body.type is created, read and updated", async ({ body, stored }) => {
    const { put, get } = start();
    const expected = { key: "x", ...stored };
    expect(await put(`${source}/collections/x`, body)).toStrictEqual({ status: 201, body: expected });
    expect(await get(`${source}/collections/x`)).toStrictEqual({ status: 200, body: expected });
    expect(await put(`${source}/collections/x`, body)).toStrictEqual({ status: 200, body: expected });
  });

  test("does not exist for a contained profile", async () => {
    const { put, get } = start();
    expect((await put(`${source}/profiles/contact`, { ...profile, type: "CONTAINED" })).status).toBe(201);
    expect((await put(`${source}/profiles/contact`, { ...profile, type: "CONTAINED" })).status).toBe(200);
    expect(await get(`${source}/collections/contact`)).toStrictEqual(notFound("Collection not found."));
    expect((await put(`${source}/collections/contact/pipeline`, { steps })).status).toBe(404);
  });

  test("exists in its source only, and until reset()", async () => {
    const { embedded, put, get } = start();
    await put(`${source}/profiles/patient`, profile);
    expect((await get("/sources/ehr-test/v1/collections/patient")).status).toBe(404);
    embedded.reset();
    expect((await get(`${source}/collections/patient`)).status).toBe(404);
  });

  test("can't change its type: no page describes it", async () => {
    const { put, get } = start();
    await put(`${source}/profiles/patient`, profile);
    const before = await get(`${source}/collections/patient`);
    for (const { path, body } of [
      { path: "profiles/patient", body: { ...profile, type: "CONTAINED" } },
      { path: "relationship-definitions/patient", body: treatedBy },
      { path: "collections/patient", body: { type: "objects", objectDefinition: profile } },
    ]) {
      expect(await put(`${source}/${path}`, body)).toMatchObject({ status: 501, body: { type: "UNIMPLEMENTED" } });
    }
    expect(await get(`${source}/collections/patient`)).toStrictEqual(before);
  });
});

describe("a pipeline", () => {
  const collection = `${source}/collections/clinic`;
  const pipeline = `${collection}/pipeline`;

  test("gets a version with each put, and the collection has the latest", async () => {
    const { put, get } = start();
    await put(`${source}/profiles/clinic`, profile);
    expect(await get(pipeline)).toStrictEqual(notFound("Pipeline not found."));
    const first = { id: "clinic.1", steps };
    const second = { id: "clinic.2", steps: [] };
    expect(await put(pipeline, { steps })).toStrictEqual({ status: 201, body: first });
    expect(await put(pipeline, { steps: [] })).toStrictEqual({ status: 200, body: second });
    expect(await get(pipeline)).toStrictEqual({ status: 200, body: second });
    expect(await get(`${pipeline}?version=1`)).toStrictEqual({ status: 200, body: first });
    expect((await get(collection)).body).toMatchObject({ pipeline: second });
    await put(`${source}/profiles/clinic`, profile);
    expect((await get(collection)).body).toMatchObject({ pipeline: second });
  });

  test.each([
    { query: "version=3", status: 404, type: "NOT_FOUND" },
    { query: "version=0", status: 404, type: "NOT_FOUND" },
    { query: "version=-1", status: 404, type: "NOT_FOUND" },
    { query: "version=two", status: 400, type: "INVALID_ARGUMENT" },
    { query: "version=1.5", status: 400, type: "INVALID_ARGUMENT" },
    { query: "revisionId=r1", status: 501, type: "UNIMPLEMENTED" },
  ])("with $query: $status", async ({ query, status, type }) => {
    const { put, get } = start();
    await put(`${source}/profiles/clinic`, profile);
    await put(pipeline, { steps });
    expect(await get(`${pipeline}?${query}`)).toMatchObject({ status, body: { type } });
  });

  test("needs a collection", async () => {
    const { put, get } = start();
    expect(await put(pipeline, { steps })).toStrictEqual(notFound("Collection not found."));
    expect(await get(pipeline)).toStrictEqual(notFound("Collection not found."));
  });

  test("is not executed: writes stay PERSISTED, and there is no execution", async () => {
    const { embedded, put, get } = start();
    await put(`${source}/profiles/patient`, profile);
    await put(`${source}/collections/patient/pipeline`, { steps });
    expect((await send(embedded)).body).toMatchObject({ status: "PERSISTED" });
    expect(await get(`${source}/pipelines/executions/1`)).toStrictEqual(notFound("Pipeline execution not found."));
  });
});

test("a profile does not check the data of resources", async () => {
  const { embedded, put } = start();
  await put(`${source}/profiles/patient`, { properties: { name: { type: "integer", rules: [{ required: true }] } } });
  expect((await send(embedded, { body: '{"data":{"name":"text"}}' })).status).toBe(201);
});

describe("a definition that is invalid is rejected with a detail that names the field", () => {
  const types =
    "address attachment boolean code coding contactpoint date datetime decimal geopoint humanname identifier instant integer " +
    "markdown period reference symbol time uri url xhtml array object";
  const oneOfTypes = `must be ${types
    .split(" ")
    .map((type) => `"${type}"`)
    .join(" or ")}`;
  const keys = "keys must be 1 to 62 letters, digits, hyphens and underscores, not beginning with an underscore";
  const inProfile = (properties: unknown) => ({ path: "profiles/x", body: { properties } });
  const list = { type: "array", items: { type: "humannam" } };

  test.each([
    { ...inProfile({ name: list }), detail: `properties.name.items.type ${oneOfTypes}` },
    {
      ...inProfile({ a: { type: "object", properties: { b: { type: "array", items: { type: "text" } } } } }),
      detail: `properties.a.properties.b.items.type ${oneOfTypes}`,
    },
    {
      path: "relationship-definitions/x",
      body: { ...treatedBy, properties: { name: list } },
      detail: `properties.name.items.type ${oneOfTypes}`,
    },
    {
      path: "collections/x",
      body: { type: "relationships", profile: { properties: { name: list } } },
      detail: `profile.properties.name.items.type ${oneOfTypes}`,
    },
    {
      path: "collections/x",
      body: { type: "objects", objectDefinition: { properties: { name: list } } },
      detail: `objectDefinition.properties.name.items.type ${oneOfTypes}`,
    },
    { ...inProfile({ name: {} }), detail: "properties.name.type is required" },
    { ...inProfile({ name: "symbol" }), detail: "properties.name must be object" },
    { ...inProfile({ "family name": { type: "symbol" } }), detail: `properties ${keys}` },
    {
      ...inProfile({ a: { type: "object", properties: { _b: { type: "date" } } } }),
      detail: `properties.a.properties ${keys}`,
    },
    {
      ...inProfile({ a: { type: "code", rules: [{ minimum: 1 }] } }),
      detail: "properties.a.rules[0].minimum is not a field of the contract",
    },
    {
      ...inProfile({ a: { type: "code", rules: [{ min: "1" }] } }),
      detail: "properties.a.rules[0].min must be number",
    },
    {
      ...inProfile({ a: { type: "code", rules: [{ enum: [true] }] } }),
      detail: "properties.a.rules[0].enum[0] must be string, or must be number",
    },
    {
      ...inProfile({ a: { type: "code", binding: { vocabulary: { key: "x", strength: "strong" } } } }),
      detail: 'properties.a.binding.vocabulary.strength must be "preferred" or "required"',
    },
    {
      path: "profiles/x",
      body: { ...profile, contained: { contact: { types: ["contact"], cardinality: "0:2" } } },
      detail: 'contained.contact.cardinality must be "0:1" or "1:1" or "0:*" or "1:*"',
    },
    {
      path: "relationship-definitions/x",
      body: { ...treatedBy, to: { ...treatedBy.to, cardinality: "0:*" } },
      detail: "to.cardinality is not a field of the contract",
    },
    {
      path: "collections/x",
      body: { type: "things" },
      detail: 'type must be "resources" or "relationships" or "objects"',
    },
    { path: "collections/x", body: {}, detail: "type is required" },
    { path: "collections/x", body: { type: "resources" }, detail: "profile is required" },
    { path: "collections/x/pipeline", body: { steps: [{}] }, detail: "steps[0].type is required" },
  ])("$path: $detail", async ({ path, body, detail }) => {
    const { put, get } = start();
    const response = await put(`${source}/${path}`, body);
    expect(response).toMatchObject({ status: 400, body: { type: "INVALID_ARGUMENT" } });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([detail]);
    expect((await get(`${source}/collections/x`)).status).toBe(404);
  });

  test("a source of an unknown type", async () => {
    const { put } = start();
    const response = await put("/catalog/v1/sources/x", { type: "fhir" });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual(['type must be "registry"']);
  });

  test("a property may have a field that the contract does not describe: a page shows one without its name", async () => {
    const { put } = start();
    const body = { properties: { vector: { type: "symbol", pipelineOnly: true } } };
    expect(await put(`${source}/profiles/x`, body)).toStrictEqual({ status: 201, body: { key: "x", ...body } });
  });
});
