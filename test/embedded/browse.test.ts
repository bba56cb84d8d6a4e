import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { createBrowseSessions } from "../../src/embedded/browse/sessions.ts";
import { resolveSettings } from "../../src/embedded/options.ts";
import type { BrowseParams } from "../../src/index.ts";
import { startEmbedded } from "../support/embedded-calls.ts";
import { createPath, send } from "../support/raw-request.ts";
import { clientOf } from "../support/start.ts";

const minutes = 60_000;
const path = "/sources/ehr-prod/v1/browse";

/** An embedded registry with resources of two types, and its browse. */
async function startWithResources(count = 3) {
  const started = startEmbedded();
  const { embedded, http } = started;
  const store = (type: string, id: string, body: object) =>
    send(embedded, {
      method: "PUT",
      path: `/sources/ehr-prod/v1/resources/${type}/${id}`,
      body: JSON.stringify({ data: {}, ...body }),
    });
  for (let index = 1; index <= count; index++) await store("patient", `p${index}`, { data: { index } });
  const browse = async (
    params: BrowseParams = {},
    collectionKeys: readonly string[] = ["patient"],
    sourceKey = "ehr-prod",
  ) => {
    const { data, error, response } = await http.POST("/sources/{sourceKey}/v1/browse", {
      params: { path: { sourceKey } },
      body: { collectionKeys: [...collectionKeys], params: { ...params } },
    });
    const ids = (data?.hits ?? []).map(({ resource }) => resource?.id);
    return { ids, meta: data?.meta, hits: data?.hits, error, status: response.status };
  };
  return { ...started, store, browse };
}

const cursorNotFound = {
  code: 404,
  type: "NOT_FOUND",
  message: "Cursor not found. A cursor expires after 5 minutes.",
};

describe("the pages of a browse", () => {
  test("have the resources in order of creation, collection by collection in the order of the request", async () => {
    const { browse, store } = await startWithResources();
    await store("clinic", "c1", {});
    await store("patient", "p0", {});
    await store("patient", "p2", { data: { replaced: true } });
    expect((await browse({}, ["clinic", "patient"])).ids).toStrictEqual(["c1", "p1", "p2", "p3", "p0"]);
    expect((await browse({}, ["patient", "clinic"])).ids).toStrictEqual(["p1", "p2", "p3", "p0", "c1"]);
    expect((await browse({}, ["patient"], "other")).ids).toStrictEqual([]);
  });

  test("a hit is a stored resource", async () => {
    const { browse, read } = await startWithResources(1);
    expect((await browse()).hits).toStrictEqual([{ hitType: "RESOURCE", resource: (await read("p1")).data }]);
  });

  test("have perPage resources, the total, and a cursor while there are more", async () => {
    const { browse } = await startWithResources(5);
    const first = await browse({ perPage: 2 });
    expect(first).toMatchObject({ ids: ["p1", "p2"], meta: { total: 5 } });
    const second = await browse({ perPage: 2, cursor: first.meta?.cursor ?? "" });
    expect(second).toMatchObject({ ids: ["p3", "p4"], meta: { total: 5 } });
    const last = await browse({ perPage: 2, cursor: second.meta?.cursor ?? "" });
    expect(last).toMatchObject({ ids: ["p5"], meta: { total: 5 } });
    expect(last.meta).not.toHaveProperty("cursor");
    expect((await browse({ perPage: 5 })).meta).toStrictEqual({ total: 5 });
  });

  test("are 100 resources by default, and none for an empty collection", async () => {
    const { browse } = await startWithResources(101);
    expect((await browse()).ids).toHaveLength(100);
    expect(await browse({}, ["nothing"])).toMatchObject({ hits: [], meta: { total: 0 } });
    expect(await browse({}, [])).toMatchObject({ hits: [], meta: { total: 0 } });
  });

  test("are those of the first request, whatever is written between two pages", async () => {
    const { browse, store, remove } = await startWithResources(3);
    const { meta } = await browse({ perPage: 1 });
    await store("patient", "p2", { data: { changed: true } });
    await remove("p3");
    await store("patient", "p4", {});
    const second = await browse({ perPage: 5, cursor: meta?.cursor ?? "" });
    expect(second.ids).toStrictEqual(["p2", "p3"]);
    expect(second.hits?.[0]?.resource?.data).toStrictEqual({ index: 2 });
    expect((await browse()).ids).toStrictEqual(["p1", "p2", "p4"]);
  });

  test("are the same for the same cursor", async () => {
    const { browse } = await startWithResources(4);
    const { meta } = await browse({ perPage: 1 });
    const params = { perPage: 2, cursor: meta?.cursor ?? "" };
    expect(await browse(params)).toStrictEqual(await browse(params));
  });
});

