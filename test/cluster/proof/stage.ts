import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createPostgresBackend, Queue } from "bullmq";
import { Redis } from "ioredis";
import { Pool } from "pg";
import type { ImportQueue } from "../../../src/bullmq/index.ts";
import { fileJournals, postgresJournals, type Journals } from "../../../src/import/index.ts";
import { startPostgres, startRedis, type Server } from "../servers.ts";

export type Engine = "redis" | "postgres";

export const queueName = "imports";

/** The servers and the files of a divided import. */
export interface Stage {
  readonly engine: Engine;
  readonly folder: string;
  readonly queueUrl: string;
  readonly queue: ImportQueue;
  readonly journals: Journals;
  /** What a worker needs to open the journals: a folder, or the URL of PostgreSQL. */
  readonly journalsAt: { readonly folder: string } | { readonly url: string };
  /** Kills and restarts every server. */
  restart(): Promise<void>;
  /** Removes every job of the queue, as FLUSHALL does. */
  wipe(): Promise<void>;
  /** Resolves with all that the queue and the journals store. */
  dump(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the servers of a queue and its journals. With PostgreSQL for both, they share one server. */
export async function createStage(engine: Engine, journalsIn: "files" | "postgres"): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-proof-"));
  const redis = engine === "redis" ? await startRedis() : undefined;
  const postgres = engine === "postgres" || journalsIn === "postgres" ? await startPostgres() : undefined;
  const servers = [redis, postgres].filter((server) => server !== undefined);
  const pool = postgres && openPool(postgres);
  const opened = redis === undefined ? await postgresQueue(postgres) : redisQueue(redis);
  const journalFolder = join(folder, "journals");
  await mkdir(journalFolder);
  const isInFiles = journalsIn === "files" || pool === undefined;
  return {
    ...{ engine, folder, queue: opened.queue },
    wipe: () => opened.wipe(),
    queueUrl: (redis ?? postgres)?.url ?? "",
    journals: isInFiles ? fileJournals(journalFolder) : postgresJournals(pool),
    journalsAt: isInFiles ? { folder: journalFolder } : { url: postgres?.url ?? "" },
    async restart() {
      await Promise.all(servers.map((server) => server.restart()));
    },
    async dump() {
      const dumps = [filesIn(journalFolder), redis && dumpRedis(redis), postgres && dumpPostgres(postgres)];
      return (await Promise.all(dumps.filter((dump) => dump !== undefined))).join("\n");
    },
    async stop() {
      await opened.close();
      await pool?.end();
      await Promise.all(servers.map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface OpenQueue {
  readonly queue: ImportQueue;
  wipe(): Promise<void>;
  close(): Promise<void>;
}

function redisQueue({ url }: Server): OpenQueue {
  const redis = openRedis(url);
  const queue = new Queue(queueName, { connection: { url } });
  // It emits an error for each connection that is lost.
  queue.on("error", () => undefined);
  return {
    queue,
    async wipe() {
      await redis.flushall();
    },
    async close() {
      await queue.close();
      await closeRedis(redis);
    },
  };
}

/** The tables of BullMQ's PostgreSQL backend that are not about the schema. */
const notJobs = ["migration", "meta"];

async function postgresQueue(server: Server | undefined): Promise<OpenQueue> {
  const pool = openPool(server);
  const connection = { connectionString: server?.url ?? "", migrate: true };
  const queue = new Queue(queueName, { connection }, createPostgresBackend);
  queue.on("error", () => undefined);
  await queue.waitUntilReady();
  return {
    queue,
    async wipe() {
      const query = "select tablename from pg_tables where schemaname = 'bullmq' and tablename <> all($1)";
      const { rows } = await pool.query<{ tablename: string }>(query, [notJobs]);
      await pool.query(`truncate ${rows.map(({ tablename }) => `bullmq."${tablename}"`).join(", ")} cascade`);
    },
    async close() {
      await queue.close();
      await pool.end();
    },
  };
}

function openPool(server: Server | undefined): Pool {
  const pool = new Pool({ connectionString: server?.url ?? "", max: 4 });
  // An idle connection is lost at a restart.
  pool.on("error", () => undefined);
  return pool;
}

function openRedis(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  return redis;
}

async function closeRedis(redis: Redis): Promise<void> {
  await redis.quit();
}

const execFileAsync = promisify(execFile);

async function dumpPostgres({ url }: Server): Promise<string> {
  const { stdout } = await execFileAsync("pg_dump", ["--dbname", url], { maxBuffer: 2 ** 30 });
  return stdout;
}

/** The values of all keys, and the log of all changes: it also has what was removed. */
async function dumpRedis({ url }: Server): Promise<string> {
  const redis = openRedis(url);
  try {
    const keys = await redis.keys("*");
    const values = await Promise.all(keys.map((key) => valueOf(redis, key)));
    const [, folder = ""] = await redis.config("GET", "dir");
    return JSON.stringify([keys, values]) + (await filesIn(folder));
  } finally {
    await closeRedis(redis);
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case "string":
      return redis.get(key);
    case "hash":
      return redis.hgetall(key);
    case "list":
      return redis.lrange(key, 0, -1);
    case "set":
      return redis.smembers(key);
    case "zset":
      return redis.zrange(key, "0", "-1");
    case "stream":
      return redis.xrange(key, "-", "+");
    default:
      return "";
  }
}

async function filesIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map((file) => readFile(join(file.parentPath, file.name), "latin1").catch(emptyIfRemoved));
  return (await Promise.all(texts)).join("\n");
}

/** A worker may remove a temporary file after it was listed. */
function emptyIfRemoved(error: NodeJS.ErrnoException): string {
  if (error.code !== "ENOENT") throw error;
  return "";
}
