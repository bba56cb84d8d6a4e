import { vi } from "vitest";
import { matchReceipts } from "../../src/bulk/receipts.ts";
import { checkShape } from "../../src/client/validate.ts";
import { InvalidRequestError } from "../../src/errors/index.ts";
import { nothingSent } from "../../src/errors/registry-error.ts";
import type { BodyShape } from "../../src/generated/contract.ts";
import {
  identifierNotation,
  type BrowseRequest,
  type BulkRequest,
  type BundleRequest,
  type CreateRelationshipRequest,
  type CreateResourceRequest,
  type Fetch,
  type IdentifierParts,
  type PurgeRequest,
  type RegistryClient,
  type RegistryClientOptions,
  type RelationshipPatch,
  type ResourceOperation,
  type WriteResourcesOptions,
} from "../../src/index.ts";
import { createRegistryClient, waitForTask, waitForTasks, writeResources } from "../support/client.ts";
import { canary } from "../support/create-with-response.ts";
import { fetchFailed } from "../support/scripted-fetch.ts";
import { callCustomPath } from "../support/custom-path.ts";
import { objectsPath } from "../support/objects.ts";
import { patientPath } from "../support/patient.ts";
import { clientOf } from "../support/start.ts";
import { receipt, sourceKey } from "../support/task-responses.ts";
import { cutBody } from "../support/streams.ts";
import { testClock } from "../support/test-clock.ts";
import { collection, containedInPath, containedPath, sourcePath } from "../support/task-operations.ts";

const taskId = "bk_2wil2zeXT0V0wAw25pb9Xqha5qw";
const path = { ...patientPath, id: canary };
const data = { healthCard: canary };
const relationshipPath = { sourceKey, relationshipType: "treated-by" };

/** Functions that throw, or reject with, the error of a case. */
type Cases = Readonly<Record<string, () => unknown>>;

const never: Fetch = () => Promise.reject(new Error("Nothing should be sent."));
const registry = clientOf(never);

/** A client with an option that callers without types can pass. */
const withOptions = (options: object) => () =>
  createRegistryClient({ workspaceId: "acme", apiKey: canary, ...options });
const withUrl = (baseUrl: unknown) => withOptions({ workspaceId: undefined, baseUrl });
const withCall = (options: object) => () => registry.getResource(path, options);
const withWait = (options: object) => () =>
  waitForTasks(registry, { sourceKey }, [], { deadlineMs: 1, ...options }).next();
const withWrite = (options: object) => () =>
  writeResources(registry, { sourceKey }, [], { deadlineMs: 1, ...options }).next();

function inBrowser(create: () => unknown): unknown {
  for (const name of ["window", "document", "navigator"]) vi.stubGlobal(name, {});
  try {
    return create();
  } finally {
    vi.unstubAllGlobals();
  }
}

