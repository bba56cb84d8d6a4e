import { describe, expect, test } from "vitest";
import {
  ApiError,
  ConnectionError,
  InvalidRequestError,
  parseTaskId,
  type BundleRequest,
  type RegistryClient,
} from "../../src/index.ts";
import { createRegistryClient, waitForTask, waitForTasks, writeResources } from "../support/client.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { createPath, operations, resourcePath } from "../support/operations.ts";
import { patientPath, persisted } from "../support/patient.ts";
import { fetchFailed } from "../support/scripted-fetch.ts";
import { clientOf, key } from "../support/start.ts";
import { sourceKey, taskIs } from "../support/task-responses.ts";
import { sourcePath } from "../support/task-operations.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { create, remove, upsert } from "../support/writes.ts";

const ownedHeaders = [
  ...["connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"],
];

describe("A11: rejects input that fetch would refuse, before anything is sent", () => {
  const { fetch, requests } = observedFetch(() => Response.json(persisted));

  test("an id in the path of a create, for which the registry would generate another id", async () => {
    const before = requests.length;
    const path = { ...patientPath, id: "patient-1" };
    const error = await thrownBy(InvalidRequestError, () => clientOf(fetch).createResource(path, { data: {} }));
    expect(error).toMatchObject({ field: "id", operationId: "createResource" });
    expect(error.message).toBe("Invalid id: the path of this operation has no id. Put it into the body.");
    expect(requests).toHaveLength(before);
  });

  test("a signal without removeEventListener", async () => {
    const signal = { aborted: false, addEventListener: () => undefined } as unknown as AbortSignal;
    const registry = clientOf(fetch);
    for (const call of [
      () => operations.create(registry, { signal }),
      () => registry.http.POST(createPath, { params: { path: patientPath }, body: { data: {} }, signal }),
      () => waitForTask(registry, { sourceKey, taskId: "s_1" }, { deadlineMs: 1, signal }),
      () => writeResources(registry, sourcePath, [], { deadlineMs: 1, signal }).next(),
    ]) {
      expect(await thrownBy(InvalidRequestError, call)).toMatchObject({ field: "signal", outcome: "not-done" });
    }
  });

  test.each(ownedHeaders)("the header %s, in client options, call options and middlewares", async (name) => {
    const headers = { [name.toUpperCase()]: "1" };
    const registry = clientOf(fetch);
    const beside = clientOf(fetch);
    beside.http.use({
      onRequest({ request }) {
        request.headers.set(name, "1");
      },
    });
    for (const call of [
      () => createRegistryClient({ workspaceId: "acme", apiKey: key, headers }),
      () => operations.create(registry, { headers }),
      () => registry.http.POST(createPath, { params: { path: patientPath }, body: { data: {} }, headers }),
      () => againstTheContract(() => operations.create(beside)),
    ]) {
      const error = await thrownBy(InvalidRequestError, call);
      expect(error).toMatchObject({ field: "headers", attempts: 0, outcome: "not-done" });
      expect(error.message).toContain(name);
    }
    expect(requests).toHaveLength(0);
  });
});

