import { rm, symlink } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { Pool } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ImportWorkerEvent } from "../../src/bullmq/index.ts";
import { eventText } from "../../src/cli/worker/event-text.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { addFiles, folderWith, runIn, type CommandRun } from "../support/command.ts";
import { patients } from "../support/imports.ts";
import { backends, withServer, type Backend } from "./queues.ts";
import type { Server } from "./servers.ts";
import { silentServer } from "./silent-server.ts";

interface Commands {
  readonly folder: string;
  readonly env: Record<string, string>;
  readonly stored: () => number;
  readonly run: (line: string) => Promise<CommandRun>;
  /** Runs a worker until a condition holds. */
  readonly work: (line: string, until: () => Promise<unknown>) => Promise<CommandRun>;
}

let queues = 0;

/** A folder with an extract, the packages of a user and the environment of the commands. */
async function commands(server: Server, backend: Backend, count = 20): Promise<Commands> {
  const folder = await folderWith({
    "patients.ndjson": patients(count)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
    "journals/.keep": "",
  });
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const embedded = createEmbeddedRegistry({ taskDurationMs: 0 });
  const { url } = await embedded.listen();
  onTestFinished(() => embedded.close());
  queues += 1;
  const queue = `--queue commands-${queues} --backend ${backend}`;
  const env: Record<string, string> = {
    CLINIA_QUEUE_URL: server.url,
    CLINIA_BASE_URL: url,
    CLINIA_API_KEY: "a-made-up-key",
  };
  const complete = (line: string) => line.replace("--queue", queue);
  return {
    ...{ folder, env },
    stored: () => embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" }).length,
    run: (line) => runIn(folder, complete(line), { env }),
    async work(line, until) {
      const controller = new AbortController();
      const run = runIn(folder, complete(line), { env, signal: controller.signal });
      await until();
      controller.abort();
      return run;
    },
  };
}

const workerLine = "worker --queue --source ehr-prod --type patient --journals journals";

