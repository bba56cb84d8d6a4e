import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ImportInputError } from "../../../src/import/errors.ts";
import { findFiles } from "../../../src/import/input/files.ts";
import { readFhir } from "../../../src/import/input/fhir.ts";
import { expandManifest } from "../../../src/import/input/fhir-manifest.ts";
import { readAll, temporaryFolder } from "./read-all.ts";

const patient = '{"resourceType":"Patient","id":"1"}\n';
const deleted =
  '{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Patient/1"}},{"request":{"method":"DELETE","url":"Patient/2"}}]}\n';

const manifest = {
  transactionTime: "2021-01-01T00:00:00Z",
  request: "https://example.org/fhir/Patient/$export?_type=Patient",
  requiresAccessToken: true,
  output: [{ type: "Patient", url: "https://example.org/output/patient_file_1.ndjson" }],
  deleted: [{ type: "Bundle", url: "https://example.org/output/del_file_1.ndjson" }],
  error: [{ type: "OperationOutcome", url: "https://example.org/output/err_file_1.ndjson" }],
};

async function exportFolder(content: unknown, files: Record<string, string | Buffer>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries({ "manifest.json": JSON.stringify(content), ...files })) {
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const files = {
  "patient_file_1.ndjson": patient,
  "del_file_1.ndjson": deleted,
  "err_file_1.ndjson": "{}",
  "other.ndjson": "{}",
};

test.each(["export", "export/manifest.json"])(
  "the files of %s: deletions first, without errors and others",
  async (name) => {
    const folder = await exportFolder(manifest, files);
    const found = await expandManifest(join(folder, name.replace("export", "")), name);
    expect(found).toEqual([
      {
        name: "export/del_file_1.ndjson",
        path: join(folder, "del_file_1.ndjson"),
        format: "fhir",
        isGzip: false,
        size: Buffer.byteLength(deleted),
        isDeletion: true,
      },
      {
        name: "export/patient_file_1.ndjson",
        path: join(folder, "patient_file_1.ndjson"),
        format: "fhir",
        isGzip: false,
        size: Buffer.byteLength(patient),
        isDeletion: false,
      },
    ]);
  },
);

test("an id in output and deleted is written in the end", async () => {
  const folder = await exportFolder(manifest, files);
  const found = await findFiles([folder], "/");
  const records = [];
  for (const file of found) records.push(...(await readAll(readFhir, file)).records);
  expect(records.map(({ value, isDeletion }) => [value?.["id"], isDeletion])).toEqual([
    ["1", true],
    ["2", true],
    ["1", false],
  ]);
});

test.each([
  ["https://example.org/Binary/abc?_format=ndjson#x", "abc"],
  ["https://example.org/Binary/abc", "abc.ndjson"],
  ["https://example.org/Binary/abc", "abc.ndjson.gz"],
  ["https://example.org/Patient.ndjson", "Patient.ndjson.gz"],
  ["https://example.org/1%20a.ndjson", "1 a.ndjson"],
  ["https://example.org/100%.ndjson", "100%.ndjson"],
  ["Patient.ndjson", "Patient.ndjson"],
])("%s is found as %s", async (url, name) => {
  const folder = await exportFolder(
    { output: [{ url }] },
    { [name]: name.endsWith(".gz") ? gzipSync(patient) : patient },
  );
  const found = await expandManifest(folder, folder);
  expect(found).toEqual([expect.objectContaining({ path: join(folder, name), isGzip: name.endsWith(".gz") })]);
});

test("a manifest of another name in the current folder", async () => {
  const folder = await exportFolder({}, { "2021-manifest.json": "\ufeff" + JSON.stringify(manifest), ...files });
  const found = await findFiles(["2021-manifest.json"], folder);
  expect(found.map(({ name }) => name)).toEqual(["del_file_1.ndjson", "patient_file_1.ndjson"]);
});

test("a manifest without files", async () => {
  const folder = await exportFolder({ output: [] }, {});
  expect(await expandManifest(folder, "export")).toEqual([]);
});

describe("refused", () => {
  test.each<[string, unknown, string]>([
    [
      "a missing file",
      manifest,
      "del_file_1.ndjson is missing: export/manifest.json lists it. Put it in the same folder. Files are not fetched.",
    ],
    ...[
      "https://example.org/",
      "https://example.org/..",
      "https://x/a%2Fb.ndjson",
      "https://x/..%5Cb",
      "https://x/%00",
      1,
    ].map((url): [string, unknown, string] => [
      `the url ${url}`,
      { output: [{ url }] },
      "export/manifest.json lists a file without a usable url. Expected a url that ends in the name of a file.",
    ]),
    [
      "an output that is no object",
      { output: [null] },
      "export/manifest.json lists a file without a usable url. Expected a url that ends in the name of a file.",
    ],
    [
      "two files of one name",
      { output: [{ url: "https://x/Patient/1.ndjson" }, { url: "https://x/Group/1.ndjson" }] },
      "export/manifest.json lists two files whose urls end in 1.ndjson. Expected different names, by which they are found in the folder.",
    ],
    [
      "a manifest with further pages",
      { output: [], link: [{ relation: "next", url: "https://x/manifest-2.json" }] },
      "export/manifest.json is one of several manifests of an export: it links to the next one. Import the files themselves, those of `deleted` first.",
    ],
  ])("%s", async (_, content, message) => {
    const folder = await exportFolder(content, {});
    await expect(expandManifest(folder, "export")).rejects.toThrow(new ImportInputError(message));
  });

  test("a file that is a folder, and a manifest that can't be read", async () => {
    const folder = await exportFolder({ output: [{ url: "https://x/a" }] }, {});
    await mkdir(join(folder, "a"));
    await expect(expandManifest(folder, "export")).rejects.toThrow(/^export\/a can't be read \(EISDIR\)/);
    const other = await temporaryFolder();
    await symlink("manifest.json", join(other, "manifest.json"));
    await expect(expandManifest(other, "export")).rejects.toThrow(/^export\/manifest\.json can't be read \(ELOOP\)/);
  });
});

describe("anything else is no manifest", () => {
  test.each<[string, unknown]>([
    ["no output", { transactionTime: "2021-01-01T00:00:00Z" }],
    ["an array", []],
    ["an output that is no array", { output: {} }],
    ["a link that is no array", { output: {}, link: {} }],
  ])("%s", async (_, content) => {
    const folder = await exportFolder(content, {});
    expect(await expandManifest(folder, "export")).toBeUndefined();
  });

  test("a folder without manifest, a folder in its place, another name, and a large file", async () => {
    const folder = await temporaryFolder();
    expect(await expandManifest(folder, "export")).toBeUndefined();
    await mkdir(join(folder, "manifest.json"));
    expect(await expandManifest(folder, "export")).toBeUndefined();
    await writeFile(join(folder, "patients.json"), JSON.stringify(manifest));
    expect(await expandManifest(join(folder, "patients.json"), "patients.json")).toBeUndefined();
    await writeFile(join(folder, "large-manifest.json"), JSON.stringify(manifest).padEnd(17 * 1024 * 1024));
    expect(await expandManifest(join(folder, "large-manifest.json"), "large-manifest.json")).toBeUndefined();
  });
});
