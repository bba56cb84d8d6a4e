import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { format } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { codeSamples, type CodeSample } from "../../scripts/docs/code-samples.ts";
import { publishedContract } from "../../scripts/docs/published-contract.ts";
import { sampledCalls } from "../../scripts/contract/sampled-calls.ts";
import { operations as handlers } from "../../src/embedded/operations/index.ts";
import { operations, type OperationDefinition } from "../../src/generated/contract.ts";
import { newResourceId } from "../../src/index.ts";
import { contractFile, inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { exampleForm, objectsUrl } from "../support/objects.ts";
import { createPath, send } from "../support/raw-request.ts";
import { runCurl, type Run } from "../support/run.ts";

const contract = await readContract(contractFile);
const calls = contractOperations(contract).flatMap((operation) => sampledCalls(contract, operation));
/** The next ids that the registry generates. */
const ids: string[] = [];
const embedded = createEmbeddedRegistry({ apiKey: "secret", newId: () => ids.shift() ?? newResourceId() });
const environment = { CLINIA_API_KEY: "secret" };
let url = "";

beforeAll(async () => {
  ({ url } = await embedded.listen());
});
afterAll(() => embedded.close());

/** The sample of an example, for the embedded registry instead of the real one. */
async function sampleOf(summary: string, language: string): Promise<string> {
  const call = calls.find((each) => each.summary === summary);
  if (call === undefined) throw new Error(`There is no example named ${summary}.`);
  const samples = await codeSamples([call], { url, option: `baseUrl: ${JSON.stringify(url)}` });
  return samples.find(({ lang }) => lang === language)?.source ?? "";
}

/** The samples beside one operation. */
function samplesAt(document: Record<string, unknown>, pointer: readonly (string | number)[]): CodeSample[] {
  const operation = pointer.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document);
  return (operation as { "x-codeSamples": CodeSample[] })["x-codeSamples"];
}