describe.each(backends)("the commands of a queue on %s", (backend) => {
  const server = withServer(backend);

  test("enqueue, run and report an import", async () => {
    const { run, work, stored } = await commands(server(), backend);
    const enqueued = await run("enqueue patients.ndjson --queue --partitions 2 --journals journals --migrate");
    expect(enqueued).toMatchObject({ code: 0, stderr: "" });
    expect(enqueued.stdout).toMatch(/^patients\.ndjson: 2 partitions enqueued, 0 already in the queue, 0 finished\. /);
    expect((await run("report --journals journals")).code).toBe(3);
    const worker = await work(workerLine, () =>
      expect.poll(async () => (await run("report --journals journals")).code).toBe(0),
    );
    expect(worker).toMatchObject({ code: 0, stdout: "" });
    expect(worker.stderr).toMatch(/^Waiting for jobs/);
    expect(worker.stderr).toContain("Partition 1 of 2 of patients.ndjson has started.");
    expect(worker.stderr).toMatch(
      /Partition 2 of 2 of patients\.ndjson has finished\. \d+ records: \d+ written, 0 rejected\./,
    );
    expect(stored()).toBe(20);
    const report = await run("report patients.ndjson --journals journals");
    expect(report.stdout).toBe(
      "Partition 1: finished\nPartition 2: finished\npatients.ndjson: 20 records: 20 written, 0 rejected, 0 skipped.\n",
    );
    expect(JSON.parse((await run("report --json --journals journals")).stdout)).toMatchObject({ written: 20 });
  });

  test("report the rejected records, with exit code 1", async () => {
    const { run, work, folder } = await commands(server(), backend);
    await addFiles(folder, { "some.ndjson": '{"id":"made-up-1"}\nno JSON\n{"name":[]}\n' });
    await run("enqueue some.ndjson --queue --partitions 1 --journals journals --migrate");
    const worker = await work(`${workerLine} --progress json`, () =>
      expect.poll(async () => (await run("report --journals journals")).code).toBe(1),
    );
    const events = worker.stderr
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(["ready", "started", "finished"]);
    expect((await run("report --journals journals")).stdout).toMatch(
      /some\.ndjson:2: not JSON\n.*some\.ndjson:3: id: no id in this field \(--id\)\n/,
    );
  });

  test("a worker that can't see the file ends with exit code 3", async () => {
    const { run, folder } = await commands(server(), backend);
    await run("enqueue patients.ndjson --queue --partitions 3 --journals journals --migrate");
    await rm(join(folder, "patients.ndjson"));
    const { code, stderr } = await run(workerLine);
    expect(code).toBe(3);
    expect(stderr).toMatch(/stopped, and will be retried\. There is no file/);
    expect(stderr).toMatch(/3 jobs in a row could not start here/);
  });

  test.each([
    { line: "enqueue missing.ndjson --queue --journals journals", message: "There is no file" },
    { line: "enqueue patients.ndjson --queue --name a/b --journals journals", message: "name" },
    { line: "enqueue patients.ndjson --queue", message: "CLINIA_JOURNALS_URL" },
    { line: "enqueue patients.ndjson --queue --journals missing", message: "does not exist: " },
    { line: "enqueue patients.ndjson --queue --journals patients.ndjson", message: "is a file, or below one: " },
    { line: "report unknown --journals journals", message: "no import unknown" },
    { line: "report --journals missing", message: "does not exist: " },
    { line: "report --journals patients.ndjson", message: "is a file, or below one: " },
    { line: "worker --queue --type patient --journals journals", message: "CLINIA_SOURCE_KEY" },
  ])("$line: exit code 2", async ({ line, message }) => {
    const { run } = await commands(server(), backend);
    const { code, stderr } = await run(line);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test("a worker whose folder of the journals is missing does not start", async () => {
    const { run } = await commands(server(), backend);
    const { code, stderr } = await run(workerLine.replace("--journals journals", "--journals missing"));
    expect(stderr).toMatch(/^The folder of the journals does not exist: .*missing\. Create it/);
    expect(code).toBe(2);
  });

  test("a worker that was ended before it was ready", async () => {
    const { folder, env } = await commands(server(), backend);
    const line = workerLine.replace("--queue", `--queue ended --backend ${backend} --migrate`);
    const { code } = await runIn(folder, line, { env, signal: AbortSignal.abort() });
    expect(code).toBe(0);
  });

  test("print what is missing: the connection string of the queue, and the packages", async () => {
    const { run, env, folder } = await commands(server(), backend);
    await rm(join(folder, "node_modules"));
    expect(await run("enqueue patients.ndjson --queue --journals journals")).toMatchObject({
      code: 2,
      stderr: "The package bullmq is missing in this folder. Run: npm install bullmq@6\n",
    });
    delete env.CLINIA_QUEUE_URL;
    const { code, stderr } = await run(workerLine);
    expect(stderr).toContain("CLINIA_QUEUE_URL");
    expect(code).toBe(2);
  });
});

describe("the commands of a queue on PostgreSQL", () => {
  const server = withServer("postgres");

  test("refuse a database without the tables, until --migrate creates them", async () => {
    const { run, work, env } = await commands(server(), "postgres");
    env.CLINIA_JOURNALS_URL = server().url;
    const enqueue = "enqueue patients.ndjson --queue --partitions 2";
    const worker = "worker --queue --source ehr-prod --type patient";
    const refused = await run(enqueue);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("--migrate") as string });
    expect(await run(worker)).toMatchObject({ code: 2, stderr: expect.stringContaining("--migrate") as string });
    expect(await run(`${enqueue} --migrate`)).toMatchObject({ code: 0 });
    await work(worker, () => expect.poll(async () => (await run("report")).code).toBe(0));
    expect((await run("report")).stdout).toContain("20 written");
  });

  test("say that the database does not exist", async () => {
    const { run, env } = await commands(server(), "postgres");
    env.CLINIA_QUEUE_URL = server().url.replace(/postgres$/, "missing");
    const stderr =
      "PostgreSQL has no such database for the queue (3D000). Create it, or correct the connection string.\n";
    expect(await run("enqueue patients.ndjson --queue --journals journals --migrate")).toMatchObject({
      code: 2,
      stderr,
    });
    expect(await run(workerLine)).toMatchObject({ code: 2, stderr });
  });

  test("keep the journals in a database, which may restart", async () => {
    const { run, work, env, stored } = await commands(server(), "postgres");
    env.CLINIA_JOURNALS_URL = server().url;
    const pool = new Pool({ connectionString: server().url });
    await pool.query("drop table if exists clinia_imports, clinia_import_entries");
    await pool.end();
    await run("enqueue patients.ndjson --queue --partitions 2 --migrate");
    await server().restart();
    const code = async () => (await run("report")).code;
    await work("worker --queue --source ehr-prod --type patient", async () => {
      await expect.poll(code).toBe(0);
      await server().restart();
    });
    expect(stored()).toBe(20);
  });
});