describe("a cursor", () => {
  test("expires 5 minutes after the request that returned it", async () => {
    const { browse, pass } = await startWithResources();
    const first = await browse({ perPage: 1 });
    pass(5 * minutes - 1);
    const second = await browse({ perPage: 1, cursor: first.meta?.cursor ?? "" });
    expect(second.ids).toStrictEqual(["p2"]);
    pass(1);
    expect((await browse({ perPage: 1, cursor: first.meta?.cursor ?? "" })).error).toStrictEqual(cursorNotFound);
    pass(5 * minutes - 2);
    expect((await browse({ cursor: second.meta?.cursor ?? "" })).ids).toStrictEqual(["p3"]);
    pass(1);
    expect((await browse({ cursor: second.meta?.cursor ?? "" })).error).toStrictEqual(cursorNotFound);
  });

  test("that is unknown or malformed, or of another source, is not found", async () => {
    const { browse } = await startWithResources();
    const { meta } = await browse({ perPage: 1 });
    const cursor = meta?.cursor ?? "";
    for (const other of [
      "x",
      ".",
      cursor.replace(/\..*/, ""),
      `${cursor}0`,
      ` ${cursor}`,
      `${cursor}.1`,
      cursor.replace(/1$/, "0x1"),
    ]) {
      expect((await browse({ cursor: other })).error).toStrictEqual(cursorNotFound);
    }
    expect((await browse({ cursor }, ["patient"], "other")).error).toStrictEqual(cursorNotFound);
    expect((await browse({ cursor })).status).toBe(200);
  });

  test("is gone after reset()", async () => {
    const { browse, embedded } = await startWithResources();
    const { meta } = await browse({ perPage: 1 });
    embedded.reset();
    expect((await browse({ cursor: meta?.cursor ?? "" })).error).toStrictEqual(cursorNotFound);
  });

  test("remains after a purge, and a request with another collectionKeys or filter is not implemented", async () => {
    const { browse, purge, embedded } = await startWithResources();
    const filter = { eq: { "resources.clinic.a": 1 } };
    const { meta } = await browse({ perPage: 1, filter });
    await purge("resources", "patient");
    await embedded.completeTasks();
    const cursor = meta?.cursor ?? "";
    expect((await browse({ cursor, filter })).ids).toStrictEqual(["p2", "p3"]);
    for (const [params, keys] of [
      [{ cursor }, ["patient"]],
      [{ cursor, filter: {} }, ["patient"]],
      [{ cursor, filter }, ["clinic"]],
      [{ cursor, filter }, ["patient", "patient"]],
    ] as const) {
      expect((await browse(params, keys)).error).toStrictEqual({
        code: 501,
        type: "UNIMPLEMENTED",
        message:
          "The embedded registry does not implement a cursor with other collectionKeys or another filter: no page shows it.",
      });
    }
  });
});

