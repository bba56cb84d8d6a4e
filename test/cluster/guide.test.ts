import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { EmbeddedRegistry } from "../../src/embedded/index.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { addFiles, inUsersProject, readPage } from "../support/guide-page.ts";
import { ended, inheritedEnvironment, type Run } from "../support/run.ts";
import { startPostgres, startRedis } from "./servers.ts";

const page = await readPage("docs/across-machines.md");
const path = { sourceKey: "ehr-prod", resourceType: "patient" };

/** What `report` prints. */
const [, output] = /^```text\n(.*?)^```$/ms.exec(page.text) ?? [];
/** Returns the block of the page that runs a command. */
function commandOf(name: string): string {
  const [, command = ""] = new RegExp(`^\`\`\`sh\n(clinia-registry ${name}\\b.*?)^\`\`\`$`, "ms").exec(page.text) ?? [];
  return command;
}

interface User {
  readonly embedded: EmbeddedRegistry;
  /** Runs commands in a shell. */
  readonly start: (commands: string) => ChildProcess;
  readonly run: (commands: string) => Promise<Run>;
}

/** Runs `work` as a user in a folder with an extract, whose second line is invalid, and with the page's files. */
async function asUser(backend: "redis" | "postgres", work: (user: User) => Promise<void>): Promise<void> {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const queue = backend === "redis" ? await startRedis() : postgres;
  if (queue !== postgres) onTestFinished(() => queue.stop());
  const embedded = createEmbeddedRegistry();
  const { url } = await embedded.listen();
  onTestFinished(() => embedded.close());
  await inUsersProject(async (folder) => {
    for (const name of ["bullmq", "ioredis", "pg"]) {
      await symlink(resolve("node_modules", name), join(folder, "node_modules", name), "junction");
    }
    await addFiles(page, folder);
    const lines = Array.from({ length: 20 }, (_, index) => JSON.stringify({ id: `made-up-${index + 1}` }));
    lines[1] = "{";
    await writeFile(join(folder, "patients.ndjson"), `${lines.join("\n")}\n`);
    const env = {
      ...{ ...inheritedEnvironment(), PATH: await binFolder(folder), CLINIA_API_KEY: "any", CLINIA_BASE_URL: url },
      ...{ CLINIA_SOURCE_KEY: "ehr-prod", CLINIA_QUEUE_URL: queue.url, CLINIA_JOURNALS_URL: postgres.url },
    };
    const start = (commands: string) => spawn("sh", ["-c", commands], { cwd: folder, env });
    await work({ embedded, start, run: (commands) => ended(start(commands)) });
  });
}

/** Returns a PATH in which `clinia-registry` is the build. */
async function binFolder(folder: string): Promise<string> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const command = `#!/bin/sh\nexec '${process.execPath}' '${resolve("dist/cli/index.js")}' "$@"\n`;
  await writeFile(join(bin, "clinia-registry"), command);
  await chmod(join(bin, "clinia-registry"), 0o755);
  return [bin, process.env["PATH"]].join(delimiter);
}

/** Starts a worker, waits for the records, and ends it as systemd and Kubernetes do. */
async function runWorker({ embedded, start }: User, command: string): Promise<Run> {
  const running = start(`exec ${command}`);
  const end = ended(running);
  await expect.poll(() => embedded.resources(path).length, { timeout: 60_000, interval: 100 }).toBe(19);
  running.kill("SIGTERM");
  return end;
}

describe.each(["postgres", "redis"] as const)("docs/across-machines.md with a queue in %s", (backend) => {
  test("the commands enqueue an import, run it, and report it", async () => {
    const edit = (command: string) =>
      backend === "redis"
        ? command.replace("--backend postgres", "--backend redis").replace(" --migrate", "")
        : command;
    await asUser(backend, async (user) => {
      expect(await user.run(edit(commandOf("enqueue")))).toMatchObject({ code: 0 });
      expect(await runWorker(user, edit(commandOf("worker")))).toMatchObject({ code: 0 });
      const reported = await user.run(commandOf("report"));
      expect(reported.code).toBe(1);
      expect(reported.stdout.replace(/^.*\//, "/srv/extracts/")).toBe(output);
      const part = await user.run(commandOf("import"));
      expect(part.stdout).toMatch(/^\d records: \d written, [01] rejected/m);
      expect(await user.run(edit(commandOf("enqueue")))).toMatchObject({ code: 0 });
    });
  });

  test("the files enqueue an import, run it, and report it", async () => {
    const [, redisQueue = ""] = /With Redis, the queue is `(new Queue.*?\}\))`/s.exec(page.text) ?? [];
    await asUser(backend, async (user) => {
      if (backend === "redis") {
        expect(await user.run(`sed -i 's|new Queue(.*;|${redisQueue};|' enqueue.mjs`)).toMatchObject({ code: 0 });
        expect(await user.run(`sed -i 's|"postgres"|"redis"|' worker.mjs`)).toMatchObject({ code: 0 });
      }
      const enqueued = await user.run("node enqueue.mjs");
      expect(enqueued.stderr).toBe("");
      expect(enqueued.stdout).toMatch(/^4 partitions read \d+ bytes\n$/);
      const { code, stderr } = await runWorker(user, "node worker.mjs");
      expect({ code, events: stderr.match(/"event":"finished"/g)?.length }).toStrictEqual({ code: 0, events: 4 });
      const reported = await user.run("node report.mjs");
      const [counts, ...rejects] = reported.stdout.trimEnd().split("\n");
      expect(counts).toBe('{"name":"patients-2026-11-28","read":20,"written":19,"rejected":1,"skipped":0,"open":0}');
      expect(rejects).toStrictEqual([expect.stringMatching(/\/patients\.ndjson line 2: not JSON$/)]);
      expect((await user.run("node enqueue.mjs")).stdout).toBe("4 partitions read 0 bytes\n");
    });
  });
});

describe("examples/cluster/indexed-job.yaml", () => {
  test("imports each part once, and a restarted part sends nothing", async () => {
    const [job] = parseAllDocuments(await readFile("examples/cluster/indexed-job.yaml", "utf8"));
    const script = String(job?.getIn(["spec", "template", "spec", "containers", 0, "args", 0]));
    const embedded = createEmbeddedRegistry();
    const { url } = await embedded.listen();
    onTestFinished(() => embedded.close());
    await inNewFolder(async (root) => {
      const rows = Array.from({ length: 20 }, (_, index) => `${index + 1},Roy,,\n`);
      await writeFile(join(root, "patients-2026-11-28.csv"), `number,family,given,birth_date\n${rows.join("")}`);
      const PATH = await binFolder(root);
      const run = async (index: number) => {
        const part = join(root, `part-${index}`);
        await mkdir(part, { recursive: true });
        const env = {
          ...{ ...inheritedEnvironment(), PATH, JOB_COMPLETION_INDEX: String(index) },
          ...{ CLINIA_BASE_URL: url, CLINIA_API_KEY: "any", CLINIA_SOURCE_KEY: "ehr-prod" },
        };
        const local = script
          .replace("/srv/extracts", root)
          .replace("/etc/clinia-import", resolve("examples/import"))
          .replace("/var/lib/clinia-import", part);
        return ended(spawn("sh", ["-c", local], { env }));
      };
      const runs = await Promise.all([0, 1, 2, 3].map(run));
      expect(runs.map(({ code }) => code)).toStrictEqual([0, 0, 0, 0]);
      expect(embedded.resources(path)).toHaveLength(20);
      expect(await run(1)).toMatchObject({ code: 0, stdout: expect.stringContaining("in earlier runs") as string });
    });
  });
});
