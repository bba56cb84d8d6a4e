import { Redis } from "ioredis";
import { once } from "node:events";
import { connect as connectTo, createServer, type AddressInfo, type Socket } from "node:net";
import { Pool } from "pg";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { connect, type QueuePlace } from "../../src/bullmq/connect.ts";
import { createHealth, defaultTiming, type Timing } from "../../src/bullmq/health.ts";
import { refusalOf } from "../../src/bullmq/errors.ts";
import { loadBullMQ } from "../../src/bullmq/module.ts";
import { createImportWorker } from "../../src/bullmq/index.ts";
import { fileJournals } from "../../src/import/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { freePort } from "../support/free-port.ts";
import { source } from "../support/imports.ts";
import { backends, withServer } from "./queues.ts";
import { startRedis } from "./servers.ts";
import { silentServer } from "./silent-server.ts";

interface Started {
  readonly error?: unknown;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** Connects to a queue, and closes it again. */
async function startOn(
  place: Partial<QueuePlace>,
  timing: Partial<Timing> = {},
  onError: () => unknown = () => undefined,
  closing: AbortSignal = new AbortController().signal,
): Promise<Started> {
  const warnings: string[] = [];
  const errors: string[] = [];
  const times = { ...defaultTiming, retryMs: 20, errorWindowMs: 1, ...timing };
  const health = createHealth((message) => {
    if (errors.push(message) === 1) void onError();
  }, times);
  const bullmq = await loadBullMQ(undefined);
  const complete: QueuePlace = {
    ...{ queueName: "imports", backend: "redis", connection: "", migrate: false, lockDurationMs: 30_000 },
    ...place,
  };
  try {
    const worker = await connect(bullmq, complete, health, times, closing, (message) => warnings.push(message));
    await worker?.close(true);
    return { warnings, errors };
  } catch (error) {
    return { error, warnings, errors };
  }
}

describe.each(backends)("a worker that starts on %s", (backend) => {
  const server = withServer(backend);

  test("waits for its server", async () => {
    const port = await freePort();
    const connection = backend === "redis" ? `redis://127.0.0.1:${port}` : server().url.replace(/:\d+\//, `:${port}/`);
    const { error, errors } = await startOn({ backend, connection, migrate: true }, { retryMs: 300 }, () =>
      forward(port, server().port),
    );
    expect(error).toBeUndefined();
    expect(errors[0]).toBe("The queue failed: ECONNREFUSED.");
  });

  test("ends at the tenth error in a row, and uses no CPU time meanwhile", async () => {
    const port = await freePort();
    const connection = `${backend}://127.0.0.1:${port}`;
    const before = process.cpuUsage();
    const { error, errors } = await startOn({ backend, connection }, { errorWindowMs: 0, retryMs: 300 });
    expect(error).toMatchObject({ name: "ImportWorkerError", reason: "unavailable" });
    expect(errors).toHaveLength(10);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

test.each(backends)("a worker that waits for %s stops when it is closed", async (backend) => {
  const port = await freePort();
  const controller = new AbortController();
  const { error, errors } = await startOn(
    { backend, connection: `${backend}://127.0.0.1:${port}` },
    { retryMs: 60_000 },
    () => {
      controller.abort();
    },
    controller.signal,
  );
  expect(error).toBeUndefined();
  expect(errors).toEqual(["The queue failed: ECONNREFUSED."]);
});

test("a worker reports a PostgreSQL that does not respond", async () => {
  const { port } = (await silentServer()).address() as AddressInfo;
  const controller = new AbortController();
  const { errors } = await startOn(
    { backend: "postgres", connection: { host: "127.0.0.1", port, user: "any", connectionTimeoutMillis: 200 } },
    {},
    () => {
      controller.abort();
    },
    controller.signal,
  );
  expect(errors).toEqual(["The queue failed: timeout."]);
});

describe("a worker of a queue on Redis", () => {
  const server = withServer("redis");

  test("maxmemory-policy not noeviction: a warning, and nothing on the console", async () => {
    const warn = vi.spyOn(console, "warn");
    onTestFinished(() => {
      warn.mockRestore();
    });
    const redis = new Redis(server().url);
    await redis.config("SET", "maxmemory-policy", "allkeys-lru");
    const { error, warnings } = await startOn({ connection: { port: server().port } });
    await redis.config("SET", "maxmemory-policy", "noeviction");
    redis.disconnect();
    expect(error).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining("maxmemory-policy is allkeys-lru")]);
    expect(warn).not.toHaveBeenCalled();
    expect(await startOn({ connection: server().url })).toEqual({ warnings: [], errors: [] });
  });

  test.each([
    { version: "6.0.16", isRefused: true },
    { version: "5.0.14", isRefused: true },
    { version: "6.2.00", isRefused: false },
  ])("Redis under 6.2: refused at the start ($version)", async ({ version, isRefused }) => {
    const port = await freePort();
    await forward(port, server().port, (bytes) =>
      Buffer.from(
        bytes
          .toString("latin1")
          .replace(/redis_version:\d+\.\d+\.\d+/, (found) =>
            `redis_version:${version}`.padEnd(found.length, "0").slice(0, found.length),
          ),
        "latin1",
      ),
    );
    const { error } = await startOn({ connection: `redis://127.0.0.1:${port}` });
    if (isRefused) expect(error).toMatchObject({ name: "ImportWorkerError", reason: "version" });
    else expect(error).toBeUndefined();
  });
});

test("createImportWorker reports the warning, and a worker that waits is closed", async () => {
  const server = await startRedis("--maxmemory-policy", "allkeys-lru");
  onTestFinished(() => server.stop());
  const events: string[] = [];
  const worker = await createImportWorker({
    ...{ queueName: "imports", backend: "redis", connection: { port: server.port }, type: "patient", path: source },
    registry: createRegistryClient({ baseUrl: "http://localhost", apiKey: "a-made-up-key" }),
    journals: fileJournals("."),
    onEvent: ({ event }) => events.push(event),
  });
  await worker.close();
  await worker.closed;
  expect(events).toEqual(["warning", "ready"]);
});

test("the package bullmq is missing: refused, with the command to run", async () => {
  const missing = () => Promise.reject(new Error("Cannot find package"));
  await expect(loadBullMQ(undefined, missing)).rejects.toMatchObject({
    name: "ImportWorkerError",
    message: expect.stringContaining("npm install bullmq@6") as string,
  });
});

describe("a worker of a queue on PostgreSQL", () => {
  const server = withServer("postgres");
  const place = () => ({ backend: "postgres" as const, connection: { connectionString: server().url } });

  test("without migrations: refused at the start, and the message says how to create the tables", async () => {
    const refused = await startOn(place());
    expect(refused.error).toMatchObject({
      name: "ImportWorkerError",
      reason: "migrations",
      message: expect.stringContaining("migrate: true") as string,
    });
    expect(await startOn({ ...place(), migrate: true })).toEqual({ warnings: [], errors: [] });
    expect(await startOn({ ...place(), connection: server().url })).toEqual({ warnings: [], errors: [] });
  });

  test.each([
    { row: { server_version_num: "120022", server_version: "12.22" }, name: "PostgreSQL under 13", message: "13" },
    { row: { min_client_version: 7 }, name: "tables of a later BullMQ", message: "bullmq@latest" },
  ])("$name: refused at the start", async ({ row, message }) => {
    await startOn({ ...place(), migrate: true });
    const pool = new Pool({ connectionString: server().url, options: "-c search_path=bullmq" });
    onTestFinished(() => pool.end());
    // What such a server responds.
    const other = Object.assign(Object.create(pool) as Pool, {
      async connect() {
        const client = await pool.connect();
        const query = async (text: string, values: unknown[]) => {
          const result = await client.query<object>(text, values);
          return { ...result, rows: result.rows.map((found) => ({ ...found, ...row })) };
        };
        return {
          query,
          release: () => {
            client.release();
          },
          on: () => undefined,
        };
      },
    });
    const { error } = await startOn({ ...place(), connection: other });
    expect(error).toMatchObject({ name: "ImportWorkerError", message: expect.stringContaining(message) as string });
  });

  test("an unknown database: refused at the start, without the password", async () => {
    const connection = server()
      .url.replace("postgres@", "postgres:a-made-up-password@")
      .replace(/\/postgres$/, "/missing");
    const { error } = await startOn({ ...place(), connection });
    expect(error).toMatchObject({ reason: "refused", message: expect.stringContaining("3D000") as string });
    expect(String(error)).not.toContain("a-made-up-password");
  });
});

test.each([
  ["28000", "PostgreSQL refused the user of the queue (28000). Check the user and the password"],
  ["28P01", "PostgreSQL refused the user of the queue (28P01). Check the user and the password"],
  ["3D000", "PostgreSQL has no such database for the queue (3D000). Create it"],
  [
    "42501",
    "PostgreSQL denied the user of the queue a permission (42501). To create the tables, the user needs create",
  ],
])("the message for %s of PostgreSQL says what it refused, and what to do", (code, message) => {
  expect(refusalOf(Object.assign(new Error("a made-up value"), { code }))).toContain(message);
});

test("the message for a missing password asks for it", () => {
  const error = new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string");
  expect(refusalOf(error)).toBe(
    "PostgreSQL did not get a password for the queue (SASL). Add it to the connection string, after the user and a colon.",
  );
});

test("errors of a queue are printed by their code alone", () => {
  const errors: string[] = [];
  const health = createHealth((message) => errors.push(message), { ...defaultTiming, errorWindowMs: 0 });
  health.failed(Object.assign(new Error("a made-up value"), { code: "57P01" }));
  health.failed(new Error("WRONGPASS a made-up value"));
  health.failed(new TypeError("a made-up value"));
  health.failed("a made-up value");
  expect(errors).toEqual(
    ["57P01", "WRONGPASS", "TypeError", "unknown error"].map((code) => `The queue failed: ${code}.`),
  );
});

test("errors of several connections within five seconds count once, and a response resets the count", async () => {
  const errors: string[] = [];
  const health = createHealth((message) => errors.push(message), defaultTiming);
  for (let count = 0; count < 20; count += 1) health.failed(new Error("ECONNREFUSED"));
  health.succeeded();
  expect(errors).toHaveLength(1);
  expect(health.error()).toBeUndefined();
  await Promise.resolve();
});

/** Forwards a port to a server, and changes its responses. */
async function forward(port: number, target: number, change = (bytes: Buffer) => bytes): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connectTo(target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    near.pipe(far);
    far.on("data", (bytes) => near.write(change(bytes)));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
}
