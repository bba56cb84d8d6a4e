import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createHash, createHmac } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { createOperation, deleteOperation, upsertOperation } from "../../src/index.ts";
import { importFiles, reject, skip, type ImportMapping } from "../../src/import/index.ts";
import { defineProfiles } from "../../src/profiles/index.ts";
import { importing, patient, patients, source, upsert } from "../support/imports.ts";

/** Returns the number that base-62 digits write. */
function numberOf(digits: string): bigint {
  const all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return Array.from(digits).reduce((sum, digit) => sum * 62n + BigInt(all.indexOf(digit)), 0n);
}

describe("the id of a record", () => {
  test.each([
    ["is missing", {}, "no id in this field (--id)", "id"],
    ["is empty", { id: "" }, "no id in this field (--id)", "id"],
    ["is null", { id: null }, "no id in this field (--id)", "id"],
    ["is a number", { id: 7 }, "its id is a number: set idAsText (--id-as-text) to take it as text", "id"],
    ["is an object", { id: {} }, "its id is not text", "id"],
    ["is .", { id: "." }, /^its length is 1\. Expected one path segment/, "id"],
    ["is ..", { id: ".." }, /Expected one path segment other than \. and \.\./, "id"],
    ["has a slash", { id: "a/b" }, /^character 2 of 3/, "id"],
    ["has a backslash", { id: "a\\b" }, /^character 2 of 3/, "id"],
    ["has a control character", { id: "a\tb" }, /^character 2 of 3/, "id"],
    ["has half of a character", { id: "a\ud800" }, /^character 2 of 2/, "id"],
  ])("is refused when it %s", async (_, record, reason, path) => {
    const { run, rejects } = await importing([record, patient(1)]);
    expect(await run()).toMatchObject({ read: 2, written: 1, rejected: 1 });
    const expected = typeof reason === "string" ? reason : (expect.stringMatching(reason) as string);
    expect(await rejects()).toMatchObject([{ line: 1, reason: expected, path }]);
  });

  test("may be a number with idAsText, and is removed from the data", async () => {
    const { run, stored } = await importing([{ mrn: 8001, family: "Made Up" }]);
    expect(await run({ id: "mrn", idAsText: true })).toMatchObject({ written: 1 });
    expect(stored()).toStrictEqual({ "8001": { family: "Made Up" } });
  });

  test("is counted when a create would refuse it", async () => {
    const { run, stored } = await importing([
      { id: "1" },
      { id: "é-1" },
      { id: "x".repeat(94) },
      { id: "_a" },
      { id: "ab" },
    ]);
    expect(await run()).toMatchObject({ read: 5, written: 5, unusualIds: 4 });
    expect(Object.keys(stored())).toHaveLength(5);
  });

  test("can be derived from fields: the same as on any machine, and 27 letters and digits", async () => {
    const { run, stored } = await importing([
      { mrn: "made-up-1", site: 7 },
      { mrn: "made-up-1" },
      { mrn: {}, site: "x" },
    ]);
    expect(await run({ idFrom: ["mrn", "site"] })).toMatchObject({ written: 1, rejected: 2 });
    const digest = createHash("sha256").update('["made-up-1","7"]').digest("hex").slice(0, 40);
    const [id = ""] = Object.keys(stored());
    expect(id).toMatch(/^[0-9A-Za-z]{27}$/);
    const number = numberOf(id);
    expect(number).toBe(BigInt(`0x${digest}`));
    expect(stored()[id]).toStrictEqual({ mrn: "made-up-1", site: 7 });
  });

  test("can be keyed by a secret", async () => {
    const { run, stored } = await importing([{ mrn: "made-up-1" }]);
    await run({ idFrom: ["mrn"], idSecret: "a made-up secret" });
    const digest = createHmac("sha256", "a made-up secret").update('["made-up-1"]').digest("hex").slice(0, 40);
    const [id = ""] = Object.keys(stored());
    expect(numberOf(id)).toBe(BigInt(`0x${digest}`));
  });
});

