import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readFhir } from "../../../src/import/input/fhir.ts";
import { InputReadError, type InputFile } from "../../../src/import/input/types.ts";
import { inputFile, readAll, valuesOf, type ReadResult } from "./read-all.ts";

async function read(name: string, content: string | Buffer, more: Partial<InputFile> = {}): Promise<ReadResult> {
  return readAll(readFhir, { ...(await inputFile(name, content, "fhir")), ...more });
}

const ann = { resourceType: "Patient", id: "1", name: [{ family: "Ann" }] };
const bob = { resourceType: "Patient", id: "2", name: [{ family: "Bob" }] };
const list = { resourceType: "List", id: "3", entry: [{ item: { reference: "Patient/1" } }] };
const deleted = { request: { method: "DELETE", url: "Patient/123" } };

function bundle(entry: unknown, type = "searchset"): Record<string, unknown> {
  return { resourceType: "Bundle", meta: { tag: [{ code: "x" }] }, type, entry };
}

function lines(...values: unknown[]): string {
  return values.map((value) => JSON.stringify(value) + "\n").join("");
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

test.each<[string, string, string, unknown[]]>([
  ["NDJSON of Bulk Data Export", "Patient.ndjson", lines(ann, bob), [ann, bob]],
  ["NDJSON without a last newline", "Patient.ndjson", lines(ann, bob).trimEnd(), [ann, bob]],
  [
    "NDJSON with a byte order mark, CRLF and blank lines",
    "a.ndjson",
    "\ufeff" + lines(ann, "", bob).replaceAll('""', "").replaceAll("\n", "\r\n"),
    [ann, bob],
  ],
  ["NDJSON in a file of another name", "export.json", lines(ann, bob), [ann, bob]],
  ["a List, whose entries are no records", "List.ndjson", lines(list, ann), [list, ann]],
  ["a List, printed over several lines", "list.json", pretty(list), [list]],
  ["a Bundle", "bundle.json", lines(bundle([{ fullUrl: "urn:1", resource: ann }, { resource: bob }])), [ann, bob]],
  [
    "a Bundle, printed over several lines",
    "bundle.json",
    pretty(bundle([{ resource: ann }, { resource: bob }])),
    [ann, bob],
  ],
  [
    "a Bundle whose entries are before its type",
    "bundle.json",
    pretty({ entry: [{ resource: ann }], resourceType: "Bundle" }),
    [ann],
  ],
  [
    "a Bundle per line",
    "bundles.ndjson",
    lines(bundle([{ resource: ann }]), bundle([]), bundle([{ resource: bob }])),
    [ann, bob],
  ],
  [
    "requests other than DELETE",
    "bundle.json",
    pretty(bundle([{ resource: ann, request: { method: "PUT", url: "Patient/1" } }])),
    [ann],
  ],
  ["an array of resources", "a.json", lines([ann, bob]), [ann, bob]],
  ["an array of resources, printed over several lines", "a.json", "\ufeff\n" + pretty([ann, bob]), [ann, bob]],
  ["a single resource", "a.json", JSON.stringify(ann), [ann]],
  ["a single resource, printed over several lines", "a.json", pretty(ann), [ann]],
  ["a Bundle without entries", "a.json", pretty({ resourceType: "Bundle", type: "searchset", total: 0 }), []],
  ["a Bundle with an empty array of entries", "a.json", pretty(bundle([])), []],
  ["an empty array", "a.json", "[]", []],
  ["0 bytes", "a.json", "", []],
])("reads %s", async (_, name, content, values) => {
  const result = await read(name, content);
  expect(result.error).toBeUndefined();
  expect(valuesOf(result)).toEqual(values);
  expect(result.records.some(({ isDeletion }) => isDeletion)).toBe(false);
});

test.each<[string, unknown, string]>([
  ["an entry without resource", { fullUrl: "urn:1" }, "no resource"],
  ["an entry with null as resource", { resource: null }, "no resource"],
  ["an empty entry", {}, "no resource"],
  ["an entry that is a resource itself", ann, "no resource"],
  ["an entry whose resource has no type", { resource: { id: "1" } }, "no resourceType"],
  ["an entry whose resource has an empty type", { resource: { resourceType: "" } }, "no resourceType"],
  ["an entry with a Bundle", { resource: bundle([]) }, "Bundle among resources"],
  [
    "the outcome of a search",
    { resource: { resourceType: "OperationOutcome" }, search: { mode: "outcome" } },
    "outcome of a search",
  ],
  ["a conditional deletion", { request: { method: "DELETE", url: "Patient?active=false" } }, "deletion without an id"],
  ["a deletion without a url", { request: { method: "DELETE" } }, "deletion without an id"],
  ["null as entry", null, "not an object"],
  [
    "a number that is too large",
    { resource: { resourceType: "Patient", x: "BIG" } },
    "number too large to be kept exactly",
  ],
])("rejects %s in a Bundle, and goes on", async (_, entry, reason) => {
  const text = pretty(bundle([{ resource: ann }, entry, { resource: bob }])).replace('"BIG"', "9007199254740993");
  expect(valuesOf(await read("bundle.json", text))).toEqual([ann, reason, bob]);
});

test.each<[string, string, string]>([
  ["a line without resourceType", '{"id":"9"}', "no resourceType"],
  ["a line whose resourceType is a number", '{"resourceType":1}', "no resourceType"],
  ["a line that is not JSON", '{"resourceType":"Patient",', "not JSON"],
  ["an array", "[]", "not an object"],
  ["a Bundle among resources", JSON.stringify(bundle([])), "Bundle among resources"],
])("rejects %s, and goes on", async (_, line, reason) => {
  expect(valuesOf(await read("a.ndjson", `${lines(ann)}${line}\n${lines(bob)}`))).toEqual([ann, reason, bob]);
});

test("rejects the first line, and goes on", async () => {
  expect(valuesOf(await read("a.ndjson", `{"id":\n${lines(bob)}`))).toEqual(["not JSON", bob]);
  expect(valuesOf(await read("a.txt", `junk\n${lines(bob)}`))).toEqual(["not JSON", bob]);
});

test("rejects Bundles of an array, and an element that is too large", async () => {
  expect(valuesOf(await read("a.json", pretty([bundle([{ resource: ann }]), bob, 1])))).toEqual([
    "Bundle among resources",
    bob,
    "not an object",
  ]);
  expect(valuesOf(await read("a.json", pretty({ resourceType: "Bundle", entry: {} })))).toEqual([
    "Bundle among resources",
  ]);
});

describe("deletions", () => {
  const deletion = { resourceType: "Patient", id: "123" };

  test.each<[string, string, boolean, unknown]>([
    ["an entry of a Bundle", pretty(bundle([deleted], "transaction")), false, deletion],
    [
      "an absolute URL",
      pretty(bundle([{ request: { method: "DELETE", url: "https://example.org/fhir/Patient/123" } }])),
      false,
      deletion,
    ],
    ["a line with an entry, which `rejects --take` copies", lines(deleted), false, deletion],
    ["a Bundle per line of a deleted file", lines(bundle([deleted], "transaction")), true, deletion],
    ["a resource in a deleted file", lines({ ...ann, id: "123" }), true, deletion],
    ["a Bundle of resources in a deleted file", lines(bundle([{ resource: { ...ann, id: "123" } }])), true, deletion],
  ])("are read: %s", async (_, content, isDeletion, value) => {
    const { records } = await read("deleted.json", content, { isDeletion });
    expect(records.map((record) => [record.value, record.isDeletion])).toEqual([[value, true]]);
  });

  test.each<[string, unknown, string]>([
    ["a resource without id", { resource: { resourceType: "Patient" } }, "deletion without an id"],
    ["a resource with an empty id", { resource: { resourceType: "Patient", id: "" } }, "deletion without an id"],
    ["another request", { resource: ann, request: { method: "PUT", url: "Patient/1" } }, "not a deletion"],
  ])("%s in a deleted file is rejected", async (_, entry, reason) => {
    const { records } = await read("deleted.json", pretty(bundle([entry])), { isDeletion: true });
    expect(records.map(({ problem, isDeletion }) => [problem, isDeletion])).toEqual([[{ reason }, false]]);
  });
});

test("a line with an entry, which `rejects --take` copies, is its resource", async () => {
  expect(valuesOf(await read("taken.ndjson", lines({ fullUrl: "urn:1", resource: ann }, bob)))).toEqual([ann, bob]);
});

describe("an unusable file", () => {
  test("stops when a Bundle is cut off, after its whole entries", async () => {
    const text = pretty(bundle([{ resource: ann }, { resource: bob }]));
    const result = await read("bundle.json", text.slice(0, text.indexOf("Bob")));
    expect(valuesOf(result)).toEqual([ann]);
    expect(result.error).toBeInstanceOf(InputReadError);
  });

  test("stops at a Bundle of type history", async () => {
    const { error, records } = await read("history.json", pretty(bundle([{ resource: ann }], "history")));
    expect(records).toEqual([]);
    expect(error).toBeInstanceOf(InputReadError);
    expect(error).toHaveProperty(
      "message",
      "history.json has a Bundle of type history, with the versions of each resource, the newest first. " +
        "Expected the current resources, such as a Bundle of type searchset or collection.",
    );
  });

  test("yields the whole lines before gzip is cut off, also at the start of the file", async () => {
    const gzip = gzipSync(
      Array.from({ length: 2000 }, (_, id) => lines({ ...ann, id: String(Math.sqrt(id)) })).join(""),
    );
    const { error, records } = await read("a.ndjson.gz", gzip.subarray(0, gzip.length - 2000));
    expect(error).toBeInstanceOf(InputReadError);
    expect(records.length).toBeGreaterThan(100);
  });
});

describe("places", () => {
  const entries = [{ resource: ann }, deleted, {}, { resource: bob }];
  const large = Array.from({ length: 3000 }, (_, id) => ({
    resource: { ...ann, id: String(id), note: "x".repeat(200) },
  }));

  test.each<[string, string, string | Buffer]>([
    ["NDJSON", "a.ndjson", lines(ann, {}, "", bob)],
    ["gzip", "a.ndjson.gz", gzipSync(lines(ann, {}, bob))],
    ["a Bundle", "a.json", pretty(bundle(entries))],
    ["a Bundle per line", "a.ndjson", lines(bundle(entries), bundle([]), bundle(entries))],
    ["an array", "a.json", pretty([ann, {}, bob])],
  ])("are where reading resumes: %s", async (_, name, content) => {
    const file = await inputFile(name, content, "fhir");
    const { records } = await readAll(readFhir, file);
    expect(records.length).toBeGreaterThan(2);
    for (const [index, { nextOffset, nextLine }] of records.entries()) {
      const rest = await readAll(readFhir, file, {}, { offset: nextOffset, line: nextLine });
      expect(rest).toEqual({ records: records.slice(index + 1), error: undefined });
    }
  });

  test("are those of the entries", async () => {
    const text = pretty(bundle(entries));
    const { records } = await read("a.json", text);
    const raw = records.map(({ offset, nextOffset }): unknown => JSON.parse(text.slice(offset, nextOffset)));
    expect(raw).toEqual(entries);
    expect(records.map(({ line }) => line)).toEqual(entries.map((entry, index) => lineOf(text, entry, index)));
  });

  test("a file that is larger than its head", async () => {
    for (const [name, content] of [
      ["a.json", lines(bundle(large))],
      ["b.json", pretty(bundle(large))],
      ["c.json", pretty(large.map(({ resource }) => resource))],
      ["d.ndjson", lines(...large.map(({ resource }) => resource))],
      ["e.ndjson", lines({ ...ann, note: "x".repeat(300_000) }, ...large.map(({ resource }) => resource)).slice(0, -1)],
    ] as const) {
      const { records, error } = await read(name, content);
      expect(error).toBeUndefined();
      expect(records.slice(-3000).map(({ value }) => value?.["id"])).toEqual(large.map(({ resource }) => resource.id));
    }
  });

  test("the loop can be exited early", async () => {
    const file = await inputFile("a.ndjson", lines(ann, bob), "fhir");
    for await (const records of readFhir(file, { offset: 0, line: 1 }, {})) {
      expect(records).toHaveLength(2);
      break;
    }
  });
});

/** The line where an entry starts in the printed Bundle. */
function lineOf(text: string, entry: unknown, index: number): number {
  const printed = pretty(entry).replaceAll("\n", "\n    ");
  const places = [...text.matchAll(/\n {4}\{/g)].map((match) => match.index + 1);
  const start = places.filter((place) => !text.startsWith('    {\n      "code"', place))[index] ?? -1;
  expect(text.startsWith(printed, start + 4)).toBe(true);
  return text.slice(0, start).split("\n").length;
}
