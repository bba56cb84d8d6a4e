import { appendFileSync } from "node:fs";
import { appendFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { importFiles, reject, skip, type ImportOptions } from "../../src/import/index.ts";
import { upsertOperation, type RegistryClient } from "../../src/index.ts";
import { patient, patients, source } from "../support/imports.ts";
import { refreshing, remove, twoGone } from "../support/refreshes.ts";
import { thrown } from "../support/thrown.ts";

const withoutTwo = patients(38);

describe("a full refresh removes nothing", () => {
  test("if a resource of the extract is not in the registry", async () => {
    const { run, stopped, registry, ids } = await refreshing(twoGone);
    await run();
    await registry.deleteResource({ ...source, resourceType: "patient", id: "made-up-7" });
    const { message, reason } = await stopped(remove);
    expect(message).toMatch(/found only 37 of the 38/);
    expect(reason).toBe("full-refresh");
    expect(ids()).toHaveLength(39);
  });

  test("if the mapping is another one than in an earlier run", async () => {
    const { run, stopped, ids } = await refreshing({ ...twoGone, lines: [...withoutTwo, { id: "late" }] });
    const map: ImportOptions["map"] = ({ id }) =>
      id === "late" ? reject("no") : upsertOperation("patient", String(id), {});
    await run({ map, mappingVersion: 1 });
    const error = await stopped({
      ...remove,
      map: ({ id }) => upsertOperation("patient", `x-${String(id)}`, {}),
      mappingVersion: 2,
      retryRejected: true,
    });
    expect(error.message).toMatch(/the mapping changed/);
    expect(ids()).toHaveLength(41);
  });

  test("if the mapping gives other ids in the second reading", async () => {
    let calls = 0;
    const { stopped, ids } = await refreshing(twoGone);
    const map: ImportOptions["map"] = ({ id }) =>
      upsertOperation("patient", calls++ < 38 ? String(id) : `${String(id)}-x`, {});
    expect((await stopped({ ...remove, map })).message).toMatch(/found only 0 of the 38/);
    expect(ids()).toHaveLength(40);
  });

  test("if the mapping gives no operation in the second reading", async () => {
    let calls = 0;
    const { stopped, ids } = await refreshing(twoGone);
    const map: ImportOptions["map"] = ({ id }) => (calls++ < 38 ? upsertOperation("patient", String(id), {}) : skip());
    expect((await stopped({ ...remove, map })).message).toMatch(/38 have no operation/);
    expect(ids()).toHaveLength(40);
  });

  test.each<[what: string, change: (file: string) => Promise<void>, reason: RegExp]>([
    ["grows", (file) => appendFile(file, `${JSON.stringify(patient(50))}\n`), /have changed/],
    ["is cut off", (file) => writeFile(file, ""), /patients\.ndjson/],
    ["gets blank lines", (file) => appendFile(file, "\n\n"), /have changed/],
  ])("if the file %s between the import and the second reading", async (_, change, reason) => {
    const { file, ids, registry } = await refreshing(twoGone);
    let isChanged = false;
    const client: RegistryClient = {
      ...registry,
      async getTask(path, options) {
        if (!isChanged) await change(file);
        isChanged = true;
        return registry.getTask(path, options);
      },
    };
    const error = await thrown(() => importFiles(client, source, file, { type: "patient", ...remove }));
    expect((error as Error).message).toMatch(reason);
    expect(ids()).toHaveLength(40);
  });

  test("if the registry refuses the browse", async () => {
    const { stopped, ids, embedded, run } = await refreshing(twoGone);
    await run();
    embedded.faults.nextRequests(1, { kind: "status", status: 401 });
    expect(await stopped(remove)).toMatchObject({ reason: "refused" });
    expect(ids()).toHaveLength(40);
  });

  test("once it was aborted", async () => {
    const { stopped, ids, run } = await refreshing(twoGone);
    await run();
    const { message, reason } = await stopped({ ...remove, signal: AbortSignal.abort() });
    expect({ message, reason }).toMatchObject({ reason: "aborted" });
    expect(ids()).toHaveLength(40);
  });

  test("once another process took over the journal", async () => {
    const { stopped, ids, file, run } = await refreshing(twoGone);
    await run();
    let isDone = false;
    const onProgress = () => {
      if (isDone) return;
      isDone = true;
      appendFileSync(`${file}.import`, "{}\n");
    };
    expect(await stopped({ ...remove, onProgress })).toMatchObject({ reason: "taken-over" });
    expect(ids()).toHaveLength(40);
  });

  test.each<[what: string, meta: object | undefined]>([
    ["no meta", undefined],
    ["no dates", {}],
    ["no date of change", { createdAt: "2025-01-01T00:00:00Z" }],
    ["a date of change after the extract", { createdAt: "2025-01-01T00:00:00Z", updatedAt: "2999-01-01T00:00:00Z" }],
  ])("that the registry returns with %s", async (_, meta) => {
    const { registry, file, ids } = await refreshing(twoGone);
    const undated = {
      ...registry,
      async browse(...call: Parameters<RegistryClient["browse"]>) {
        const page = await registry.browse(...call);
        const hits = page.hits.map((hit) => ({ ...hit, resource: { ...hit.resource, meta } }));
        return { ...page, hits };
      },
    } as RegistryClient;
    const { removal } = await importFiles(undated, source, file, { type: "patient", ...remove });
    expect(removal).toMatchObject({ removed: 0, kept: 2 });
    expect(ids()).toHaveLength(40);
  });

  test("if a browse returns something else than resources of the type", async () => {
    const { registry, file, ids, run } = await refreshing(twoGone);
    await run();
    const other: RegistryClient = {
      ...registry,
      browse: () => Promise.resolve({ hits: [{ hitType: "RELATIONSHIP" }], meta: {} } as never),
    };
    const refresh = () => importFiles(other, source, file, { type: "patient", ...remove });
    expect(await thrown(refresh)).toMatchObject({ reason: "refused" });
    expect(ids()).toHaveLength(40);
  });
});