describe("a filter", () => {
  async function startFiltered() {
    const started = await startWithResources(0);
    await started.store("patient", "p1", { data: { gender: "male", tags: ["a", "b"], name: [{ family: "Roy" }] } });
    await started.store("patient", "p2", { data: { gender: "female", tags: ["b"], name: { family: "Roy" }, n: 5 } });
    await started.store("patient", "p3", { data: { gender: "male", active: null, position: { longitude: 1 } } });
    await started.store("clinic", "c1", { data: { gender: "clinic" } });
    return started;
  }
  const eq = (values: object) => ({ eq: values });

  test.each([
    { filter: {}, ids: ["p1", "p2", "p3", "c1"] },
    { filter: eq({}), ids: ["p1", "p2", "p3", "c1"] },
    { filter: { and: [] }, ids: ["p1", "p2", "p3", "c1"] },
    { filter: eq({ "resources.patient.gender": "male" }), ids: ["p1", "p3", "c1"] },
    { filter: eq({ "resources.patient.gender": "Male" }), ids: ["c1"] },
    { filter: eq({ "resources.patient.tags": "b" }), ids: ["p1", "p2", "c1"] },
    { filter: eq({ "resources.patient.name.family": "Roy" }), ids: ["p1", "p2", "c1"] },
    { filter: eq({ "resources.patient.n": 5 }), ids: ["p2", "c1"] },
    { filter: eq({ "resources.patient.n": "5" }), ids: ["c1"] },
    { filter: eq({ "resources.patient.active": null }), ids: ["p3", "c1"] },
    { filter: eq({ "resources.patient.position.longitude": 1 }), ids: ["p3", "c1"] },
    { filter: eq({ "resources.patient.toString.name": "toString" }), ids: ["c1"] },
    { filter: eq({ "resources.patient.gender": "male", "resources.patient.tags": "a" }), ids: ["p1", "c1"] },
    {
      filter: eq({ "resources.patient.gender": "female", "resources.clinic.gender": "other" }),
      ids: ["p2"],
    },
    {
      filter: { and: [eq({ "resources.patient.gender": "male" }), { and: [eq({ "resources.clinic.gender": "x" })] }] },
      ids: ["p1", "p3"],
    },
  ])("$filter", async ({ filter, ids }) => {
    const { browse } = await startFiltered();
    expect(await browse({ filter }, ["patient", "clinic"])).toMatchObject({ ids, meta: { total: ids.length } });
  });

  test.each([
    { filter: { or: [] }, what: "params.filter.or" },
    { filter: { lt: { "resources.patient.n": 5 } }, what: "params.filter.lt" },
    { filter: { gt: {} }, what: "params.filter.gt" },
    { filter: { any: {} }, what: "params.filter.any" },
    { filter: { all: {} }, what: "params.filter.all" },
    { filter: { id: "CANARY" }, what: "params.filter.id" },
    { filter: { and: [{}, { or: [] }] }, what: "params.filter.and[1].or" },
    { filter: { CANARY: {} }, what: "an operator in params.filter other than and, eq" },
    { filter: { eq: {}, and: [] }, what: "params.filter with more than one operator" },
    ...[
      "CANARY",
      "data.n",
      "resources",
      "resources.patient",
      "resources..n",
      "resources.patient.",
      "relationships.a.b",
    ].map((each) => ({
      filter: { and: [{ eq: { [each]: 5 } }] },
      what: "a path in params.filter.and[0].eq other than resources.<collection>.<property>",
    })),
    ...[["CANARY"], { CANARY: 1 }].map((value) => ({
      filter: { eq: { "resources.patient.n": value } },
      what: "an object or array as a value in params.filter.eq",
    })),
    ...["*", "CANARY*"].map((value) => ({
      filter: { eq: { "resources.patient.n": value } },
      what: "a value with a wildcard in params.filter.eq",
    })),
  ])("$filter is not implemented", async ({ filter, what }) => {
    const { browse } = await startFiltered();
    const message = `The embedded registry does not implement ${what}: no page shows it for a browse.`;
    expect((await browse({ filter })).error).toStrictEqual({ code: 501, type: "UNIMPLEMENTED", message });
  });

  test.each([
    { filter: { eq: 5 }, detail: "params.filter.eq must be object" },
    { filter: { eq: ["CANARY"] }, detail: "params.filter.eq must be object" },
    { filter: { and: {} }, detail: "params.filter.and must be array" },
    { filter: { and: [{}, "CANARY"] }, detail: "params.filter.and[1] must be object" },
    { filter: "CANARY", detail: "params.filter must be object" },
  ])("$filter is invalid", async ({ filter, detail }) => {
    const { embedded } = await startFiltered();
    const body = JSON.stringify({ collectionKeys: ["patient"], params: { filter } });
    const response = await send(embedded, { path, body });
    expect(response.status).toBe(400);
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([detail]);
  });
});

