import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { EmbeddedRegistry } from "../../src/embedded/index.ts";
import type {
  BrowsePage,
  CreateResourceRequest,
  ObjectPersisted,
  Resource,
  ResourcePersisted,
} from "../../src/index.ts";
import { contractFile } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { exampleForm } from "../support/objects.ts";
import { createPath, send } from "../support/raw-request.ts";

interface Example {
  summary: string;
  value: unknown;
}
interface Operation {
  operationId: string;
  requestBody?: Content;
  responses: Record<string, Content>;
}
interface Contract {
  paths: Record<string, Partial<Record<"post" | "put" | "get" | "delete", Operation>>>;
  components: { examples: Record<string, Example> };
}
interface Content {
  content?: Partial<Record<"application/json" | "multipart/form-data", { examples: Record<string, { $ref: string }> }>>;
}

const contract = parse(await readFile(contractFile, "utf8")) as Contract;
const { requestBody, responses } = contract.paths["/sources/{sourceKey}/v1/resources/{resourceType}"]?.post ?? {};

function examples(holder: Content | undefined): Record<string, Example> {
  const { content = {} } = holder ?? {};
  const named = Object.entries((content["application/json"] ?? content["multipart/form-data"])?.examples ?? {});
  return Object.fromEntries(
    named.map(([name, { $ref }]) => {
      const example = contract.components.examples[$ref.replace("#/components/examples/", "")];
      if (example === undefined) throw new Error(`${$ref} is not an example.`);
      return [name, example];
    }),
  );
}

const requests = examples(requestBody);
const persisted = examples(responses?.["201"]);
const accepted = examples(responses?.["202"]);

describe("the contract's examples", () => {
  test("have a response for each request", () => {
    expect(Object.keys(requests)).toStrictEqual([
      ...["minimal", "callerId", "identifiersAndDates", "contained", "nestedContained", "rootId"],
    ]);
    expect(Object.keys(persisted)).toStrictEqual(Object.keys(requests));
    expect(Object.keys(accepted)).toStrictEqual(["minimal"]);
  });

  test.each(Object.keys(requests))("%s: the embedded registry responds with the example", async (name) => {
    const expected = persisted[name]?.value as ResourcePersisted;
    const request = requests[name]?.value as CreateResourceRequest;
    const resource: Resource = expected.resource;
    const ids = [...(request.id === resource.id ? [] : [resource.id]), expected.taskId.replace("s_", "")];
    for (const id of ids) expect(id).toMatch(/^[0-9A-Za-z]{27}$/);
    const embedded = createEmbeddedRegistry({
      now: () => new Date("2025-05-13T14:00:00.000Z"),
      newId: () => ids.shift() ?? "no more ids",
    });
    const { status, body } = await send(embedded, { body: JSON.stringify(request) });
    expect(status).toBe(201);
    expect(body).toStrictEqual(expected);
  });

  test("minimal, accepted: the embedded registry responds with the example", async () => {
    const { taskId } = accepted["minimal"]?.value as { taskId: string };
    const embedded = createEmbeddedRegistry({ asynchronous: true, newId: () => taskId.replace("s_", "") });
    const { status, body } = await send(embedded, { body: JSON.stringify(requests["minimal"]?.value) });
    expect(status).toBe(202);
    expect(body).toStrictEqual(accepted["minimal"]?.value);
  });
});

describe("the examples of an upsert and of a read", () => {
  const { put, get } = contract.paths["/sources/{sourceKey}/v1/resources/{resourceType}/{id}"] ?? {};
  const path = `${createPath}/patient-0001`;
  const request = JSON.stringify(examples(put?.requestBody)["upsert"]?.value);
  const exampleOf = (code: string) => examples(put?.responses[code])["upsert"]?.value as ResourcePersisted;

  test("are the responses of the embedded registry", async () => {
    const created = exampleOf("201");
    const replaced = exampleOf("200");
    const times = [created.resource.meta?.createdAt, replaced.resource.meta?.updatedAt];
    const ids = [created.taskId, replaced.taskId].map((taskId) => taskId.replace("s_", ""));
    const embedded = createEmbeddedRegistry({
      now: () => new Date(times.shift() ?? ""),
      newId: () => ids.shift() ?? "no more ids",
    });
    const first = await send(embedded, { method: "PUT", path, body: request });
    expect(first).toMatchObject({ status: 201, body: created });
    const stored = await send(embedded, { method: "GET", path, body: null, headers: { "content-type": null } });
    expect(stored.body).toStrictEqual(examples(get?.responses["200"])["stored"]?.value);
    const second = await send(embedded, { method: "PUT", path, body: request });
    expect(second).toMatchObject({ status: 200, body: replaced });
  });

  test("accepted: the embedded registry responds with the example", async () => {
    const { taskId } = exampleOf("202");
    const embedded = createEmbeddedRegistry({ asynchronous: true, newId: () => taskId.replace("s_", "") });
    const { status, body } = await send(embedded, { method: "PUT", path, body: request });
    expect(status).toBe(202);
    expect(body).toStrictEqual(exampleOf("202"));
  });
});

