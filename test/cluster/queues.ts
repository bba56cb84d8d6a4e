import { Queue, createPostgresBackend, type Job } from "bullmq";
import { Redis } from "ioredis";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { startWorker } from "../../src/bullmq/create-worker.ts";
import { defaultTiming, type Timing } from "../../src/bullmq/health.ts";
import {
  enqueueImport,
  type EnqueueOptions,
  type ImportWorker,
  type ImportWorkerOptions,
} from "../../src/bullmq/index.ts";
import type { ImportWorkerEvent } from "../../src/bullmq/index.ts";
import type { EmbeddedRegistry, EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import { fileJournals, importReport, postgresJournals, type Journals } from "../../src/import/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patients, source } from "../support/imports.ts";
import { startPostgres, startRedis, type Server } from "./servers.ts";

export type Backend = "redis" | "postgres";

export const backends = ["redis", "postgres"] as const;

/** Starts the server of a queue for the tests of a `describe`. */
export function withServer(backend: Backend): () => Server {
  let server: Server | undefined;
  beforeAll(async () => {
    server = await (backend === "redis" ? startRedis() : startPostgres());
  });
  afterAll(() => server?.stop());
  return () => {
    if (server === undefined) throw new Error("The server has not started.");
    return server;
  };
}

/** A worker of a test. */
export interface TestWorker extends ImportWorker {
  readonly events: readonly ImportWorkerEvent[];
  /** Resolves with the first event that matches. */
  readonly event: (name: ImportWorkerEvent["event"], count?: number) => Promise<ImportWorkerEvent>;
}

/** An import that is divided, with its queue, its journals and its registry. */
export interface Dividing {
  readonly file: string;
  readonly folder: string;
  readonly queue: Queue;
  readonly queueName: string;
  readonly journals: Journals;
  readonly embedded: EmbeddedRegistry;
  readonly registryUrl: string;
  readonly enqueue: (options?: Partial<EnqueueOptions>) => ReturnType<typeof enqueueImport>;
  readonly start: (options?: Partial<ImportWorkerOptions>, timing?: Partial<Timing>) => Promise<TestWorker>;
  /** The family names by id that the registry has. */
  readonly stored: () => Record<string, unknown>;
  readonly jobs: () => Promise<Job[]>;
  /** Resolves once every partition has finished. */
  readonly finished: () => Promise<void>;
}

let queues = 0;

/** Creates a folder with the file `patients.ndjson`, a queue and a registry that listens. The end of the test removes them. */
export async function dividing(
  server: Server,
  backend: Backend,
  count = 200,
  settings: EmbeddedRegistryOptions & { readonly profiles?: never } = {},
): Promise<Dividing> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-cluster-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "patients.ndjson");
  await writeFile(
    file,
    patients(count)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
  );
  queues += 1;
  const queueName = `imports-${process.pid}-${queues}`;
  const queue = openQueue(server, backend, queueName);
  queue.on("error", () => undefined);
  onTestFinished(() => queue.close());
  await queue.waitUntilReady();
  const embedded = createEmbeddedRegistry({ taskDurationMs: 0, ...settings });
  const { url } = await embedded.listen();
  onTestFinished(() => embedded.close());
  const registry = createRegistryClient({ baseUrl: url, apiKey: "a-made-up-key", retry: { backoffMs: 1 } });
  const journals = backend === "redis" ? fileJournals(folder) : await journalsIn(server, queueName);
  const connection = server.url;
  return {
    ...{ file, folder, queue, queueName, journals, embedded, registryUrl: url },
    enqueue: (options) => enqueueImport(queue, { files: file, journals, ...options }),
    async start(options, timing) {
      const events: ImportWorkerEvent[] = [];
      const waiting = new Set<() => void>();
      const worker = await startWorker(
        {
          ...{ queueName, backend, connection, registry, path: source, journals, type: "patient" },
          onEvent(event) {
            events.push(event);
            for (const check of waiting) check();
          },
          ...options,
        },
        { ...defaultTiming, pollMs: 20, ...timing },
      );
      worker.closed.catch(() => undefined);
      onTestFinished(() => worker.close());
      const event: TestWorker["event"] = (name, number = 1) =>
        new Promise((resolve, reject) => {
          const check = () => {
            const found = events.filter((each) => each.event === name)[number - 1];
            if (found === undefined) return;
            waiting.delete(check);
            resolve(found);
          };
          waiting.add(check);
          worker.closed.then(() => {
            reject(new Error(`The worker ended without the event ${name}.`));
          }, reject);
          check();
        });
      return { ...worker, events, event };
    },
    stored: () =>
      Object.fromEntries(
        embedded.resources({ ...source, resourceType: "patient" }).map(({ id, data }) => [id, data.family]),
      ),
    jobs: () => queue.getJobs(),
    async finished() {
      await expect
        .poll(async () => (await importReport({ journals })).partitions.map(({ state }) => state), { timeout: 60_000 })
        .not.toEqual(expect.arrayContaining([expect.stringMatching(/waiting|open/)]));
    },
  };
}

/** The family names by id that an import of all patients stores. */
export function expectedOf(count: number): Record<string, unknown> {
  return Object.fromEntries(patients(count).map(({ id, family }) => [id, family]));
}

function openQueue(server: Server, backend: Backend, name: string): Queue {
  if (backend === "redis") return new Queue(name, { connection: { url: server.url } });
  // The queues of both have the same methods; the type parameter names the connection.
  const queue = new Queue(name, { connection: { connectionString: server.url, migrate: true } }, createPostgresBackend);
  return queue as unknown as Queue;
}

async function journalsIn(server: Server, name: string): Promise<Journals> {
  const pool = new Pool({ connectionString: server.url, max: 5 });
  pool.on("error", () => undefined);
  onTestFinished(() => pool.end());
  const schema = name.replaceAll("-", "_");
  await pool.query(`create schema ${schema}`);
  return postgresJournals(pool, { schema });
}

/** Removes the lock of the job that runs, as if it had expired. */
export async function removeLock(url: string, backend: Backend, queueName: string): Promise<void> {
  if (backend === "redis") {
    const redis = new Redis(url);
    const [lock = ""] = await redis.keys(`bull:${queueName}:*:lock`);
    expect(await redis.del(lock)).toBe(1);
    redis.disconnect();
    return;
  }
  await queryOnce(url, `update bullmq.job set lock_token = 'other', locked_until_ms = 0 where queue = '${queueName}'`);
}

/** Runs a statement in PostgreSQL. */
export async function queryOnce(connectionString: string, text: string): Promise<void> {
  const pool = new Pool({ connectionString });
  await pool.query(text);
  await pool.end();
}