describe("properties", () => {
  const contact = { id: "contact-1", type: "contact", data: { name: "Hugo", phone: "555-0100" } };

  async function startWithPatient() {
    const started = await startWithResources(0);
    await started.store("patient", "p1", {
      data: {
        name: [{ family: "Roy", given: ["Léa"] }],
        position: { longitude: 1, latitude: 2 },
        gender: "female",
        tags: ["a", { x: 1, y: 2 }],
      },
      contained: { emergencyContact: [contact], room: [{ id: "room-1", type: "room", data: {} }] },
    });
    return started;
  }
  const { id, type, data } = contact;

  test.each([
    { name: "the whole data", properties: { include: ["data"] }, keys: ["id", "type", "data"] },
    {
      name: "only meta",
      properties: { include: ["meta"] },
      selected: { data: {} },
      keys: ["id", "type", "meta", "data"],
    },
    {
      name: "none that exists",
      properties: { include: ["nothing", "data.nothing", "data.gender.x", "data.name.nothing.more"] },
      selected: { data: { name: [{}] } },
    },
    { name: "the id", properties: { include: ["id"] }, selected: { data: {} } },
    {
      name: "two of data",
      properties: { include: ["data.gender", "data.position.latitude"] },
      selected: { data: { gender: "female", position: { latitude: 2 } } },
    },
    {
      name: "one of each item of a list",
      properties: { include: ["data.name.family"] },
      selected: { data: { name: [{ family: "Roy" }] } },
    },
    {
      name: "one of contained",
      properties: { include: ["contained.emergencyContact"] },
      selected: { data: {}, contained: { emergencyContact: [contact] } },
    },
    {
      name: "one of contained resources",
      properties: { include: ["contained.emergencyContact.data.name"] },
      selected: { data: {}, contained: { emergencyContact: [{ id, type, data: { name: data.name } }] } },
    },
    {
      name: "all but some",
      properties: {
        exclude: [
          "meta",
          "contained.room",
          "contained.emergencyContact.data.phone",
          "contained.emergencyContact.id",
          "contained.emergencyContact.type",
          "data.name",
          "data.position.latitude",
          "data.nothing",
          "data.gender.x",
          "data.tags.x",
          "id",
          "type",
        ],
      },
      selected: {
        data: { position: { longitude: 1 }, gender: "female", tags: ["a", { y: 2 }] },
        contained: { emergencyContact: [{ id, type, data: { name: data.name } }] },
      },
    },
    { name: "all but data", properties: { exclude: ["data", "meta", "contained"] }, selected: { data: {} } },
    {
      name: "some, but not all of them",
      properties: { include: ["data.position"], exclude: ["data.position.latitude"] },
      selected: { data: { position: { longitude: 1 } } },
    },
  ])("$name", async ({ properties, selected, keys }) => {
    const { browse, read } = await startWithPatient();
    const [hit] = (await browse({ properties })).hits ?? [];
    const whole = (await read("p1")).data;
    expect(hit?.resource).toMatchObject({ id: "p1", type: "patient" });
    if (keys) expect(Object.keys(hit?.resource ?? {}).sort()).toStrictEqual([...keys].sort());
    if (selected && !keys) expect(hit?.resource).toStrictEqual({ id: "p1", type: "patient", ...selected });
    if (keys?.includes("meta")) expect(hit?.resource?.meta).toStrictEqual(whole?.meta);
    if (!selected) expect(hit?.resource?.data).toStrictEqual(whole?.data);
  });

  test.each([undefined, {}, { include: [] }, { include: [], exclude: [] }])("%j selects all", async (properties) => {
    const { browse, read } = await startWithPatient();
    const [hit] = (await browse({ properties })).hits ?? [];
    expect(hit?.resource).toStrictEqual((await read("p1")).data);
  });

  test("applies to each request of a session, and not to the stored resources", async () => {
    const { browse, store, read } = await startWithPatient();
    await store("patient", "p2", { data: { gender: "male" } });
    const { meta } = await browse({ perPage: 1, properties: { exclude: ["data"] } });
    const { hits } = await browse({ cursor: meta?.cursor ?? "", properties: { include: ["data"] } });
    expect(hits).toStrictEqual([
      { hitType: "RESOURCE", resource: { id: "p2", type: "patient", data: { gender: "male" } } },
    ]);
    expect((await read("p1")).data).toHaveProperty("contained");
  });
});

