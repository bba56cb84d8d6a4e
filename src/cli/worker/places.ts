import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { fileJournals, postgresJournals, type Journals, type PostgresPool } from "../../import/index.ts";
import { withinMs } from "../../bullmq/connect.ts";
import { checkConnectionString } from "../../bullmq/connection-string.ts";
import { CommandError, variable, type Context } from "../context.ts";
import { exportOf } from "../import/load-module.ts";
import { commandError } from "./errors.ts";

/** The options that name a queue and its journals. */
export interface PlaceFlags {
  readonly queue: string;
  readonly backend: "redis" | "postgres";
  readonly journals?: string | undefined;
}

/** Returns the connection string of the queue. There is no option for it: command lines are visible to other users. */
export function queueUrl({ backend }: PlaceFlags, { env }: Context): string {
  const url = variable(env, "CLINIA_QUEUE_URL");
  if (url !== undefined && otherServers[backend].test(url)) {
    throw new CommandError(
      `CLINIA_QUEUE_URL is not a connection string for --backend ${backend}. Change one of them.`,
      2,
    );
  }
  if (url !== undefined) return checkedUrl(url, "CLINIA_QUEUE_URL");
  throw new CommandError(
    `The connection string of the queue is missing. Set CLINIA_QUEUE_URL, such as to ${examples[backend]}.`,
    2,
  );
}

const examples = { redis: "redis://localhost", postgres: "postgres://user:password@localhost/imports" } as const;

/** The connection strings of other servers: the driver would take a part of them for a path, or connect to another host. */
const otherServers = {
  redis: /^postgres(?:ql)?:/i,
  postgres: /^(?!postgres(?:ql)?:|socket:)[a-z][a-z\d+.-]*:/i,
} as const;

function checkedUrl(url: string, name: string): string {
  try {
    checkConnectionString(url, name);
    return url;
  } catch (error) {
    throw commandError(error);
  }
}

/** Journals, and a function that closes their connections. */
export interface OpenJournals {
  readonly journals: Journals;
  readonly close: () => Promise<void>;
}

/** A pool of `pg`. */
interface Pool extends PostgresPool {
  on(event: "error", listener: () => void): unknown;
  end(): Promise<void>;
}

/** Opens the journals in the folder of `--journals`, or in the database of `CLINIA_JOURNALS_URL`. */
export async function openJournals(
  { journals: folder }: Pick<PlaceFlags, "journals">,
  context: Context,
): Promise<OpenJournals> {
  const url = variable(context.env, "CLINIA_JOURNALS_URL");
  if (folder !== undefined) {
    return { journals: fileJournals(resolve(context.cwd, folder)), close: () => Promise.resolve() };
  }
  if (url === undefined) {
    throw new CommandError(
      "The place of the journals is missing. Set CLINIA_JOURNALS_URL to the connection string of PostgreSQL, or pass --journals with a folder on this machine.",
      2,
    );
  }
  if (otherServers.postgres.test(url)) {
    throw new CommandError(
      `CLINIA_JOURNALS_URL is not a connection string of PostgreSQL. Expected one such as ${examples.postgres}.`,
      2,
    );
  }
  const pg = await importPeer("pg", context);
  const Pool = exportOf(pg, "Pool") as new (settings: object) => Pool;
  const connectionString = checkedUrl(url, "CLINIA_JOURNALS_URL");
  const pool = new Pool({ connectionString, ...timeouts });
  // The pool loses its idle connections when the server restarts; the next query opens new ones.
  pool.on("error", () => undefined);
  return { journals: postgresJournals(pool), close: () => withinMs(closeMs, pool.end()) };
}

/** A machine that disappears closes no connection: without a limit, a query would wait forever. */
const timeouts = { keepAlive: true, connectionTimeoutMillis: 30_000, query_timeout: 60_000 } as const;

/** How long a command waits for its connections to close. */
export const closeMs = 2_000;

/** The packages that a user installs beside the command. */
const peers = { bullmq: "bullmq@6", ioredis: "ioredis@6", pg: "pg@8" } as const;

/**
 * Imports BullMQ and checks the driver of its server. They are resolved from the current folder, because the command may be installed
 * elsewhere. BullMQ loads the driver itself.
 */
export async function loadQueuePackages({ backend }: PlaceFlags, context: Context): Promise<object> {
  const bullmq = await importPeer("bullmq", context);
  await importPeer(backend === "redis" ? "ioredis" : "pg", context);
  return bullmq;
}

async function importPeer(name: keyof typeof peers, { cwd }: Context): Promise<Readonly<Record<string, unknown>>> {
  try {
    const path = createRequire(join(cwd, "package.json")).resolve(name);
    return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch {
    throw new CommandError(`The package ${name} is missing in this folder. Run: npm install ${peers[name]}`, 2);
  }
}