const options: Cases = {
  "no options": () => createRegistryClient(undefined as unknown as RegistryClientOptions),
  "workspaceId and baseUrl": withOptions({ baseUrl: "https://acme.clinia.cloud" }),
  "neither workspaceId nor baseUrl": withOptions({ workspaceId: undefined }),
  "workspaceId of two labels": withOptions({ workspaceId: "a.b" }),
  "baseUrl that is not a URL": withUrl("acme.clinia.cloud"),
  "baseUrl of another scheme": withUrl("ftp://acme.clinia.cloud"),
  "baseUrl of http": withUrl("http://acme.clinia.cloud"),
  "baseUrl with credentials": withUrl(`https://${canary}:${canary}@acme.clinia.cloud`),
  "baseUrl with a query": withUrl(`https://acme.clinia.cloud?${canary}`),
  "baseUrl with a fragment": withUrl(`https://acme.clinia.cloud#${canary}`),
  "apiKey that is null": withOptions({ apiKey: null }),
  "apiKey in a browser": () => inBrowser(withOptions({})),
  "apiKey that is missing, in a browser": () => inBrowser(withOptions({ apiKey: undefined })),
  "apiKey that is a promise": withOptions({ apiKey: Promise.resolve(canary) }),
  "apiKey that is missing": withOptions({ apiKey: undefined }),
  "apiKey that is a number": withOptions({ apiKey: 42 }),
  "apiKey that is empty": withOptions({ apiKey: "" }),
  "apiKey with a line break": withOptions({ apiKey: `${canary}\n` }),
  "apiKey with a control character": withOptions({ apiKey: `${canary}\u0085` }),
  "apiKey with another character": withOptions({ apiKey: `${canary}🔑` }),
  "apiKey with a space": withOptions({ apiKey: ` ${canary}` }),
  "apiKey from a function": () => clientOf(never, { apiKey: () => "" }).getResource(path),
  fetch: withOptions({ fetch: canary }),
  onEvent: withOptions({ onEvent: canary }),
  random: withOptions({ random: 1 }),
  clock: withOptions({ clock: {} }),
  maxResponseBytes: withOptions({ maxResponseBytes: 0 }),
  "headers of the client": withOptions({ headers: { "x-note": `a\n${canary}` } }),
  timeoutMs: withOptions({ timeoutMs: "1" }),
  deadlineMs: withOptions({ deadlineMs: -1 }),
  retry: withOptions({ retry: true }),
  "retry.limit": withOptions({ retry: { limit: 1.5 } }),
  "retry.backoffMs": withOptions({ retry: { backoffMs: 0 } }),
  "retry.maxBackoffMs": withOptions({ retry: { maxBackoffMs: NaN } }),
  signal: withCall({ signal: {} }),
  "headers of a call": withCall({ headers: { [`${canary} `]: "a" } }),
  "timeoutMs of a call": withCall({ timeoutMs: 0 }),
  "deadlineMs of a wait": withWait({ deadlineMs: undefined }),
  backoffMs: withWait({ backoffMs: 0 }),
  maxBackoffMs: withWait({ maxBackoffMs: "5" }),
  backoffFactor: withWait({ backoffFactor: 0.5 }),
  notFoundGraceMs: withWait({ notFoundGraceMs: -1 }),
  onPoll: withWait({ onPoll: canary }),
  concurrency: withWait({ concurrency: 0 }),
  batchSize: withWrite({ batchSize: 0.5 }),
  batchBytes: withWrite({ batchBytes: 0 }),
  "batchBytes over the limit of the registry": withWrite({ batchBytes: 6_000_000_000 }),
  onSubmit: withWrite({ onSubmit: canary }),
  taskIds: () => waitForTasks(registry, { sourceKey }, canary, { deadlineMs: 1 }),
  operations: () => writeResources(registry, { sourceKey }, 5 as unknown as ResourceOperation[], { deadlineMs: 1 }),
  "taskId that is a promise": () =>
    waitForTask(registry, { sourceKey, taskId: Promise.resolve(taskId) as unknown as string }, { deadlineMs: 1 }),
  "taskId that is an object": () =>
    waitForTask(registry, { sourceKey, taskId: { [canary]: canary } as unknown as string }, { deadlineMs: 1 }),
};

const get = (parameters: object) => () => registry.getResource({ ...path, ...parameters });
const contain = (parameters: object) => () =>
  registry.upsertContainedResource({ ...containedPath, id: canary, ...parameters }, { type: "contact", data });
const relationship = (id: string) => () => registry.getRelationship({ ...relationshipPath, id });

const paths: Cases = {
  "path: sourceKey that is missing": get({ sourceKey: undefined }),
  "path: sourceKey that is empty": get({ sourceKey: "" }),
  "path: sourceKey that is a number": get({ sourceKey: 7 }),
  "path: sourceKey that is an array": get({ sourceKey: ["ehr"] }),
  "path: sourceKey with another character": get({ sourceKey: "ehr prod" }),
  "path: sourceKey of 81 characters": get({ sourceKey: "a".repeat(81) }),
  "path: sourceKey with characters that a line can't show": get({ sourceKey: "ehr\nprod é" }),
  "path: sourceKey and resourceType that are missing": get({ sourceKey: undefined, resourceType: null }),
  "path: taskId that is empty": () => registry.getTask({ sourceKey, taskId: "" }),
  "path: purgeId with a backslash": () => registry.getPurge({ sourceKey, purgeId: `${canary}\\` }),
  "path: resourceType that is a dot segment": get({ resourceType: ".." }),
  "path: resourceType with a slash": get({ resourceType: "patient/x" }),
  "path: resourceType with a control character": get({ resourceType: "patient\n" }),
  "path: resourceType with half of a surrogate pair": get({ resourceType: "\ud83d" }),
  "path: id with a slash": get({ id: `${canary}/x` }),
  "path: id with a slash after 600 characters": get({ id: `${"a".repeat(600)}/x` }),
  "path: id that is missing": get({ id: null }),
  "path: contained ids": contain({ containKey: `${canary}\\`, containedResourceId: `${canary}\u0000` }),
  "path: id of a relationship with one part": relationship(canary),
  "path: id of a relationship with three parts": relationship(`${canary}.a.b`),
  "path: id of a relationship with a slash": relationship(`${canary}.a/b`),
  "path: identifier without a use": relationship(`${canary}:a`),
  "path: reserved type": get({ resourceType: "bulk" }),
  "path: several": get({ sourceKey: "", resourceType: "." }),
  "path: outside the contract": () =>
    callCustomPath(registry.http, "GET", "/other/{name}", { params: { path: { name: `../${canary}` } } }),
  "path: an address elsewhere": () => callCustomPath(registry.http, "GET", `/../${canary}`),
};