describe("is not implemented", () => {
  test("a sort", async () => {
    const { browse } = await startWithResources();
    const { error } = await browse({ sort: { path: "CANARY" } });
    const message = "The embedded registry does not implement params.sort: no page shows it for a browse.";
    expect(error).toStrictEqual({ code: 501, type: "UNIMPLEMENTED", message });
  });

  test("a collection of relationships", async () => {
    const { browse, bundle } = await startWithResources();
    const end = { id: "p1", type: "patient" };
    await bundle([], [{ action: "CREATE", create: { type: "parent-of", from: end, to: end } }]);
    const message = "The embedded registry does not implement a hit of a relationship: no page shows it for a browse.";
    expect((await browse({}, ["patient", "parent-of"])).error).toStrictEqual({
      code: 501,
      type: "UNIMPLEMENTED",
      message,
    });
    expect((await browse({}, ["patient"])).status).toBe(200);
  });

  test("a collection of objects", async () => {
    const { embedded, browse } = await startWithResources();
    const registry = clientOf(embedded.fetch);
    await registry.createObject({ sourceKey: "ehr-prod", collectionKey: "scans" }, { file: new Blob(["a"]) });
    const message = "The embedded registry does not implement a hit of an object: no page shows it for a browse.";
    expect((await browse({}, ["scans"])).error).toStrictEqual({ code: 501, type: "UNIMPLEMENTED", message });
  });
});

test.each([
  { body: {}, details: ["collectionKeys is required", "params is required"] },
  {
    body: { collectionKeys: ["a b"], params: {} },
    details: [
      "collectionKeys[0] must be 1 to 62 letters, digits, hyphens and underscores, not beginning with an underscore",
    ],
  },
  { body: { collectionKeys: [], params: { perPage: 1_001 } }, details: ["params.perPage must be <= 1000"] },
  {
    body: { collectionKeys: [], params: { cursor: "" } },
    details: ["params.cursor must NOT have fewer than 1 characters"],
  },
  { body: { collectionKeys: [], params: { perPage: 0 } }, details: ["params.perPage must be >= 1"] },
  { body: { collectionKeys: [], params: { perPage: 1.5 } }, details: ["params.perPage must be integer"] },
  { body: { collectionKeys: [], params: { page: 2 } }, details: ["params.page is not a field of the contract"] },
])("$body is rejected", async ({ body, details }) => {
  const { embedded } = startEmbedded();
  const response = await send(embedded, { path, body: JSON.stringify(body) });
  expect(response.status).toBe(400);
  expect(response.body.details?.map(({ message }) => message)).toStrictEqual(details);
});

test("accepted writes are browsed once their tasks are due", async () => {
  const { embedded, pass } = startEmbedded({ asynchronous: true, taskDurationMs: 1_000 });
  const read = async () => {
    const { body } = await send(embedded, { path, body: '{"collectionKeys":["patient"],"params":{}}' });
    return body as unknown as { meta: { total: number } };
  };
  await send(embedded, { path: createPath });
  expect((await read()).meta.total).toBe(0);
  pass(1_000);
  expect((await read()).meta.total).toBe(1);
});

test("a session is removed from memory once its cursors have expired", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const passed = { ms: 0 };
  const sessions = createBrowseSessions(resolveSettings({ now: () => new Date(passed.ms) }));
  const start = () => {
    const resources = [1, 2].map((each) => ({ id: `p${each}`, type: "patient", data: {} }));
    sessions.start({ sourceKey: "ehr-prod", collectionKeys: ["patient"], filter: {} }, resources, 1);
    return new WeakRef(resources);
  };
  const old = start();
  passed.ms = 5 * minutes;
  const current = start();
  await setTimeout(1);
  collectGarbage();
  expect([old.deref() === undefined, current.deref() === undefined]).toStrictEqual([true, false]);
});
