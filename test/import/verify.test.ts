import { execFile } from "node:child_process";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { ImportInputError, ImportStoppedError, verifyFiles, type VerifyOptions } from "../../src/import/index.ts";
import {
  deleteOperation,
  InvalidRequestError,
  upsertOperation,
  type RegistryClient,
  type ResourceCheck,
} from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { importing, patient, patients, source } from "../support/imports.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

/** A file that was imported, and a function that verifies it. */
async function imported(lines: readonly unknown[], options: Pick<VerifyOptions, "map"> = {}) {
  const all = await importing(lines);
  await all.run(options);
  const verify = (more: VerifyOptions = {}) =>
    verifyFiles(all.registry, source, all.file, { type: "patient", ...options, ...more });
  const remove = (number: number) =>
    all.registry.deleteResource({ ...source, resourceType: "patient", id: `made-up-${number}` });
  return { ...all, verify, remove };
}

const map: VerifyOptions["map"] = ({ id, gone, type }) =>
  gone === true
    ? deleteOperation("patient", String(id))
    : upsertOperation(typeof type === "string" ? type : "patient", String(id), {});

describe("verifyFiles", () => {
  test("finds every id after an import, over more than a page", async () => {
    const { verify } = await imported(patients(1_100));
    const counts = { read: 1_100, expected: 1_100, found: 1_100, missing: 0, notDeleted: 0, others: 0, rejected: 0 };
    expect(await verify()).toEqual(counts);
  });

  test("finds them by HTTP too", async () => {
    const { file, embedded } = await imported(patients(3));
    const { url } = await embedded.listen();
    const registry = createRegistryClient({ baseUrl: url, apiKey: "a-made-up-key" });
    expect(await verifyFiles(registry, source, [file], { type: "patient" })).toMatchObject({ expected: 3, found: 3 });
    await embedded.close();
  });

  test("transfers no data", async () => {
    const { registry, file } = await imported(patients(3));
    const bodies: string[] = [];
    const observed: RegistryClient = {
      ...registry,
      async browse(...call: Parameters<RegistryClient["browse"]>) {
        const page = await registry.browse(...call);
        bodies.push(JSON.stringify(page));
        return page;
      },
    } as RegistryClient;
    await verifyFiles(observed, source, file, { type: "patient" });
    expect(bodies.join("")).toContain("made-up-1");
    expect(bodies.join("")).not.toContain("Made Up");
  });

  test("counts what is missing, what is there besides, and reports where the missing ones are", async () => {
    const { verify, remove, write } = await imported(patients(5));
    await remove(2);
    await remove(4);
    await write([patient(1), patient(2), patient(2), "{", patient(4)]);
    const places: object[] = [];
    const summary = await verify({ onDifference: (place) => places.push(place) });
    expect(summary).toEqual({ read: 5, expected: 3, found: 1, missing: 2, notDeleted: 0, others: 2, rejected: 1 });
    expect(places.map((place) => ({ ...place, file: "" }))).toEqual([
      { file: "", line: 2, offset: 40, reason: "missing" },
      { file: "", line: 5, offset: 122, reason: "missing" },
    ]);
    expect(JSON.stringify(places)).not.toMatch(/made-up-|Made Up/);
  });

  test.each<[what: string, lines: readonly object[], counts: object]>([
    [
      "a delete that was applied",
      [patient(1), { ...patient(1), gone: true }],
      { expected: 0, notDeleted: 0, others: 1 },
    ],
    ["a delete that was not applied", [{ ...patient(9), gone: true }], { expected: 0, notDeleted: 1, others: 0 }],
    ["an upsert after a delete", [{ ...patient(9), gone: true }, patient(9)], { expected: 1, found: 1, notDeleted: 0 }],
  ])("takes the last operation of an id: %s", async (_, lines, counts) => {
    const { verify, write } = await imported([patient(9)], { map });
    await write(lines);
    const places: object[] = [];
    expect(await verify({ onDifference: (place) => places.push(place) })).toMatchObject(counts);
    expect(places).toHaveLength("notDeleted" in counts && counts.notDeleted === 1 ? 1 : 0);
  });

  test("compares each type with its own resources", async () => {
    const { verify, write } = await imported([patient(1), { ...patient(2), type: "practitioner" }], { map });
    expect(await verify()).toMatchObject({ expected: 2, found: 2, others: 0 });
    await write([{ ...patient(1), type: "practitioner" }, patient(2)]);
    expect(await verify()).toMatchObject({ expected: 2, found: 0, missing: 2, others: 2 });
  });

  test("compares only the ids of a shard", async () => {
    const { verify } = await imported(patients(50));
    const [one, other] = [await verify({ shard: "1/2" }), await verify({ shard: "2/2" })];
    expect(one).toMatchObject({ missing: 0, others: 0 });
    expect(one.found + other.found).toBe(50);
    expect(one.read + other.read).toBe(50);
    expect(Math.min(one.found, other.found)).toBeGreaterThan(0);
  });

  test("waits for a mapping that returns a promise, and counts a record that it skips as read", async () => {
    const { verify } = await imported(patients(3));
    const skipped: VerifyOptions["map"] = (record) =>
      Promise.resolve(record.id === "made-up-3" ? [] : upsertOperation("patient", String(record.id), {}));
    expect(await verify({ map: skipped })).toMatchObject({ read: 3, expected: 2, found: 2, others: 1, rejected: 0 });
  });

  test("does not compare records that the checks of an import reject", async () => {
    const { verify } = await imported(patients(3));
    const check: ResourceCheck["check"] = (_, { data }) =>
      JSON.stringify(data).includes("Up 2") ? [{ path: "data", message: "is invalid" }] : [];
    expect(await verify({ profiles: { check } })).toMatchObject({ expected: 2, found: 2, others: 1, rejected: 1 });
  });

  test("does not compare an operation whose id is invalid", async () => {
    const { verify, write } = await imported(patients(1));
    await write([patient(1), { id: "a/b" }, { id: 5 }, {}]);
    expect(await verify()).toMatchObject({ read: 4, expected: 1, found: 1, rejected: 3 });
  });

  test("reports its progress", async () => {
    const { verify } = await imported(patients(3));
    const reports: object[] = [];
    await verify({ onProgress: (progress) => reports.push(progress) });
    expect(reports[0]).toEqual({ read: 1, compared: 0 });
  });

  test.each<[what: string, options: object]>([
    ["a misspelled option", { tpye: "patient" }],
    ["an onProgress that is no function", { onProgress: 1 }],
    ["an onDifference that is no function", { onDifference: 1 }],
  ])("refuses %s", async (_, options) => {
    const { registry, file } = await importing();
    await thrownBy(InvalidRequestError, () => verifyFiles(registry, source, file, options));
  });

  test("refuses files without a type", async () => {
    const { registry, file } = await importing(patients(1));
    await thrownBy(ImportInputError, () => verifyFiles(registry, source, file));
  });

  test("refuses a stream only if its places are needed", async () => {
    const { registry, folder } = await imported(patients(1));
    const pipe = join(folder, "pipe");
    await promisify(execFile)("mkfifo", [pipe]);
    const feed = () => void appendFile(pipe, `${JSON.stringify(patient(1))}\n`).catch(() => undefined);
    feed();
    expect(await verifyFiles(registry, source, pipe, { type: "patient" })).toMatchObject({ found: 1 });
    feed();
    const onDifference = () => undefined;
    await thrownBy(ImportInputError, () => verifyFiles(registry, source, pipe, { type: "patient", onDifference }));
  });

  test("says that a browse session expired", async () => {
    const { registry, file, embedded } = await imported(patients(1_100));
    let requests = 0;
    const expiring = {
      ...registry,
      browse(...call: Parameters<RegistryClient["browse"]>) {
        if (++requests === 2) embedded.reset();
        return registry.browse(...call);
      },
    };
    const error = await thrownBy(ImportStoppedError, () => verifyFiles(expiring, source, file, { type: "patient" }));
    expect(error.reason).toBe("unavailable");
    expect(error.message).toMatch(/^The verification stopped\. The browse session expired/);
  });

  test("says that the registry refused", async () => {
    const { verify, embedded } = await imported(patients(1));
    embedded.faults.nextRequests(1, { kind: "status", status: 404 });
    const { message, reason } = await thrownBy(ImportStoppedError, () => verify());
    expect(message).toMatch(/^The verification stopped\. browse: 404/);
    expect(reason).toBe("refused");
  });

  test("stops when its signal is aborted", async () => {
    const { verify } = await imported(patients(1));
    const error = await thrown(() => verify({ signal: AbortSignal.abort() }));
    expect(error).toMatchObject({
      name: "ImportStoppedError",
      reason: "aborted",
      message: "The verification was stopped.",
    });
  });
});
