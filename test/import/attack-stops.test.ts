import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { importFiles, type ImportOptions } from "../../src/import/index.ts";
import { withFastTimers } from "../support/fast-timers.ts";
import { importing, patients, source } from "../support/imports.ts";

describe("a signal stops an import", () => {
  test("also if it was aborted before, such as while the files were found", async () => {
    const { stopped, sent } = await importing(patients(3));
    expect(await stopped({ signal: AbortSignal.abort() })).toMatchObject({ reason: "aborted" });
    expect(await stopped({ signal: AbortSignal.abort(), dryRun: true })).toMatchObject({ reason: "aborted" });
    expect(sent).toStrictEqual([]);
  });

  test("while it waits for the tasks of an earlier run, with the reason of a stop", async () => {
    const { stopped } = await importing(patients(3), { taskDurationMs: Infinity });
    expect(await stopped({ deadlineMs: 20 })).toMatchObject({ reason: "open" });
    const controller = new AbortController();
    const onProgress = () => {
      setTimeout(() => {
        controller.abort();
      }, 20);
    };
    expect(await stopped({ signal: controller.signal, onProgress })).toMatchObject({ reason: "aborted" });
  });

  test("while tasks do not end: not before a submission has its response, and long before the deadline of the tasks", async () => {
    const { file, registry, journal } = await importing(patients(2), { taskDurationMs: Infinity });
    const controller = new AbortController();
    const day = 86_400_000;
    const slowMs = 20_000;
    let submissions = 0;
    const slow: typeof registry = {
      ...registry,
      async bulkResources(...call) {
        submissions += 1;
        const accepted = await registry.bulkResources(...call);
        if (submissions === 1) return accepted;
        controller.abort();
        await new Promise((resolve) => setTimeout(resolve, slowMs));
        return accepted;
      },
    };
    await withFastTimers(async () => {
      const options = { batchSize: 1, concurrency: 2, deadlineMs: day, signal: controller.signal };
      const before = Date.now();
      const run = importFiles(slow, source, file, { type: "patient", ...options });
      await expect(run).rejects.toMatchObject({ reason: "aborted", summary: { read: 2, open: 2 } });
      expect(Date.now() - before).toBeGreaterThanOrEqual(slowMs);
      expect(Date.now() - before).toBeLessThan(day / 2);
    });
    expect((await journal()).filter(({ entry }) => entry === "sent")).toHaveLength(2);
  });

  test("while it waits for a registry that can't be reached", async () => {
    const { file, registry, sent } = await importing(patients(3));
    const controller = new AbortController();
    const unreachable = {
      ...registry,
      bulkResources: async (...call: Parameters<typeof registry.bulkResources>) => {
        const { createRegistryClient } = await import("../support/client.ts");
        const broken = createRegistryClient({
          baseUrl: "http://localhost",
          apiKey: "a-made-up-key",
          retry: { limit: 0 },
          fetch: () =>
            Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } })),
        });
        return controller.signal.aborted ? registry.bulkResources(...call) : broken.bulkResources(...call);
      },
    };
    const run = importFiles(unreachable, source, file, {
      ...{ type: "patient", signal: controller.signal },
      onProgress({ waitingFor }) {
        if (waitingFor === "registry") controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ name: "ImportStoppedError", reason: "aborted" });
    expect(sent).toStrictEqual([]);
  });
});

describe("an import of stdin whose writer neither writes nor ends stops", () => {
  const start = async () => {
    const importer = await importing();
    const stdin = new PassThrough();
    stdin.write(
      patients(3)
        .map((each) => `${JSON.stringify(each)}\n`)
        .join(""),
    );
    const spy = vi.spyOn(process, "stdin", "get").mockReturnValue(stdin as unknown as typeof process.stdin);
    onTestFinished(() => {
      spy.mockRestore();
    });
    const journal = join(importer.folder, "stdin.import");
    const run = (options: ImportOptions) =>
      importFiles(importer.registry, source, "-", { type: "patient", journal, batchSize: 1, ...options });
    return { ...importer, run };
  };

  test("by a signal", async () => {
    const { run, stored } = await start();
    const controller = new AbortController();
    const onProgress = () => {
      setTimeout(() => {
        controller.abort();
      }, 50);
    };
    await expect(run({ signal: controller.signal, onProgress })).rejects.toMatchObject({
      reason: "aborted",
      summary: { read: 3, written: 3 },
    });
    expect(Object.keys(stored())).toHaveLength(3);
  });

  test("by the registry", async () => {
    const { run, embedded } = await start();
    embedded.faults.nextRequests(9, { kind: "status", status: 401 });
    await expect(run({})).rejects.toMatchObject({ reason: "refused" });
  });

  test("by the reject limit", async () => {
    const { run } = await start();
    await expect(run({ type: "a/b", rejectLimit: 1 })).rejects.toMatchObject({ reason: "reject-limit" });
  });
});

describe("the reject limit stops a further run too", () => {
  test("before it sends more", async () => {
    const { stopped, sent, run } = await importing(["{", "{", ...patients(3)]);
    expect(await stopped({ rejectLimit: 1, batchSize: 1 })).toMatchObject({ reason: "reject-limit" });
    const error = await stopped({ rejectLimit: 1, batchSize: 1 });
    expect(error).toMatchObject({ reason: "reject-limit" });
    expect(error.message).toContain("2 of the earlier records were rejected, and the limit is 1.");
    expect(sent).toStrictEqual([]);
    expect(await run({ rejectLimit: 2 })).toMatchObject({ read: 5, written: 3, rejected: 2 });
  });

  test("after the end of the input", async () => {
    const { stopped, run } = await importing([...patients(9), "{"]);
    expect(await stopped({ rejectLimit: "5%" })).toMatchObject({ reason: "reject-limit" });
    expect(await stopped({ rejectLimit: "5%" })).toMatchObject({ reason: "reject-limit", summary: { written: 9 } });
    expect(await stopped({ rejectLimit: 0 })).toMatchObject({ reason: "reject-limit" });
    expect(await run()).toMatchObject({ written: 9, rejected: 1 });
  });
});