/** Imports a script into this process, because a process for each would take a second. */
async function runHere(file: string): Promise<Run> {
  const printed = { stdout: "", stderr: "" };
  vi.stubEnv("CLINIA_API_KEY", environment.CLINIA_API_KEY);
  vi.spyOn(console, "log").mockImplementation((...values) => (printed.stdout += `${format(...values)}\n`));
  try {
    await import(file);
    return { code: 0, ...printed };
  } catch (error) {
    return { code: 1, ...printed, stderr: String(error) };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

const runners: Record<string, (source: string) => Promise<Run>> = {
  Shell: (source) => runCurl(source, environment),
  TypeScript: (source) =>
    inNewFolder(async (folder) => {
      await mkdir(join(folder, "node_modules"));
      await symlink(resolve("."), join(folder, "node_modules/clinia-registry-client"), "junction");
      await writeFile(join(folder, "package.json"), '{ "type": "module" }');
      const file = join(folder, "sample.ts");
      await writeFile(file, source);
      return runHere(file);
    }),
};

const headers = { "x-clinia-api-key": "secret" };
const source = "/sources/ehr-prod/v1";
const submission = /(PERSISTED|ACCEPTED).*(s|bk|bd|pg)_\w{27}|(s|bk|bd|pg)_\w{27}.*(PERSISTED|ACCEPTED)/s;

/** Stores what a path parameter of an operation identifies. */
const stored: Record<string, (operationId: string) => Promise<unknown>> = {
  async id(operationId) {
    await send(embedded, { method: "PUT", path: `${createPath}/patient-0001`, headers });
    const [from, to] = ["patient", "practitioner"].map((type) => ({ id: `${type}-0001`, type }));
    const body = JSON.stringify({ from, to, data: { since: "2024", notes: [] } });
    if (/relationship/i.test(operationId))
      await send(embedded, { path: `${source}/relationships/treated-by`, headers, body });
  },
  bulkId(operationId) {
    ids.push("2wil4BxKd9LcTn2Qv7RfWj5UmHs");
    const collection = operationId === "getResourceBulk" ? "resources" : "relationships";
    return send(embedded, { path: `${source}/${collection}/bulk`, headers, body: '{"operations":[]}' });
  },
  containedResourceId() {
    const body = '{"type":"contact","data":{}}';
    return send(embedded, { method: "PUT", path: `${createPath}/patient-0001/contact/contact-1`, headers, body });
  },
  taskId() {
    ids.push("2wil4BxKd9LcTn2Qv7RfWj5UmHs");
    return send(embedded, { path: `${source}/resources/bulk`, headers, body: '{"operations":[]}' });
  },
  purgeId() {
    ids.push("2wil4JmRt6XbVa0Pw3SdNe8GyKc");
    const body = '{"collectionType":"resources","collectionKey":"patient"}';
    return send(embedded, { path: `${source}/purge`, headers, body });
  },
  async collectionKey(operationId) {
    if (operationId.endsWith("Object")) {
      ids.push("2wil5EkPs9UvGfLt3RwXcZb1NdQ");
      const body = exampleForm({ file: "A referral." });
      await send(embedded, { path: objectsUrl, headers: { ...headers, "content-type": null }, body });
      return;
    }
    const path = `${source}/collections/clinic`;
    await send(embedded, { method: "PUT", path, headers, body: '{"type":"resources","profile":{"properties":{}}}' });
    const pipeline = { method: "PUT", path: `${path}/pipeline`, headers, body: '{"steps":[]}' };
    for (let version = 1; version <= 2; version++) await send(embedded, pipeline);
  },
};

/** Stores the relationship that a bundle deletes. */
function storeRelationship() {
  const [from, to] = ["patient-0001", "patient-0002"].map((id) => ({ id, type: "patient" }));
  const relationshipOperations = [{ action: "CREATE", create: { type: "parent-of", from, to } }];
  const body = JSON.stringify({ resourceOperations: [], relationshipOperations });
  return send(embedded, { path: `${source}/bundle`, headers, body });
}

/** The output of samples. The others print their submission, or anything except an error. */
const printed: Record<string, RegExp> = {
  getResource: /patient-0001/,
  getObject: /2wil5EkPs9UvGfLt3RwXcZb1NdQ.*fileMeta/s,
  getTask: /receipts/,
  getResourceBulk: /receipts/,
  getRelationshipBulk: /receipts/,
  getRelationship: /patient-0001\.practitioner-0001/,
  getPurge: /collectionKey.*patient/,
  // The embedded registry executes no pipeline.
  getPipelineExecution: /NOT_FOUND/,
  browse: /hits.*total/s,
};
const notAnError = /^(?!\{"code":\d+,)./s;

function printedBy(operationId: string): RegExp {
  const definitions: Readonly<Record<string, OperationDefinition>> = operations;
  return printed[operationId] ?? (definitions[operationId]?.response.kind === "submission" ? submission : notAnError);
}

/** The body that a curl command sends. */
function bodyOf(source: string): unknown {
  const quoted = (option: RegExp) => option.exec(source)?.[1]?.replaceAll(String.raw`'\''`, "'");
  const data = quoted(/--data '(.*)'$/s);
  if (data !== undefined) return JSON.parse(data);
  const file = quoted(/--form 'file=(.*);filename=file\.txt;type=text\/plain'$/s);
  const json = quoted(/--form-string 'data=(.*?)' \\\n/s);
  return file && { file, ...(json !== undefined && { data: JSON.parse(json) as unknown }) };
}

const samples = calls
  .filter(({ operationId }) => operationId in handlers)
  .flatMap((call) => Object.keys(runners).map((language) => ({ ...call, language })));

describe("each code sample beside an operation runs as copied", () => {
  test.each(samples)("$operationId, $language: $summary", async ({ operationId, parameters, language, summary }) => {
    embedded.reset();
    await storeRelationship();
    // A collection can't change its type.
    const names = operationId === "putCollection" ? [] : Object.keys(parameters);
    for (const name of names) await stored[name]?.(operationId);
    const { code, stdout, stderr } = (await runners[language]?.(await sampleOf(summary, language))) ?? {};
    const message = `${operationId}, ${language}, ${summary}: it printed ${String(stdout)}${String(stderr)}`;
    expect(code, message).toBe(operationId === "getPipelineExecution" && language === "TypeScript" ? 1 : 0);
    expect(`${String(stdout)}${String(stderr)}`, message).toMatch(printedBy(operationId));
  });

  test("each operation has a TypeScript and a curl sample of each named example, in the order of the examples", async () => {
    const document = await publishedContract(contract);
    for (const operation of contractOperations(contract)) {
      const samples = samplesAt(document, operation.pointer);
      const examples = sampledCalls(contract, operation);
      expect(samples.map(({ label }) => label)).toStrictEqual([
        ...examples.map(() => "TypeScript"),
        ...examples.map(() => "curl"),
      ]);
      for (const [index, { body }] of examples.entries()) {
        expect(bodyOf(samples[examples.length + index]?.source ?? "")).toStrictEqual(body);
      }
    }
    expect(JSON.stringify(document)).toContain("'https://acme.clinia.cloud/sources/ehr-prod/v1");
  });

  test("the URL is on a line of its own", async () => {
    const [call] = calls;
    if (call === undefined) throw new Error("There is no example.");
    const [, sample] = await codeSamples([call], { url: "https://x.example", option: 'workspaceId: "acme"' });
    expect(sample?.source.split("\n").slice(0, 2)).toStrictEqual([
      "curl --request POST \\",
      "  'https://x.example/sources/ehr-prod/v1/resources/patient' \\",
    ]);
  });

  test("a quote in a body stays a quote in the shell", async () => {
    const [call] = calls;
    if (call === undefined) throw new Error("There is no example.");
    const body = { data: { name: 'd\'Amours "Léa" $HOME' } };
    const [, curl] = await codeSamples([{ ...call, body }], { url, option: 'workspaceId: "acme"' });
    const { stdout } = (await runners.Shell?.(curl?.source ?? "")) ?? {};
    expect(JSON.parse(stdout ?? "")).toMatchObject({ resource: body });
  });
});