describe("the examples of the other operations", () => {
  const start = "2025-05-13T14:00:00.000Z";
  const patient = `${createPath}/patient-0001`;
  const operations = new Map(
    Object.values(contract.paths)
      .flatMap((path) => [path.post, path.put, path.get, path.delete])
      .flatMap((operation) => (operation === undefined ? [] : [[operation.operationId, operation] as const])),
  );
  const requestOf = (operationId: string, name: string) =>
    JSON.stringify(examples(operations.get(operationId)?.requestBody)[name]?.value);
  const responseOf = (operationId: string, code: string, name: string) =>
    examples(operations.get(operationId)?.responses[code])[name]?.value as { taskId: string };
  const read = (path: string) => ({ method: "GET", path, body: null });
  const upsert = { method: "PUT", path: patient, body: requestOf("upsertResource", "upsert") };

  /** An embedded registry with a clock, and with `ids` for the first ids and the id of `taskId` for the next one. */
  function startWith(taskId: string, options: { asynchronous?: boolean; ids?: string[] } = {}) {
    const ids = [...(options.ids ?? []), taskId.replace(/^[a-z]+_/, "")];
    const passed = { ms: 0 };
    const embedded = createEmbeddedRegistry({
      asynchronous: options.asynchronous ?? false,
      taskDurationMs: 2_000,
      now: () => new Date(Date.parse(start) + passed.ms),
      newId: () => ids.shift() ?? "another",
    });
    return { embedded, passed };
  }

  test.each([
    { code: "200", asynchronous: false },
    { code: "202", asynchronous: true },
  ])("a delete, $code: the embedded registry responds with the example", async ({ code, asynchronous }) => {
    const example = responseOf("deleteResource", code, "delete");
    const { embedded } = startWith(example.taskId, { asynchronous, ids: ["first"] });
    await send(embedded, upsert);
    await embedded.completeTasks();
    const { status, body } = await send(embedded, { method: "DELETE", path: patient, body: null });
    expect({ code: String(status), body }).toStrictEqual({ code, body: example });
  });

  test.each([
    { code: "201", asynchronous: false, ids: ["first"] },
    { code: "200", asynchronous: false, ids: ["first", "second"] },
    { code: "202", asynchronous: true, ids: ["first"] },
  ])(
    "a contained resource, $code: the embedded registry responds with the example",
    async ({ code, asynchronous, ids }) => {
      const example = responseOf("upsertContainedResource", code, "containedUpsert");
      const { embedded, passed } = startWith(example.taskId, { asynchronous, ids: [...ids] });
      await send(embedded, upsert);
      passed.ms = 90 * 60_000;
      const path = `${patient}/contact/contact-1`;
      const contained = { method: "PUT", path, body: requestOf("upsertContainedResource", "containedUpsert") };
      if (code === "200") await send(embedded, contained);
      const { status, body } = await send(embedded, contained);
      expect({ code: String(status), body }).toStrictEqual({ code, body: example });
    },
  );

  test("a bulk and its task, pending and then failed: the embedded registry responds with the examples", async () => {
    const example = responseOf("bulkResources", "202", "mixed");
    const { embedded, passed } = startWith(example.taskId);
    const path = "/sources/ehr-prod/v1/resources/bulk";
    const { status, body } = await send(embedded, { path, body: requestOf("bulkResources", "mixed") });
    expect({ status, body }).toStrictEqual({ status: 202, body: example });
    const task = `/sources/ehr-prod/v1/tasks/${example.taskId}`;
    expect((await send(embedded, read(task))).body).toStrictEqual(responseOf("getTask", "200", "pending"));
    passed.ms = 2_000;
    const done = await send(embedded, read(`${task}?withReceipts=true`));
    expect(done.body).toStrictEqual(responseOf("getTask", "200", "failure"));
  });

  test.each([
    { name: "containedCreate", code: "201", ids: ["2wil5YxNj3GsQd7Lw0VrUj5EbFx"] },
    { name: "containedCallerId", code: "201", ids: [] },
    { name: "containedCreate", code: "202", ids: ["generated"] },
  ])("a new contained resource, $name, $code: the embedded registry responds with the example", async (row) => {
    const { name, code, ids } = row;
    const example = responseOf("createContainedResource", code, name);
    const { embedded, passed } = startWith(example.taskId, { asynchronous: code === "202", ids: ["first", ...ids] });
    await send(embedded, upsert);
    passed.ms = 90 * 60_000;
    const request = { path: `${patient}/contact`, body: requestOf("createContainedResource", name) };
    const { status, body } = await send(embedded, request);
    expect({ code: String(status), body }).toStrictEqual({ code, body: example });
  });

  test.each([
    { code: "200", asynchronous: false },
    { code: "202", asynchronous: true },
  ])(
    "a delete of a contained resource, $code: the embedded registry responds with the example",
    async ({ code, asynchronous }) => {
      const example = responseOf("deleteContainedResource", code, "containedDelete");
      const { embedded } = startWith(example.taskId, { asynchronous, ids: ["first", "second"] });
      const path = `${patient}/contact/contact-1`;
      await send(embedded, upsert);
      await send(embedded, { method: "PUT", path, body: requestOf("upsertContainedResource", "containedUpsert") });
      await embedded.completeTasks();
      const { status, body } = await send(embedded, { method: "DELETE", path, body: null });
      expect({ code: String(status), body }).toStrictEqual({ code, body: example });
    },
  );

  test("a browse: the embedded registry responds with the examples, except for the hits that are not shown", async () => {
    const { embedded } = startWith("s_first");
    await send(embedded, upsert);
    const browse = (name: string) =>
      send(embedded, { path: "/sources/ehr-prod/v1/browse", body: requestOf("browse", name) });
    const filtered = await browse("browseFiltered");
    expect(filtered).toMatchObject({ status: 200, body: responseOf("browse", "200", "browseFiltered") });
    expect(filtered.body).toStrictEqual(responseOf("browse", "200", "browseFiltered"));
    for (let index = 2; index <= 501; index++) {
      await send(embedded, { ...upsert, path: `${createPath}/patient-${index}` });
    }
    const { hits, meta } = (await browse("browsePatients")).body as unknown as BrowsePage;
    const example = responseOf("browse", "200", "browsePatients") as unknown as BrowsePage;
    expect(hits).toHaveLength(500);
    expect(hits.slice(0, 1)).toStrictEqual(example.hits);
    expect(meta).toStrictEqual({ ...example.meta, cursor: expect.any(String) as string });
  });

  test("a successful task: the embedded registry responds with the example", async () => {
    const example = responseOf("getTask", "200", "success");
    const { embedded } = startWith(example.taskId);
    await send(embedded, upsert);
    const { body } = await send(embedded, read(`/sources/ehr-prod/v1/tasks/${example.taskId}?withReceipts=true`));
    expect(body).toStrictEqual(example);
  });

  test.each([
    { code: "200", asynchronous: false },
    { code: "202", asynchronous: true },
  ])("a bundle, $code: the embedded registry responds with the example", async ({ code, asynchronous }) => {
    const example = responseOf("submitBundle", code, "family");
    const { embedded } = startWith(example.taskId, { asynchronous, ids: ["lea", "paul"] });
    const bundle = { path: "/sources/ehr-prod/v1/bundle", body: requestOf("submitBundle", "family") };
    const { status, body } = await send(embedded, bundle);
    expect({ code: String(status), body }).toStrictEqual({ code, body: example });
    await embedded.completeTasks();
    const stored = embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" });
    expect(stored.map(({ id, data }) => [id, data["accountHolder"]])).toStrictEqual([
      ["lea", undefined],
      ["paul", "lea"],
    ]);
  });

  test("a bundle of relationships: the embedded registry responds with the example", async () => {
    const example = responseOf("submitBundle", "200", "relationships");
    const { embedded } = startWith(example.taskId, { ids: ["first"] });
    const [from, to] = ["patient-0001", "patient-0002"].map((id) => ({ id, type: "patient" }));
    const relationshipOperations = [{ action: "CREATE", create: { type: "parent-of", from, to } }];
    const path = "/sources/ehr-prod/v1/bundle";
    await send(embedded, { path, body: JSON.stringify({ resourceOperations: [], relationshipOperations }) });
    const { status, body } = await send(embedded, { path, body: requestOf("submitBundle", "relationships") });
    expect({ status, body }).toStrictEqual({ status: 200, body: example });
  });

  test.each([
    { code: "201", name: "fileOnly" },
    { code: "201", name: "referral" },
    { code: "202", name: "fileOnly" },
  ])("an object, $code $name: the embedded registry responds with the example", async ({ code, name }) => {
    const example = responseOf("createObject", code, name) as Partial<ObjectPersisted> & { taskId: string };
    const { id = "2wil", fileMeta = {} } = example.object ?? {};
    const { embedded } = startWith(example.taskId, {
      asynchronous: code === "202",
      ids: [id, fileMeta.key ?? "a-key"],
    });
    const body = exampleForm(JSON.parse(requestOf("createObject", name)) as Record<string, unknown>);
    const path = "/sources/ehr-prod/v1/objects/referrals";
    const created = await send(embedded, { path, headers: { "content-type": null }, body });
    expect({ code: String(created.status), body: created.body }).toStrictEqual({ code, body: example });
    if (name !== "referral") return;
    for (const each of [id, "hospital-files:MADE-UP-0003:secondary"]) {
      const stored = await send(embedded, read(`${path}/${each}`));
      expect(stored.body).toStrictEqual(responseOf("getObject", "200", "stored"));
    }
  });

  test("a purge, pending and then completed: the embedded registry responds with the examples", async () => {
    const example = responseOf("purgeCollection", "202", "patients");
    const { embedded, passed } = startWith(example.taskId, { ids: ["first", "second"] });
    await send(embedded, upsert);
    await send(embedded, { ...upsert, path: `${createPath}/patient-0002` });
    const purge = { path: "/sources/ehr-prod/v1/purge", body: requestOf("purgeCollection", "patients") };
    const { status, body } = await send(embedded, purge);
    expect({ status, body }).toStrictEqual({ status: 202, body: example });
    const path = `/sources/ehr-prod/v1/purge/${example.taskId}`;
    expect((await send(embedded, read(path))).body).toStrictEqual(responseOf("getPurge", "200", "pending"));
    passed.ms = 2_000;
    expect((await send(embedded, read(path))).body).toStrictEqual(responseOf("getPurge", "200", "done"));
  });

  describe("of definitions and collections: the embedded registry responds with the examples", () => {
    const valueOf = (holder: Content | undefined, name: string) => examples(holder)[name]?.value;
    const source = "/sources/ehr-prod/v1";
    const put = async (embedded: EmbeddedRegistry, path: string, body: unknown) => {
      const { status, body: stored } = await send(embedded, { method: "PUT", path, body: JSON.stringify(body) });
      return { code: String(status), stored };
    };

    test.each([
      { operationId: "putSource", path: "/catalog/v1/sources/ehr-prod" },
      { operationId: "putProfile", path: `${source}/profiles/patient` },
      { operationId: "putRelationshipDefinition", path: `${source}/relationship-definitions/treated-by` },
      { operationId: "putCollection", path: `${source}/collections/clinic` },
    ])("$operationId", async ({ operationId, path }) => {
      const { requestBody, responses = {} } = operations.get(operationId) ?? {};
      for (const name of Object.keys(examples(requestBody))) {
        const embedded = createEmbeddedRegistry();
        for (const code of ["201", "200"]) {
          const stored = valueOf(responses[code], name);
          expect(await put(embedded, path, valueOf(requestBody, name))).toStrictEqual({ code, stored });
        }
      }
    });

    test("putPipeline, getPipeline and getCollection", async () => {
      const embedded = createEmbeddedRegistry();
      const clinic = `${source}/collections/clinic`;
      await put(embedded, clinic, valueOf(operations.get("putCollection")?.requestBody, "clinics"));
      const { requestBody, responses = {} } = operations.get("putPipeline") ?? {};
      for (const code of ["201", "200"]) {
        const stored = valueOf(responses[code], "passages");
        expect(await put(embedded, `${clinic}/pipeline`, valueOf(requestBody, "passages"))).toStrictEqual({
          code,
          stored,
        });
      }
      const pipeline = await send(embedded, read(`${clinic}/pipeline?version=2`));
      expect(pipeline.body).toStrictEqual(responseOf("getPipeline", "200", "passages"));
      expect((await send(embedded, read(clinic))).body).toStrictEqual(responseOf("getCollection", "200", "clinics"));
    });
  });

  test("have a response for each request", () => {
    for (const { operationId, requestBody, responses } of operations.values()) {
      const successNames = Object.entries(responses)
        .filter(([code]) => /^2\d\d$/.test(code))
        .flatMap(([, response]) => Object.keys(examples(response)));
      const requests = Object.keys(examples(requestBody));
      if (requests.length > 0) expect(new Set(successNames), operationId).toStrictEqual(new Set(requests));
    }
  });
});
