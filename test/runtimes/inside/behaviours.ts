import type { RegistryEvent } from "../../../src/index.ts";
import { rejection, same } from "./check.ts";
import type { Settings, World } from "./world.ts";

/** One thing that the client does, wherever it runs. It throws where the client does not. */
export interface Behaviour {
  readonly name: string;
  readonly look: (world: World) => Promise<void>;
}

const source = { sourceKey: "ehr-prod" };
const patients = { ...source, resourceType: "patient" };
/** The embedded registry accepts these as tasks. */
const clinics = { ...source, resourceType: "clinic" };
const body = { data: { name: [{ family: "Tremblay" }] } };
const quick = { limit: 2, backoffMs: 1 };

/** A client whose events are kept, by their types. */
function watched(world: World) {
  const events: RegistryEvent[] = [];
  const registry = world.connect({ retry: quick, onEvent: (event) => events.push(event) });
  return { registry, events, attempts: () => events.filter(({ type }) => type === "attempt").length };
}

export const behaviours: readonly Behaviour[] = [
  {
    name: "creates a resource, reads it and deletes it",
    async look(world) {
      const registry = world.connect();
      const created = await registry.createResource(patients, { id: "patient-1", ...body });
      same("status", created.status, "PERSISTED");
      same("kind of the task", created.task.kind, "oneOf");
      same("what is read", (await registry.getResource({ ...patients, id: "patient-1" })).data, body.data);
      same("what is stored", (await world.order("resources", patients))[0]?.data, body.data);
      await registry.deleteResource({ ...patients, id: "patient-1" });
      same("how many are left", (await world.order("resources", patients)).length, 0);
    },
  },
  {
    name: "tells errors by their kind, from the registry and before it",
    async look(world) {
      const { ApiError, InvalidRequestError, isRegistryError } = world.client;
      const registry = world.connect();
      await registry.createResource(patients, { id: "patient-1", ...body });
      const twice = await rejection(() => registry.createResource(patients, { id: "patient-1", ...body }));
      if (!(twice instanceof ApiError)) throw twice;
      // Elsewhere it may be the platform that has sent it twice.
      const outcome = "Deno" in globalThis || "document" in globalThis ? "unknown" : "not-done";
      same("error", [twice.status, twice.type, twice.outcome], [409, "ALREADY_EXISTS", outcome]);
      same("request id", [typeof twice.requestId, isRegistryError(twice)], ["undefined", true]);
      const wrong = await rejection(() => registry.createResource({ ...patients, sourceKey: ".." }, body));
      if (!(wrong instanceof InvalidRequestError)) throw wrong;
      same("field", wrong.field, "sourceKey");
    },
  },
  {
    name: "ends an attempt when its time is up",
    async look(world) {
      await world.order("fault", { n: 1, fault: { kind: "noResponse" } });
      const error = await rejection(() => world.connect().createResource(patients, body, { timeoutMs: 200 }));
      if (!(error instanceof world.client.TimeoutError)) throw error;
      same("error", [error.scope, error.timeoutMs, error.outcome], ["attempt", 200, "unknown"]);
    },
  },
  {
    name: "ends a call with the reason of its signal",
    async look(world) {
      await world.order("fault", { n: 1, fault: { kind: "noResponse" } });
      const leaving = new AbortController();
      const reason = new Error("the user has left");
      setTimeout(() => {
        leaving.abort(reason);
      }, 100);
      const error = await rejection(() => world.connect().createResource(patients, body, { signal: leaving.signal }));
      if (error !== reason) throw error;
    },
  },
  {
    name: "does not follow a redirect",
    async look(world) {
      const fault = { kind: "redirect", location: `${world.settings.controlUrl}/stray` } as const;
      await world.order("fault", { n: 1, fault });
      const error = await rejection(() => world.connect().createResource(patients, body));
      if (!(error instanceof world.client.RedirectError)) throw error;
      // A browser tells neither.
      const isTold = error.status !== undefined;
      same("status", error.status, isTold ? 307 : undefined);
      same("origin", error.origin, isTold ? new URL(fault.location).origin : undefined);
      same("requests that came there", await world.order("strays", {}), 0);
    },
  },
  {
    name: "sends again what is safe to repeat, and nothing else",
    async look(world) {
      const upsert = watched(world);
      await world.order("fault", { n: 2, fault: { kind: "status", status: 503 } });
      await upsert.registry.upsertResource({ ...patients, id: "patient-1" }, body);
      same("attempts of an upsert", upsert.attempts(), 3);
      const create = watched(world);
      await world.order("fault", { n: 1, fault: { kind: "status", status: 503 } });
      const error = await rejection(() => create.registry.createResource(patients, body));
      if (!(error instanceof world.client.ApiError)) throw error;
      same("error", [error.status, error.outcome, create.attempts()], [503, "unknown", 1]);
    },
  },
  {
    name: "waits as long as the registry asks",
    async look(world) {
      const { registry, events } = watched(world);
      const fault = { kind: "status", status: 429, headers: { "retry-after": "1" } } as const;
      await world.order("fault", { n: 1, fault });
      same("status", (await registry.createResource(patients, body)).status, "PERSISTED");
      const delays = events.flatMap((event) => (event.type === "retry" ? [event.delayMs] : []));
      const inTime = delays.map((ms) => ms >= 1_000 && ms <= 1_200);
      same("waits", inTime, [true]);
    },
  },
  {
    name: "waits for a task, and tells one that fails",
    async look(world) {
      const { waitForTask, TaskFailedError } = world.client;
      const registry = world.connect();
      const accepted = await registry.createResource(clinics, body);
      same("status", accepted.status, "ACCEPTED");
      const task = { ...source, taskId: accepted.taskId };
      same("task", (await waitForTask(registry, task, { deadlineMs: 10_000 })).status, "SUCCESS");
      await world.order("failNext", { n: 1, failure: { type: "FAILED_PRECONDITION" } });
      const doomed = { ...source, taskId: await registry.createResource(clinics, body) };
      const error = await rejection(() => waitForTask(registry, doomed, { deadlineMs: 10_000 }));
      if (!(error instanceof TaskFailedError)) throw error;
      same("error", [error.status, error.outcome], ["FAILURE", "not-done"]);
    },
  },
  {
    name: "writes many resources, and tells of each",
    async look(world) {
      const upserts = Array.from({ length: 250 }, (_, number) => ({
        action: "UPSERT" as const,
        upsert: { type: "patient", id: `patient-${number}`, data: { number } },
      }));
      let written = 0;
      const options = { deadlineMs: 10_000, batchSize: 100 };
      for await (const outcome of world.client.writeResources(world.connect(), source, upserts, options)) {
        if (!outcome.ok) throw outcome.error;
        written += 1;
      }
      same("outcomes and resources", [written, (await world.order("resources", patients)).length], [250, 250]);
    },
  },
  {
    name: "takes a key, and in a browser none unless it is told to",
    async look(world) {
      const { createRegistryClient, InvalidRequestError } = world.client;
      const options = { workspaceId: "acme", apiKey: "a key" };
      createRegistryClient({ ...options, dangerouslyAllowBrowser: true });
      if (!("document" in globalThis)) {
        createRegistryClient(options);
        return;
      }
      const error = await rejection(() => createRegistryClient(options));
      if (!(error instanceof InvalidRequestError)) throw error;
      same("field", error.field, "apiKey");
      await lookInWorker(world.settings);
    },
  },
];

/** A worker of the page is the browser too. */
async function lookInWorker(settings: Settings): Promise<void> {
  const worker = new Worker("/page-worker.js", { type: "module" });
  try {
    const fault = await new Promise<string | undefined>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string | undefined>) => {
        resolve(data);
      };
      worker.onerror = ({ message }) => {
        reject(new Error(`the worker: ${message}`));
      };
      worker.postMessage(settings);
    });
    if (fault !== undefined) throw new Error(fault);
  } finally {
    worker.terminate();
  }
}
