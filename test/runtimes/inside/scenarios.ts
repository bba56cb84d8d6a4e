import type { RegistryEvent } from "../../../src/index.ts";
import { assertSame, catchError } from "./assertions.ts";
import type { Context, Settings } from "./context.ts";
import { checkClientWithProfiles, checkProfiles } from "./profile-scenarios.ts";

/** A behaviour of the client that is the same in every runtime. `run` throws when it is not. */
export interface Scenario {
  readonly name: string;
  readonly run: (context: Context) => Promise<void>;
}

const source = { sourceKey: "ehr-prod" };
const scans = { ...source, collectionKey: "scans" };
const patients = { ...source, resourceType: "patient" };
/** The embedded registry accepts writes of this type as tasks. */
const clinics = { ...source, resourceType: "clinic" };
const body = { data: { name: [{ family: "Tremblay" }] } };
const fastRetry = { limit: 2, backoffMs: 1 };

/** Returns a client whose events are recorded. */
function recordEvents(context: Context) {
  const events: RegistryEvent[] = [];
  const registry = context.connect({ retry: fastRetry, onEvent: (event) => events.push(event) });
  return { registry, events, attempts: () => events.filter(({ type }) => type === "attempt").length };
}

export const scenarios: readonly Scenario[] = [
  {
    name: "defines a resource type, and creates, reads and deletes a resource",
    async run(context) {
      const registry = context.connect();
      const properties = { name: { type: "array", items: { type: "humanname" } } } as const;
      await registry.putProfile({ ...source, profileKey: "patient" }, { type: "ROOT", properties });
      const collection = await registry.getCollection({ ...source, collectionKey: "patient" });
      assertSame("properties of the profile", collection.profile?.properties, properties);
      const created = await registry.createResource(patients, { id: "patient-1", ...body });
      assertSame("status", created.status, "PERSISTED");
      assertSame("kind of the task", created.task.kind, "oneOf");
      const read = await registry.getResource({ ...patients, id: "patient-1" });
      assertSame("data of the response", read.data, body.data);
      assertSame("stored data", (await context.send("resources", patients))[0]?.data, body.data);
      await registry.deleteResource({ ...patients, id: "patient-1" });
      assertSame("number of resources after the delete", (await context.send("resources", patients)).length, 0);
    },
  },
  {
    name: "creates, reads, updates, deletes and writes many relationships",
    async run(context) {
      const { identifierNotation, writeRelationships } = context.client;
      const registry = context.connect();
      const related = { ...source, relationshipType: "treated-by" };
      const [from, to] = [
        { id: "patient-1", type: "patient" },
        { id: "practitioner-1", type: "practitioner" },
      ];
      const identifier = { system: "hospital", value: "MADE-UP-0001", use: "official" };
      const created = await registry.createRelationship(related, { from, to, meta: { identifier: [identifier] } });
      assertSame("id", created.relationship?.id, "patient-1.practitioner-1");
      const id = "patient-1.practitioner-1";
      await registry.updateRelationship({ ...related, id }, [{ op: "add", path: "/since", value: "2024" }]);
      const read = await registry.getRelationship({ ...related, id: identifierNotation(identifier) });
      assertSame("data of the response", read.data, { since: "2024" });
      await registry.deleteRelationship({ ...related, id });
      const missing = await catchError(() => registry.getRelationship({ ...related, id }));
      assertSame("error after the delete", missing instanceof context.client.ApiError && missing.status, 404);
      const upsert = { type: "treated-by", from, to };
      const outcomes: boolean[] = [];
      const operations = [{ action: "UPSERT", upsert } as const];
      for await (const { ok } of writeRelationships(registry, source, operations, { deadlineMs: 10_000 }))
        outcomes.push(ok);
      assertSame("outcomes", outcomes, [true]);
    },
  },
  {
    name: "uploads a file, and does not follow a redirect of an upload",
    async run(context) {
      const registry = context.connect();
      const file = new File(["é".repeat(500_000)], "scan.txt", { type: "text/plain" });
      const created = await registry.createObject(scans, { file, ...body });
      if (created.status !== "PERSISTED") throw new Error("It was not created.");
      const { id, fileMeta } = created.object;
      assertSame("file", [fileMeta?.originalName, fileMeta?.size], ["scan.txt", 1_000_000]);
      assertSame("data of the response", (await registry.getObject({ ...scans, id })).data, body.data);
      const location = `${context.settings.controlUrl}/redirected`;
      await context.send("failRequests", { count: 1, fault: { kind: "redirect", location } });
      const error = await catchError(() => registry.createObject(scans, { file }));
      if (!(error instanceof context.client.RedirectError)) throw error;
      assertSame("requests to the target", await context.send("countRedirected", {}), 0);
    },
  },
  {
    name: "throws ApiError for an error response, and InvalidRequestError for an invalid path",
    async run(context) {
      const { ApiError, InvalidRequestError, isRegistryError } = context.client;
      const registry = context.connect();
      await registry.createResource(patients, { id: "patient-1", ...body });
      const conflict = await catchError(() => registry.createResource(patients, { id: "patient-1", ...body }));
      if (!(conflict instanceof ApiError)) throw conflict;
      // Deno and browsers may have sent the request twice.
      const outcome = "Deno" in globalThis || "document" in globalThis ? "unknown" : "not-done";
      assertSame("error", [conflict.status, conflict.type, conflict.outcome], [409, "ALREADY_EXISTS", outcome]);
      assertSame("request id", [typeof conflict.requestId, isRegistryError(conflict)], ["undefined", true]);
      const invalid = await catchError(() => registry.createResource({ ...patients, sourceKey: ".." }, body));
      if (!(invalid instanceof InvalidRequestError)) throw invalid;
      assertSame("field", invalid.field, "sourceKey");
    },
  },
  {
    name: "ends an attempt after timeoutMs",
    async run(context) {
      await context.send("failRequests", { count: 1, fault: { kind: "noResponse" } });
      const error = await catchError(() => context.connect().createResource(patients, body, { timeoutMs: 200 }));
      if (!(error instanceof context.client.TimeoutError)) throw error;
      assertSame("error", [error.scope, error.timeoutMs, error.outcome], ["attempt", 200, "unknown"]);
    },
  },
  {
    name: "rejects with the reason of the signal",
    async run(context) {
      await context.send("failRequests", { count: 1, fault: { kind: "noResponse" } });
      const controller = new AbortController();
      const { signal } = controller;
      const reason = new Error("the user closed the page");
      setTimeout(() => {
        controller.abort(reason);
      }, 100);
      const error = await catchError(() => context.connect().createResource(patients, body, { signal }));
      if (error !== reason) throw error;
    },
  },
  {
    name: "does not follow a redirect",
    async run(context) {
      const fault = { kind: "redirect", location: `${context.settings.controlUrl}/redirected` } as const;
      await context.send("failRequests", { count: 1, fault });
      const error = await catchError(() => context.connect().createResource(patients, body));
      if (!(error instanceof context.client.RedirectError)) throw error;
      // A browser hides both from a page.
      const isVisible = error.status !== undefined;
      assertSame("status", error.status, isVisible ? 307 : undefined);
      assertSame("origin", error.origin, isVisible ? new URL(fault.location).origin : undefined);
      assertSame("requests to the target", await context.send("countRedirected", {}), 0);
    },
  },
  {
    name: "retries an upsert, and not a create",
    async run(context) {
      const upsert = recordEvents(context);
      await context.send("failRequests", { count: 2, fault: { kind: "status", status: 503 } });
      await upsert.registry.upsertResource({ ...patients, id: "patient-1" }, body);
      assertSame("attempts of an upsert", upsert.attempts(), 3);
      const create = recordEvents(context);
      await context.send("failRequests", { count: 1, fault: { kind: "status", status: 503 } });
      const error = await catchError(() => create.registry.createResource(patients, body));
      if (!(error instanceof context.client.ApiError)) throw error;
      assertSame("error", [error.status, error.outcome, create.attempts()], [503, "unknown", 1]);
    },
  },
  {
    name: "waits for the time of Retry-After",
    async run(context) {
      const { registry, events } = recordEvents(context);
      const fault = { kind: "status", status: 429, headers: { "retry-after": "1" } } as const;
      await context.send("failRequests", { count: 1, fault });
      assertSame("status", (await registry.createResource(patients, body)).status, "PERSISTED");
      const delays = events.flatMap((event) => (event.type === "retry" ? [event.delayMs] : []));
      const areInRange = delays.map((ms) => ms >= 1_000 && ms <= 1_200);
      assertSame("delays are in range", areInRange, [true]);
    },
  },
  {
    name: "waits for a task, and throws when it fails",
    async run(context) {
      const { waitForTask, TaskFailedError } = context.client;
      const registry = context.connect();
      const accepted = await registry.createResource(clinics, body);
      assertSame("status", accepted.status, "ACCEPTED");
      const task = { ...source, taskId: accepted.taskId };
      assertSame("task", (await waitForTask(registry, task, { deadlineMs: 10_000 })).status, "SUCCESS");
      await context.send("failOperations", { count: 1, fault: { type: "FAILED_PRECONDITION" } });
      const failing = { ...source, taskId: await registry.createResource(clinics, body) };
      const error = await catchError(() => waitForTask(registry, failing, { deadlineMs: 10_000 }));
      if (!(error instanceof TaskFailedError)) throw error;
      assertSame("error", [error.status, error.outcome], ["FAILURE", "not-done"]);
    },
  },
  {
    name: "writes many resources, returns an outcome for each, and reads them page by page",
    async run(context) {
      const upserts = Array.from({ length: 250 }, (_, number) => ({
        action: "UPSERT" as const,
        upsert: { type: "patient", id: `patient-${number}`, data: { number } },
      }));
      let written = 0;
      const options = { deadlineMs: 10_000, batchSize: 100 };
      const registry = context.connect();
      for await (const outcome of context.client.writeResources(registry, source, upserts, options)) {
        if (!outcome.ok) throw outcome.error;
        written += 1;
      }
      assertSame("outcomes and resources", [written, (await context.send("resources", patients)).length], [250, 250]);
      const pages: number[] = [];
      const body = { collectionKeys: ["patient"], params: { perPage: 100 } };
      for await (const { hits } of context.client.browseAll(registry, source, body)) pages.push(hits.length);
      assertSame("pages", pages, [100, 100, 50]);
    },
  },
  {
    name: "accepts a key, in a browser only with dangerouslyAllowBrowser",
    async run(context) {
      const { createRegistryClient, InvalidRequestError } = context.client;
      const options = { workspaceId: "acme", apiKey: "a key" };
      createRegistryClient({ ...options, dangerouslyAllowBrowser: true });
      if (!("document" in globalThis)) {
        createRegistryClient(options);
        return;
      }
      const error = await catchError(() => createRegistryClient(options));
      if (!(error instanceof InvalidRequestError)) throw error;
      assertSame("field", error.field, "apiKey");
      await checkPageWorker(context.settings);
    },
  },
  {
    name: "checks resources against profiles, without code that is generated at run time",
    run: ({ profiles }) => {
      checkProfiles(profiles);
      return Promise.resolve();
    },
  },
  {
    name: "refuses resources that do not fit their profile before sending them, and sends the others",
    run: checkClientWithProfiles,
  },
];

/** A worker of a page is a browser too. */
async function checkPageWorker(settings: Settings): Promise<void> {
  const worker = new Worker("/page-worker.js", { type: "module" });
  try {
    const failure = await new Promise<string | undefined>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string | undefined>) => {
        resolve(data);
      };
      worker.onerror = ({ message }) => {
        reject(new Error(`the worker: ${message}`));
      };
      worker.postMessage(settings);
    });
    if (failure !== undefined) throw new Error(failure);
  } finally {
    worker.terminate();
  }
}