describe("A18: a 404 names the input to check, and a base URL with the API's path is refused", () => {
  const notFound = () => Response.json({ code: 404, type: "NOT_FOUND", message: "no" }, { status: 404 });
  const registry = clientOf(() => Promise.resolve(notFound()));

  test.each([
    { call: () => operations.create(registry), says: "The source does not exist: check sourceKey, resourceType, and" },
    {
      call: () => operations.get(registry),
      says: "The source or the resource does not exist: check sourceKey, resourceType, id",
    },
    {
      call: () => registry.getTask({ sourceKey, taskId: "s_1" }),
      says: "The source or the task does not exist: check sourceKey, taskId",
    },
    { call: () => registry.getPurge({ sourceKey, purgeId: "pg_1" }), says: "The source or the purge does not exist" },
    {
      call: () => registry.getCollection({ sourceKey, collectionKey: "clinic" }),
      says: "The source or the collection does not exist: check sourceKey, collectionKey",
    },
    {
      call: () => registry.getPipeline({ sourceKey, collectionKey: "clinic" }),
      says: "The source, the collection or the pipeline does not exist: check sourceKey, collectionKey",
    },
    {
      call: () => registry.getObject({ sourceKey, collectionKey: "scans", id: "1" }),
      says: "The source, the collection or the object does not exist: check sourceKey, collectionKey, id",
    },
    {
      call: () => registry.getPipelineExecution({ sourceKey, pipelineExecutionId: "1" }),
      says: "The source or the pipeline execution does not exist",
    },
    {
      call: () => registry.bulkResources(sourcePath, { operations: [] }),
      says: "The source does not exist: check sourceKey, and",
    },
  ])("$says", async ({ call, says }) => {
    const error = await thrownBy(ApiError, call);
    expect(error.message).toContain(says);
    expect(error.message).toContain("baseUrl or workspaceId");
  });

  test.each([
    "https://acme.clinia.cloud/sources",
    "https://acme.clinia.cloud/sources/",
    "https://acme.clinia.cloud/sources/ehr-prod",
    "https://acme.clinia.cloud/sources/ehr-prod/v1",
    "https://acme.clinia.cloud/sources/ehr-prod/v1/resources",
    "https://gateway.example/clinia/sources/ehr-prod/v1/resources/patient",
  ])("the base URL %s is refused when the client is created", (baseUrl) => {
    const create = () => createRegistryClient({ baseUrl, apiKey: key });
    expect(create).toThrow(InvalidRequestError);
    expect(create).toThrow(/Invalid baseUrl: it contains the path \/sources, which the client appends itself/);
  });

  test.each(["https://gateway.example/clinia", "https://gateway.example/data-sources/x", "https://sources.example"])(
    "accepts %s",
    (baseUrl) => {
      expect(() => createRegistryClient({ baseUrl, apiKey: key })).not.toThrow();
    },
  );
});

describe("A19: refuses an unknown option, and suggests the nearest one", () => {
  const registry = clientOf(() => Promise.resolve(Response.json(persisted)));
  const task = { sourceKey, taskId: "s_1" };
  const creating = (options: object) => () => createRegistryClient({ workspaceId: "acme", apiKey: key, ...options });
  const waiting = (options: object) => () => waitForTask(registry, task, { deadlineMs: 1, ...options });

  test.each([
    { call: creating({ timeout: 5 }), field: "timeout", nearest: "timeoutMs" },
    { call: creating({ retries: 5 }), field: "retries", nearest: "retry" },
    { call: creating({ apikey: "k" }), field: "apikey", nearest: "apiKey" },
    { call: creating({ url: "k" }), field: "url", nearest: "baseUrl" },
    { call: creating({ workspace: "k" }), field: "workspace", nearest: "workspaceId" },
    { call: creating({ "a card number": "k" }), field: "options", nearest: "" },
    { call: creating({ retry: { retries: 1 } }), field: "retries", nearest: "" },
    { call: creating({ retry: { maxBackoff: 1 } }), field: "maxBackoff", nearest: "maxBackoffMs" },
    { call: () => operations.create(registry, { timeout: 5 } as object), field: "timeout", nearest: "timeoutMs" },
    { call: () => operations.create(registry, { query: {} } as object), field: "query", nearest: "" },
    {
      call: () => registry.getTask(task, { query: { receipts: true } as object }),
      field: "receipts",
      nearest: "withReceipts",
    },
    { call: waiting({ timeout: 5 }), field: "timeout", nearest: "timeoutMs" },
    { call: waiting({ concurrency: 5 }), field: "concurrency", nearest: "" },
    {
      call: () => waitForTasks(registry, sourcePath, [], { deadlineMs: 1, limit: 5 } as never),
      field: "limit",
      nearest: "",
    },
    {
      call: () => writeResources(registry, sourcePath, [], { deadlineMs: 1, batchsize: 5 } as never),
      field: "batchsize",
      nearest: "batchSize",
    },
  ])("$field: $nearest", async ({ call, field, nearest }) => {
    const error = await thrownBy(InvalidRequestError, call);
    expect(error).toMatchObject({ field, outcome: "not-done" });
    expect(error.reason).toContain(`it is not an option. Did you mean ${nearest}`);
  });

  test("says where a query parameter goes", async () => {
    const path = { ...sourcePath, taskId: "bk_1" };
    const error = await thrownBy(InvalidRequestError, () => registry.getTask(path, { withReceipts: true } as never));
    expect(error).toMatchObject({ field: "withReceipts", outcome: "not-done" });
    expect(error.reason).toBe("it is a query parameter. Write query: { withReceipts }.");
  });

  test("ignores an unknown option that is undefined, and accepts every known option", async () => {
    expect(creating({ timeout: undefined })).not.toThrow();
    const all = { signal: undefined, headers: {}, timeoutMs: 1_000, deadlineMs: 1_000, retry: false } as const;
    expect(await operations.create(registry, all)).toMatchObject({ status: "PERSISTED" });
  });
});

