import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { symlink } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderWith } from "../support/command.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";
import { backends, type Backend } from "./queues.ts";
import { silentServer } from "./silent-server.ts";

/** A worker that does not notice the signal runs until the tenth error, for about a minute. */
const maxMs = 4_000;
/** `pg` can't cancel a connection. It fails after ten seconds. */
const maxSilentMs = 14_000;

async function startWorkerAt(backend: Backend, port: number): Promise<ChildProcess> {
  const folder = await folderWith({ "journals/.keep": "" });
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const script = [resolve("scripts/run.mjs"), resolve("src/cli/index.ts"), "worker"];
  const options = ["--queue", "signals", "--backend", backend, "--source", "ehr-prod", "--type", "patient"];
  const child = spawn(process.execPath, [...script, ...options, "--journals", "journals"], {
    cwd: folder,
    env: {
      ...inheritedEnvironment(),
      CLINIA_QUEUE_URL: `${backend}://127.0.0.1:${port}`,
      CLINIA_BASE_URL: "http://127.0.0.1:1",
      CLINIA_API_KEY: "a-made-up-key",
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function endAfter(child: ChildProcess, signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }> {
  const end = ended(child);
  const before = performance.now();
  child.kill(signal);
  const { code } = await end;
  return { code, ms: performance.now() - before };
}

describe.each(backends)("a worker that still connects to %s ends at once with exit code 0", (backend) => {
  test.each(["SIGTERM", "SIGINT"] as const)("at %s, while the server is away", async (signal) => {
    const child = await startWorkerAt(backend, 1);
    const [line] = (await once(createInterface(child.stderr ?? process.stdin), "line")) as [string];
    expect(line).toBe("The queue failed: ECONNREFUSED.");
    const { code, ms } = await endAfter(child, signal);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(maxMs);
  });

  test("at SIGTERM, while the server does not respond", async () => {
    const server = await silentServer();
    const child = await startWorkerAt(backend, (server.address() as AddressInfo).port);
    await once(server, "connection");
    const { code, ms } = await endAfter(child, "SIGTERM");
    expect(code).toBe(0);
    expect(ms).toBeLessThan(maxSilentMs);
  });
});