/** A body that callers without types can pass. */
const create = (body: unknown) => () => registry.createResource(patientPath, body as CreateResourceRequest);
const bulk = (operation: unknown) => () =>
  registry.bulkResources(sourcePath, { operations: [operation] } as unknown as BulkRequest);
const browse = (body: unknown) => () => registry.browse(sourcePath, body as BrowseRequest);
const purge = (body: unknown) => () => registry.purgeCollection(sourcePath, body as PurgeRequest);
const bundle = (body: unknown) => () => registry.submitBundle(sourcePath, body as BundleRequest);
const shaped = (shape: BodyShape, value: unknown) => () => {
  const problem = checkShape(shape, value);
  if (problem !== undefined) throw new InvalidRequestError(problem);
};

const relate = (body: unknown) => () =>
  registry.createRelationship(relationshipPath, body as CreateRelationshipRequest);
const patch = (body: unknown) => () =>
  registry.updateRelationship({ ...relationshipPath, id: "a.b" }, body as RelationshipPatch);

const cycle: Record<string, unknown> = { canary };
cycle.self = cycle;

const bodies: Cases = {
  "body that is missing": create(undefined),
  "body that is null": create(null),
  "body that is an array": create([canary]),
  "body that is a string": create(canary),
  "body that is a Map": create(new Map([[canary, canary]])),
  "body that is a Date": create(new Date()),
  "data that is missing": create({}),
  "data that is an array": create({ data: [canary] }),
  "data that is a string": create({ data: canary }),
  "data that is null": create({ data: null }),
  "data that is a function": create({ data: () => canary }),
  "data that is a promise": create({ data: Promise.resolve(data) }),
  "data that JSON writes as a list": create({ data: { toJSON: () => [canary] } }),
  "body that JSON writes as a number": create({ data, toJSON: () => 8 }),
  "id that is empty": create({ id: "", data }),
  "id that is a number": create({ id: 8001, data }),
  "id of 1 character": create({ id: "a", data }),
  "id that is too long": create({ id: "a".repeat(94), data }),
  "id with another character": create({ id: `${canary}.x`, data }),
  "id with another first character": create({ id: `_${canary}`, data }),
  "id with another character, which is one of two units": create({ id: "patient🏥", data }),
  "id that ends with a line break": create({ id: `${canary}\n`, data }),
  "id of one other character": create({ id: "é", data }),
  "id that is null": create({ id: null, data }),
  "id that is an array": create({ id: [canary], data }),
  "id that is long and has another character": create({ id: `é${"a".repeat(200)}`, data }),
  "type that is missing": () => registry.upsertContainedResource(containedPath, { data } as never),
  "type that is empty": () => registry.upsertContainedResource(containedPath, { type: "", data }),
  "list that is missing": bundle({}),
  "list that is a Set": bundle({ resourceOperations: new Set([canary]) }),
  "optional list that is null": bundle({ resourceOperations: [], relationshipOperations: null }),
  "item that is a string": bulk(canary),
  "tag that is missing": bulk({}),
  "tag that is a number": bulk({ action: 5 }),
  "tag that is unknown": bulk({ action: canary }),
  "branch that is missing": bulk({ action: "UPSERT", create: { type: canary } }),
  "field of a branch": bulk({ action: "UPSERT", upsert: { type: "patient", id: "", data } }),
  "enum that is missing": purge({}),
  "enum that is an array": purge({ collectionType: [canary] }),
  "enum that is unknown": purge({ collectionType: canary }),
  "end of a relationship that is missing": relate({ from: { id: canary, type: "patient" } }),
  "end of a relationship with a dot": relate({ from: { id: `${canary}.1`, type: "patient" } }),
  "changes that are missing": patch(undefined),
  "changes that are empty": patch([]),
  "change with an unknown op": patch([{ op: canary, path: "/a" }]),
  "change without a slash": patch([
    { op: "remove", path: "/a" },
    { op: "add", path: canary },
  ]),
  "system of an identifier with a slash": () =>
    identifierNotation({ system: `https://${canary}`, value: canary, use: canary }),
  "value of an identifier with a colon": () =>
    identifierNotation({ system: canary, value: `${canary}:1`, use: canary }),
  "use of an identifier that is missing": () =>
    identifierNotation({ system: canary, value: canary } as IdentifierParts),
  "any value that is missing": shaped({ kind: "any" }, undefined),
  number: shaped({ kind: "number" }, canary),
  "number that is not an integer": shaped({ kind: "number", integer: true, min: 1, max: 1_000 }, 1.5),
  "number out of range": shaped({ kind: "number", min: 0 }, -1),
  "number that is not a number": shaped({ kind: "number" }, NaN),
  "perPage out of range": browse({ collectionKeys: [], params: { perPage: 1_001 } }),
  "params that are an array": browse({ collectionKeys: [], params: [canary] }),
  boolean: shaped({ kind: "boolean" }, 0),
  string: shaped({ kind: "string" }, false),
  "string with a pattern": shaped({ kind: "string", pattern: /^a+$/ }, 5),
  "string with a pattern or a value": shaped({ kind: "string", pattern: /^a+$/, or: ["none"] }, canary),
  "field of an item of a list": shaped(
    { kind: "list", items: { kind: "list", items: { kind: "object", required: { name: { kind: "string" } } } } },
    [[], [{ name: "a" }, { name: "" }]],
  ),
  "body that is a cycle": create({ data: cycle }),
  "body with a bigint": create({ data: { value: 1n } }),
  "body that is too large": bundle({ resourceOperations: [], relationshipOperations: [], more: "a".repeat(500_000) }),
  "body of a path outside the contract": () => callCustomPath(registry.http, "POST", "/other", { body: cycle }),
};