describe("A21: the error for mixed-up arguments says which come first", () => {
  const registry = clientOf(() => Promise.resolve(taskIs("SUCCESS")()));
  const untyped = (call: unknown) => call as (...given: unknown[]) => unknown;

  test.each([
    { name: "waitForTask", call: () => untyped(waitForTask)("s_1") },
    { name: "waitForTasks", call: () => untyped(waitForTasks)(["s_1"], { deadlineMs: 1 }) },
    { name: "writeResources", call: () => untyped(writeResources)(sourcePath, registry, []) },
  ])("$name", async ({ call }) => {
    const error = await thrownBy(InvalidRequestError, call);
    expect(error).toMatchObject({ field: "registry", outcome: "not-done" });
    expect(error.message).toContain("a client as the first argument, and the path as the second");
  });

  test.each([
    { name: "waitForTask", call: () => untyped(waitForTask)(registry, "s_1") },
    { name: "waitForTasks", call: () => untyped(waitForTasks)(registry) },
    { name: "writeResources", call: () => untyped(writeResources)(registry, []) },
  ])("$name without a path", async ({ call }) => {
    const error = await thrownBy(InvalidRequestError, call);
    expect(error).toMatchObject({ field: "path" });
    expect(error.message).toContain("sourceKey");
  });

  test("refuses a FHIR Bundle or FHIR resource as the body", async () => {
    const bundle = { resourceType: "Bundle", type: "transaction", entry: [] } as unknown as BundleRequest;
    const ofBundle = await againstTheContract(() =>
      thrownBy(InvalidRequestError, () => registry.submitBundle(sourcePath, bundle)),
    );
    expect(ofBundle.message).toBe(
      "Invalid body: it is a FHIR Bundle, which is not a Clinia bundle. Expected an object with resourceOperations.",
    );
    const patient = { resourceType: "Patient", name: [] } as never;
    const ofPatient = await thrownBy(InvalidRequestError, () => registry.createResource(patientPath, patient));
    expect(ofPatient.message).toContain("it is a FHIR resource, which belongs in data. Expected an object with data.");
    const accepting = createRegistryClient({
      workspaceId: "acme",
      apiKey: key,
      fetch: () => Promise.resolve(Response.json(persisted)),
    });
    const data = { resourceType: "Patient" };
    expect(await accepting.upsertResource(resourcePath, { data })).toMatchObject({ status: "PERSISTED" });
  });

  test.each([5, undefined, null, {}, Symbol("s"), ["s_1"]])("parseTaskId(%j) has the kind unknown", (raw) => {
    expect(parseTaskId(raw as string)).toStrictEqual({ kind: "unknown", id: undefined, deprecated: false, raw });
  });
});

describe("A22: after an unknown outcome, the error's advice depends on the operations", () => {
  const registry = clientOf(() => Promise.reject(fetchFailed("ECONNRESET")));
  const bulk = (registry: RegistryClient, all: Parameters<RegistryClient["bulkResources"]>[1]["operations"]) =>
    thrownBy(ConnectionError, () => registry.bulkResources(sourcePath, { operations: all }));

  test("a bulk or bundle of only upserts is safe to retry", async () => {
    expect((await bulk(registry, [upsert("a"), upsert("b")])).message).toContain("Retrying is safe.");
    const bundle = { resourceOperations: [upsert("a")] };
    const error = await thrown(() => registry.submitBundle(sourcePath, bundle));
    expect((error as Error).message).toContain("Retrying is safe.");
  });

  test.each([
    ["a create", [upsert("a"), create("b-1")]],
    ["a delete", [upsert("a"), remove("b")]],
    ["no operations", []],
  ])("a bulk with %s needs a check of the registry", async (_, all) => {
    expect((await bulk(registry, all)).message).toContain("Check the registry before you retry.");
  });

  test("the client does not retry a bulk itself, because each submission starts a task", async () => {
    let requests = 0;
    const retrying = createRegistryClient({
      workspaceId: "acme",
      apiKey: key,
      retry: { limit: 2, backoffMs: 1 },
      fetch() {
        requests += 1;
        return Promise.reject(fetchFailed("ECONNRESET"));
      },
    });
    await bulk(retrying, [upsert("a")]);
    expect(requests).toBe(1);
  });
});
