import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { accessSync, readdirSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../support/free-port.ts";

/*
 * Redis and PostgreSQL of Debian's packages. Each server has its own folder and a free port, so that a test can kill and restart it.
 */

const redisPath = process.env["REDIS_SERVER"] ?? "/usr/bin/redis-server";
const postgresVersions = process.env["POSTGRES_VERSIONS"] ?? "/usr/lib/postgresql";

/** A running server. */
export interface Server {
  readonly url: string;
  readonly port: number;
  /** Kills the server, and starts it again on the same port with its stored data. */
  restart(): Promise<void>;
  /** Freezes the server, with its connections, until it is thawed: it does not respond. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Ends the server, and removes its data. */
  stop(): Promise<void>;
}

/** Throws an error that names the Debian packages which are missing. */
export function requireServers(): void {
  const missing = [
    ...(canRead(redisPath) ? [] : ["redis-server"]),
    ...(postgresFolder() === undefined ? ["postgresql"] : []),
  ];
  if (missing.length === 0) return;
  throw new Error(`These tests need ${missing.join(" and ")}. Run: apt-get install ${missing.join(" ")}`);
}

/** Starts Redis. It stores each change on the disk, as a queue should. */
export async function startRedis(...settings: readonly string[]): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "redis-"));
  const port = await freePort();
  const persistent = ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"];
  const start = async () => {
    const child = spawn(
      redisPath,
      ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...persistent, ...settings],
      { stdio: "ignore" },
    );
    await untilReady(child, () => execFileAsync("redis-cli", ["-p", String(port), "ping"]));
    return child;
  };
  return serverOf({ url: `redis://127.0.0.1:${port}`, port, folder, start, killSignal: "SIGKILL" });
}

/**
 * Starts PostgreSQL with a database without a password, and parameters such as `fsync=off`. It refuses to run as root, so it runs as the user
 * of its package then.
 */
export async function startPostgres(...parameters: readonly string[]): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "postgres-"));
  const port = await freePort();
  const programs = join(String(postgresFolder()), "bin");
  const user = postgresUser();
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, "data");
  await execFileAsync(
    join(programs, "initdb"),
    ["--auth=trust", "--username=postgres", "--no-sync", data],
    // It must be able to enter the current folder.
    { ...user, cwd: folder },
  );
  const start = async () => {
    const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, ...parameters];
    const child = spawn(join(programs, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
      ...user,
      cwd: folder,
      stdio: "ignore",
    });
    const ready = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres"];
    await untilReady(child, () => execFileAsync(join(programs, "pg_isready"), ready));
    return child;
  };
  // SIGQUIT is an immediate shutdown: it loses what was not committed, as a crash does.
  return serverOf({
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    ...{ port, folder, start, killSignal: "SIGQUIT" },
  });
}

const execFileAsync = promisify(execFile);

/** Returns the user that PostgreSQL runs as, if this process is root. */
function postgresUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"])));
  return { uid: Number(uid), gid: Number(gid) };
}

interface StartedServer {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly start: () => Promise<ChildProcess>;
  readonly killSignal: NodeJS.Signals;
}

async function serverOf({ url, port, folder, start, killSignal }: StartedServer): Promise<Server> {
  let child = await start();
  /** Each connection to PostgreSQL has a process of its own. */
  const signalAll = async (signal: NodeJS.Signals) => {
    const { stdout } = await execFileAsync("ps", ["-o", "pid=", "--ppid", String(child.pid)]).catch(() => ({
      stdout: "",
    }));
    child.kill(signal);
    for (const pid of stdout.split("\n").map(Number)) if (pid > 0) signalProcess(pid, signal);
  };
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    // A frozen process does not end.
    await signalAll("SIGCONT");
    child.kill(killSignal);
    await exit;
  };
  return {
    url,
    port,
    freeze: () => signalAll("SIGSTOP"),
    thaw: () => signalAll("SIGCONT"),
    async restart() {
      await stop();
      child = await start();
    },
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sends a signal to a process, unless it has ended meanwhile. */
function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function untilReady(child: ChildProcess, check: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Returns the folder of the newest version of PostgreSQL. */
function postgresFolder(): string | undefined {
  if (!canRead(postgresVersions)) return undefined;
  const [newest] = readdirSync(postgresVersions).sort((one, other) => Number(other) - Number(one));
  return newest === undefined || !canRead(join(postgresVersions, newest, "bin/postgres"))
    ? undefined
    : join(postgresVersions, newest);
}

function canRead(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