const write =
  (operation: unknown, more: Partial<WriteResourcesOptions> = {}) =>
  async () => {
    const target = { bulkResources: never, getTask: never } as unknown as RegistryClient;
    const operations = [operation] as ResourceOperation[];
    for await (const outcome of writeResources(target, { sourceKey }, operations, { deadlineMs: 1, ...more })) {
      if (!outcome.ok) throw outcome.error;
    }
  };
const unreadable = {
  get action(): string {
    throw new Error(canary);
  },
};

const writes: Cases = {
  "operation that is missing": write(undefined),
  "operation whose field is invalid": write({ action: "DELETE", delete: { type: "patient" } }),
  "operation that throws when it is read": write(unreadable),
  "operation that can't be serialized": write({
    action: "UPSERT",
    upsert: { type: "patient", id: canary, data: cycle },
  }),
  "operation that is larger than batchBytes": write(
    { action: "UPSERT", upsert: { type: "patient", id: canary, data } },
    { batchBytes: 100 },
  ),
};

/** One input for each reason of an InvalidRequestError. */
export const refusals: Cases = { ...options, ...paths, ...bodies, ...writes };

const clientThatGets = (body: string, init?: ResponseInit) => clientOf(() => Promise.resolve(new Response(body, init)));
const json = { headers: { "content-type": "application/json; charset=utf-8" } };
const html = { headers: { "content-type": "text/html" } };
const created = (body: object) => () =>
  clientThatGets(JSON.stringify(body), json).createResource(patientPath, { data });

const failing = (error: Error) => () => clientOf(() => Promise.reject(error)).createResource(patientPath, { data });