test.each(["enqueue any.ndjson", "worker"])("%s refuses the name of a queue with a colon", async (command) => {
  const folder = await folderWith({});
  const { code, stderr } = await runIn(folder, `${command} --queue a:b`);
  expect(stderr).toContain("argument 'a:b' is invalid. Expected a name without a colon.");
  expect(code).toBe(2);
});

test.each([
  { backend: "redis", url: "postgres://user:a-made-up-password@127.0.0.1:1/any" },
  { backend: "redis", url: "postgresql://127.0.0.1:1/any" },
  { backend: "postgres", url: "rediss://:a-made-up-password@127.0.0.1:1" },
  { backend: "postgres", url: "localhost:5432/any" },
] as const)("enqueue refuses the connection string $url with --backend $backend", async ({ backend, url }) => {
  const { run } = await commands({ url } as Server, backend);
  expect(await run("enqueue patients.ndjson --queue --journals journals")).toMatchObject({
    code: 2,
    stderr: `CLINIA_QUEUE_URL is not a connection string for --backend ${backend}. Change one of them.\n`,
  });
});

test("report ends with exit code 3 when PostgreSQL can't be reached, and prints no password", async () => {
  const { run, env } = await commands({ url: "redis://any" } as Server, "redis");
  env.CLINIA_JOURNALS_URL = "postgres://user:a-made-up-password@127.0.0.1:1/any";
  expect(await run("report")).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /^PostgreSQL \(schema public\) can't be used: the server can't be reached \(ECONNREFUSED\)\./,
    ) as string,
  });
});

test("report refuses the connection string of another server", async () => {
  const { run, env } = await commands({ url: "" } as Server, "postgres");
  env.CLINIA_JOURNALS_URL = "redis://:a-made-up-password@127.0.0.1:1";
  expect(await run("report")).toMatchObject({
    code: 2,
    stderr:
      "CLINIA_JOURNALS_URL is not a connection string of PostgreSQL. Expected one such as postgres://user:password@localhost/imports.\n",
  });
});

const place = { import: "patients", partition: 1, partitions: 4 };

test.each<[ImportWorkerEvent, string]>([
  [{ event: "warning", message: "Redis may remove jobs." }, "Redis may remove jobs."],
  [{ event: "error", message: "The queue failed: ECONNREFUSED." }, "The queue failed: ECONNREFUSED."],
  [{ event: "failed", ...place, message: "401.", retried: false }, "Partition 1 of 4 of patients has failed. 401."],
  [{ event: "released", ...place }, "Partition 1 of 4 of patients was stopped. Another worker can continue it."],
  [{ event: "lost", ...place }, "Partition 1 of 4 of patients was taken over by another worker."],
])("a worker prints the event %j", (event, text) => {
  expect(eventText(event, "imports")).toBe(`${text}\n`);
});

test.each([
  { backend: "redis", url: "redis://:a-made-up-password@127.0.0.1:1" },
  { backend: "postgres", url: "postgres://user:a-made-up-password@127.0.0.1:1/any" },
] as const)(
  "enqueue ends with exit code 3 when $backend can't be reached, and prints no password",
  async ({ backend, url }) => {
    const { run } = await commands({ url } as Server, backend);
    const { code, stderr } = await run("enqueue patients.ndjson --queue --journals journals");
    expect(stderr).toBe(
      "The queue failed: ECONNREFUSED. Check CLINIA_QUEUE_URL, --backend, and that the server runs.\n",
    );
    expect(code).toBe(3);
  },
);

test.each(backends)(
  "enqueue ends with exit code 3 when %s accepts connections but does not respond",
  async (backend) => {
    const { port } = (await silentServer()).address() as AddressInfo;
    const { run } = await commands({ url: `${backend}://127.0.0.1:${port}` } as Server, backend);
    expect(await run("enqueue patients.ndjson --queue --journals journals")).toMatchObject({
      code: 3,
      stderr: "The queue failed: timeout. Check CLINIA_QUEUE_URL, --backend, and that the server runs.\n",
    });
  },
);