describe("a mapping", () => {
  test("returns one operation or several, or a promise of them", async () => {
    const { run, stored } = await importing(patients(3));
    const map: ImportMapping = ({ id, family }, { line }) => {
      const operation = upsert(String(id), family);
      if (line === 1) return [operation, upsert(`${String(id)}-copy`, line)];
      return line === 2 ? Promise.resolve(operation) : operation;
    };
    expect(await run({ map })).toMatchObject({ read: 3, written: 3 });
    expect(Object.keys(stored())).toStrictEqual(["made-up-1", "made-up-1-copy", "made-up-2", "made-up-3"]);
  });

  test("may delete resources, and write those of other types", async () => {
    const { run, embedded, stored } = await importing([patient(1), patient(2), patient(1)]);
    const map: ImportMapping = ({ id }, { line }) =>
      line === 3
        ? deleteOperation("patient", String(id))
        : upsertOperation(line === 2 ? "contact" : "patient", String(id), {});
    expect(await run({ map, type: undefined, batchSize: 1 })).toMatchObject({ written: 3 });
    expect(stored()).toStrictEqual({});
    expect(embedded.resources({ ...source, resourceType: "contact" })).toHaveLength(1);
  });

  const throwing: ImportMapping = ({ id }) => {
    throw new RangeError(`Nobody may see ${String(id)}`);
  };
  class Invented extends Error {
    override readonly name = "not a name: made-up-1";
  }

  test.each<[string, ImportMapping, object]>([
    ["skips a record", () => skip(), { skipped: 1 }],
    ["returns an empty array", () => [], { skipped: 1 }],
    ["rejects a record", () => reject("no date of birth"), { reason: "no date of birth" }],
    ["rejects it without a reason", () => reject(""), { reason: "rejected by the mapping" }],
    ["rejects it with a long text", () => reject("x".repeat(201)), { reason: "rejected by the mapping" }],
    [
      "throws",
      throwing,
      {
        reason: expect.stringMatching(/^the mapping threw an error at records\.test\.ts:\d+$/) as string,
        code: "RangeError",
      },
    ],
    ["throws text", () => Promise.reject(new Invented()), { code: "Error" }],
    [
      "rejects without an error",
      () => Promise.reject(Object.create(null) as Error),
      { reason: "the mapping threw an error", code: "Error" },
    ],
    [
      "returns nothing",
      () => undefined as never,
      { reason: "the mapping returned no operation; return upsertOperation(…), skip() or reject(…)" },
    ],
    ["returns text in an array", () => ["made-up-1"] as never, { reason: /no operation/ }],
    [
      "returns a create",
      () => createOperation("patient", "p-1", {}),
      { reason: /returned a create; return an upsert/ },
    ],
    [
      "returns an upsert without an id",
      () => ({ action: "UPSERT", upsert: { type: "patient", data: {} } }) as never,
      { reason: /it is missing/, path: "id" },
    ],
    ["returns an upsert without a target", () => ({ action: "UPSERT" }) as never, { path: "upsert" }],
    [
      "returns a delete without an id",
      () => ({ action: "DELETE", delete: { type: "patient" } }) as never,
      { path: "id" },
    ],
  ])("that %s", async (_, map, expected) => {
    const { run, rejects } = await importing([patient(1)]);
    const summary = await run({ map });
    if ("skipped" in expected) expect(summary).toMatchObject({ read: 1, ...expected });
    else {
      expect(summary).toMatchObject({ read: 1, rejected: 1 });
      const fields = Object.entries(expected).map(([name, value]) => [
        name,
        value instanceof RegExp ? (expect.stringMatching(value) as string) : (value as unknown),
      ]);
      expect(await rejects()).toMatchObject([Object.fromEntries(fields)]);
    }
  });

  test("that returns a promise without an end is given up after 30 s", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { run, rejects } = await importing([patient(1)]);
      const map: ImportMapping = () => {
        setTimeout(() => void vi.advanceTimersByTimeAsync(30_000), 0);
        void vi.advanceTimersByTimeAsync(30_001);
        return new Promise<never>(() => undefined);
      };
      expect(await run({ map })).toMatchObject({ rejected: 1 });
      expect(await rejects()).toMatchObject([{ reason: "the mapping took more than 30 s" }]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("shows at most 50 different reasons: more would contain data", async () => {
    const { run, rejects } = await importing(patients(60));
    await run({ map: ({ id }) => reject(`unknown: ${String(id)}`) });
    expect(
      (await rejects()).filter((each) => "reason" in each && each.reason === "rejected by the mapping"),
    ).toHaveLength(10);
  });
});

describe("profiles check each resource before it is sent", () => {
  const profiles = defineProfiles({
    patient: { properties: { family: { type: "symbol", rules: [{ required: true }] } } },
  });

  test("and reject it with the path", async () => {
    const { run, rejects } = await importing([
      patient(1),
      { id: "made-up-2" },
      { id: "made-up-3", family: "x", age: 3 },
    ]);
    expect(await run({ profiles })).toMatchObject({ written: 1, rejected: 2 });
    expect(await rejects()).toMatchObject([
      { line: 2, path: "data.family", reason: "it is required" },
      { line: 3, path: "data.age" },
    ]);
  });

  test("as profileOptions allow, and in a dry run too", async () => {
    const { run } = await importing([{ id: "made-up-3", family: "x", age: 3 }]);
    expect(await run({ profiles, dryRun: true })).toMatchObject({ rejected: 1 });
    const profileOptions = { unknownFields: "allow" } as const;
    expect(await run({ profiles, profileOptions })).toMatchObject({ written: 1 });
  });
});

describe("shards", () => {
  test("write every record once, and count each in one of them", async () => {
    const { run, stored, sent, file } = await importing([...patients(40), ...patients(20), "{", "["]);
    const summaries = await Promise.all(
      ["1/3", "2/3", "3/3"].map((shard) => run({ shard: shard as `${number}/${number}`, batchSize: 7 })),
    );
    const sum = (name: "read" | "written" | "rejected") => summaries.reduce((total, each) => total + each[name], 0);
    expect([sum("read"), sum("written"), sum("rejected")]).toStrictEqual([62, 60, 2]);
    expect(summaries.every(({ read }) => read > 0)).toBe(true);
    expect(Object.keys(stored())).toHaveLength(40);
    expect(sent.flat()).toHaveLength(60);
    expect(await run({ shard: "2/3" })).toMatchObject({ resumed: summaries[1]?.read });
    expect(file).not.toBe("");
  });

  test("share the operations of a record by their ids", async () => {
    const map: ImportMapping = ({ id }) => ["a", "b", "c", "d"].map((part) => upsert(`${String(id)}-${part}`, 1));
    const { run, sent, registry, file } = await importing(patients(5));
    for (const shard of ["1/2", "2/2"] as const) await run({ map, shard });
    expect(new Set(sent.flat())).toHaveLength(20);
    expect(sent.flat()).toHaveLength(20);
    await expect(importFiles(registry, source, file, { type: "patient", shard: "0/2" })).rejects.toThrow("shard");
  });

  test("count a record without operations, or with an invalid one, in one of them", async () => {
    const map: ImportMapping = ({ id }) => (id === "made-up-1" ? skip() : [upsert(undefined as never, 1)]);
    const { run } = await importing(patients(3));
    const summaries = [await run({ map, shard: "1/2" }), await run({ map, shard: "2/2" })];
    expect(summaries.reduce((total, { skipped }) => total + skipped, 0)).toBe(1);
    expect(summaries.reduce((total, { rejected }) => total + rejected, 0)).toBe(2);
  });
});

describe("deletions of FHIR", () => {
  const manifest = {
    output: [{ type: "Patient", url: "https://fhir.example/Patient.ndjson" }],
    deleted: [{ type: "Bundle", url: "https://fhir.example/deleted.ndjson" }],
  };
  const gone = { resourceType: "Bundle", entry: [{ request: { method: "DELETE", url: "Patient/made-up-9" } }] };

  test.each<[string, ImportMapping, object, string[]]>([
    [
      "are mapped to deletes",
      ({ id }, place) =>
        place.isDeletion ? deleteOperation("patient", `x-${String(id)}`) : upsert(`x-${String(id)}`, 1),
      { written: 2 },
      ["made-up-9", "x-made-up-1"],
    ],
    [
      "are rejected by a mapping that would write them",
      ({ id }) => upsert(`x-${String(id)}`, 1),
      { written: 1, rejected: 1 },
      ["made-up-9", "x-made-up-1", "x-made-up-9"],
    ],
    [
      "are rejected by one that would write them later",
      ({ id }) => Promise.resolve(upsert(`x-${String(id)}`, 1)),
      { written: 1, rejected: 1 },
      ["made-up-9", "x-made-up-1", "x-made-up-9"],
    ],
    [
      "may be skipped",
      ({ id }, place) => (place.isDeletion ? skip() : upsert(`x-${String(id)}`, 1)),
      { written: 1, skipped: 1 },
      ["made-up-9", "x-made-up-1", "x-made-up-9"],
    ],
  ])("%s", async (_, map, expected, ids) => {
    const { registry, folder, stored } = await importing();
    const lines = {
      "manifest.json": manifest,
      "deleted.ndjson": gone,
      "Patient.ndjson": { resourceType: "Patient", id: "made-up-1" },
    };
    for (const [name, content] of Object.entries(lines)) await writeFile(join(folder, name), JSON.stringify(content));
    for (const id of ["made-up-9", "x-made-up-9"])
      await registry.upsertResource({ ...source, resourceType: "patient", id }, { data: {} });
    const options = { map, journal: join(folder, "export.import") };
    expect(await importFiles(registry, source, join(folder, "manifest.json"), options)).toMatchObject(expected);
    expect(Object.keys(stored()).sort()).toStrictEqual(ids);
  });
});

test("the name of a file has no control character", async () => {
  const { registry, folder } = await importing();
  const file = join(folder, "a\u001b[31m.ndjson");
  await writeFile(file, "{}");
  const call = importFiles(registry, source, file, { type: "patient" });
  await expect(call).rejects.toThrow(
    /The name of the file .*a\?\[31m\.ndjson has a control character, shown as \?\. Rename it\.$/,
  );
});