/** Errors of the platform, whose text must not be repeated. */
export const connections: Cases = {
  "an error of fetch": failing(fetchFailed("ECONNRESET", canary)),
  "a code outside the list": failing(fetchFailed(canary, canary)),
  "a refused connection": failing(fetchFailed("ECONNREFUSED")),
  "a forbidden port": failing(new TypeError("fetch failed", { cause: new Error("bad port") })),
  "an untrusted certificate of the host": failing(fetchFailed("CERT_HAS_EXPIRED")),
  "no Response": () => clientOf(() => Promise.resolve({} as Response)).createResource(patientPath, { data }),
  "a success that breaks off": () =>
    clientOf(() => Promise.resolve(cutBody(201, "ECONNREFUSED"))).createResource(patientPath, { data }),
  "a body that was read already": async () => {
    const used = Response.json({}, { status: 201 });
    await used.text();
    return clientOf(() => Promise.resolve(used)).createResource(patientPath, { data });
  },
  "an error of its own": failing(Object.assign(new Error(canary), { name: canary, code: canary })),
};

const respondingWith =
  (status: number, body: unknown, headers: HeadersInit = {}) =>
  () =>
    clientOf(() => Promise.resolve(Response.json(body, { status, headers }))).createResource(patientPath, { data });

/** A call whose `fetch` itself times out after 300 seconds. */
const fetchTimesOut = (result: () => Promise<Response>) => () => {
  const clock = testClock();
  const fetch: Fetch = () => {
    clock.pass(300_000);
    return result();
  };
  return clientOf(fetch, { clock, timeoutMs: Infinity, deadlineMs: Infinity }).createResource(patientPath, { data });
};

export const fetchTimeouts: Cases = {
  "fetch waits for headers": fetchTimesOut(() => Promise.reject(fetchFailed("UND_ERR_HEADERS_TIMEOUT", canary))),
  "fetch waits for the body": fetchTimesOut(() => Promise.resolve(cutBody(201, "UND_ERR_BODY_TIMEOUT"))),
};

/** Responses of the registry, whose text must not be repeated. */
export const responses: Cases = {
  "a whole error": respondingWith(400, {
    ...{ type: "OUT_OF_RANGE", message: canary, code: canary, applicationErrorCode: canary },
    ...{ details: [{ type: canary, message: canary }], additionalContext: { [canary]: canary } },
  }),
  "an error whose only detail is empty": respondingWith(400, {
    type: "INVALID_ARGUMENT",
    message: canary,
    details: [{}],
  }),
  "an unknown cursor": () =>
    clientThatGets(JSON.stringify({ type: "NOT_FOUND", message: canary }), { ...json, status: 404 }).browse(
      sourcePath,
      {
        collectionKeys: [],
        params: { cursor: canary },
      },
    ),
  "a missing resource of a contained create": () =>
    clientThatGets(JSON.stringify({ type: "NOT_FOUND", message: canary }), {
      ...json,
      status: 404,
    }).createContainedResource(containedInPath, { type: "contact", data }),
  "a missing object": () =>
    clientThatGets(JSON.stringify({ type: "NOT_FOUND", message: canary }), { ...json, status: 404 }).getObject({
      ...objectsPath,
      id: canary,
    }),
  "a file that is too large": () =>
    clientThatGets(JSON.stringify({ type: "CONTENT_TOO_LARGE", message: canary }), {
      ...json,
      status: 413,
    }).createObject(objectsPath, { file: new Blob([canary]) }),
  "an error of a proxy": respondingWith(403, { message: canary, type: canary.toLowerCase() }, { server: canary }),
};

export const redirects: Cases = {
  "a redirect to another host": respondingWith(307, null, { location: `https://${canary}.example/${canary}` }),
};

/** One response for each problem of a success. */
export const malformed: Cases = {
  "not JSON": () => clientThatGets(canary, json).createResource(patientPath, { data }),
  "not JSON, of an unusual content type": () =>
    clientThatGets("", { headers: { "content-type": `text/${canary}` } }).createResource(patientPath, { data }),
  HTML: () => clientThatGets(`<html>${canary}`, html).createResource(patientPath, { data }),
  "HTML, of a read": () => clientThatGets("<html>", html).getResource(path),
  "HTML, of an upsert": () => clientThatGets("<html>", html).upsertResource(path, { data }),
  "cut off after the taskId": () =>
    clientThatGets(`{"taskId":"${taskId}",`, json).createResource(patientPath, { data }),
  "an unknown status": created({ taskId, status: canary }),
  "an unknown status without a taskId": created({ status: canary }),
  "no resource": created({ taskId, status: "PERSISTED" }),
  "no taskId": created({ status: "ACCEPTED" }),
  "no resource, of a read": () => clientThatGets("{}", json).getResource(path),
  "no object, of a read": () => clientThatGets("{}", json).getObject({ ...objectsPath, id: "2wil" }),
  "no status, of a task": () => clientThatGets("{}", json).getTask({ sourceKey, taskId }),
  "receipts, of a task": () =>
    clientThatGets(JSON.stringify({ status: "SUCCESS", receipts: canary }), json).getTask({ sourceKey, taskId }),
  "receipts that are not objects, of a task": () =>
    clientThatGets(JSON.stringify({ status: "SUCCESS", receipts: [canary] }), json).getTask({ sourceKey, taskId }),
  "no status, of a purge": () => clientThatGets("{}", json).getPurge({ sourceKey, purgeId: taskId }),
  "an unknown status, of a delete": () => clientThatGets(JSON.stringify({ status: canary }), json).deleteResource(path),
  "no hits and no meta, of a browse": () => clientThatGets("{}", json).browse(sourcePath, { collectionKeys: [] }),
  "no taskId, of a bulk": () =>
    clientThatGets(JSON.stringify({ status: "PERSISTED" }), json).bulkResources(sourcePath, { operations: [] }),
  "no taskId, of a purge": () =>
    clientThatGets(JSON.stringify({ status: "PERSISTED" }), json).purgeCollection(sourcePath, collection),
  "not JSON, through http": () =>
    clientThatGets(canary, json).http.GET("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
      params: { path },
    }),
  "longer than a string can be": async () => {
    // A stub, because decoding would take half a gigabyte. The limit of the platform's strings is the real one.
    const decode = () => "x".repeat(2 ** 28);
    vi.stubGlobal(
      "TextDecoder",
      class {
        readonly decode = decode;
      },
    );
    const body = new ReadableStream({
      pull(stream) {
        stream.enqueue(new Uint8Array(1));
      },
    });
    try {
      return await clientOf(() => Promise.resolve(new Response(body, json)), {
        maxResponseBytes: Infinity,
      }).getResource(path);
    } finally {
      vi.unstubAllGlobals();
    }
  },
  "longer than maxResponseBytes": () =>
    clientOf(() => Promise.resolve(new Response(canary, json)), { maxResponseBytes: 5 }).getResource(path),
};

const bulkWrites = [0, 1].map((index) => ({
  ...({ index, action: "UPSERT", type: "patient", id: canary } as const),
  operation: { action: "UPSERT", upsert: { type: "patient", id: canary, data: {} } } as const,
}));
const unmatched =
  (count: number, id = taskId) =>
  () => {
    const receipts = Array.from({ length: count }, () => receipt("SUCCESS", undefined, { id: canary }));
    const [first] = matchReceipts(
      { writes: bulkWrites, attempts: 1 },
      { taskId: id, status: "SUCCESS", receipts: receipts.map((each) => ({ ...each, action: "DELETE" })) },
      nothingSent,
    );
    if (first?.ok === false) throw first.error;
  };

/** One bulk for each reason why receipts do not show the outcome of an operation. */
export const missingReceipts: Cases = {
  "no unique receipt": unmatched(2),
  "too few receipts": unmatched(1),
  "a taskId without its shape": unmatched(2, `${canary} of Tremblay`),
  "its task could not be polled": async () => {
    const target = clientOf((url) =>
      Promise.resolve(
        url.endsWith("/bulk")
          ? Response.json({ taskId, status: "ACCEPTED", bulkId: taskId })
          : Response.json({ type: "PERMISSION_DENIED", message: canary }, { status: 403 }),
      ),
    );
    const operations: ResourceOperation[] = [{ action: "UPSERT", upsert: { type: "patient", id: canary, data } }];
    for await (const outcome of writeResources(target, { sourceKey }, operations, { deadlineMs: 1_000 })) {
      if (!outcome.ok) throw outcome.error;
    }
  },
};
