import { describe, expect, onTestFinished, test } from "vitest";
import type { ProfileInput, PropertyDefinitionInput } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { addFiles, folderWith, readIn, runIn, type Files } from "../support/command.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";

const key = "key-CANARY-7f3a";
const patient = "clinia/profiles/patient.json";

const name: PropertyDefinitionInput = {
  type: "array",
  rules: [{ required: true, min: 1 }],
  items: { type: "humanname" },
};
const stored: ProfileInput = {
  type: "ROOT",
  description: "A patient.",
  properties: { name, birthDate: { type: "date" } },
};
const contact = { type: "CONTAINED", properties: { phone: { type: "contactpoint" } } } as const;

/** Serves an embedded registry, and runs commands in a folder against it. */
async function start(files: Files = {}) {
  const embedded = createEmbeddedRegistry();
  const { url } = await embedded.listen();
  onTestFinished(() => embedded.close());
  const folder = await folderWith(files);
  const env = { CLINIA_API_KEY: key, CLINIA_BASE_URL: url, CLINIA_SOURCE_KEY: "ehr-prod" };
  const registry = createRegistryClient({ baseUrl: url, apiKey: key });
  const run = (line: string) => runIn(folder, line, { env });
  const put = (profileKey: string, profile: Parameters<typeof registry.putProfile>[1]) =>
    registry.putProfile({ sourceKey: "ehr-prod", profileKey }, profile);
  const get = async (collectionKey: string) =>
    (await registry.getCollection({ sourceKey: "ehr-prod", collectionKey })).profile;
  return { embedded, folder, env, url, registry, run, put, get };
}

describe("profiles pull", () => {
  test("writes the profile of a collection, without its key", async () => {
    const { run, put, folder } = await start();
    await put("patient", stored);
    expect(await run("profiles pull --type patient")).toEqual({ code: 0, stdout: `Wrote ${patient}.\n`, stderr: "" });
    expect(await readIn(folder, patient)).toBe(`${JSON.stringify(stored, null, 2)}\n`);
    expect(await run("profiles pull --type patient")).toMatchObject({ code: 0, stdout: `${patient}: up to date.\n` });
  });

  test("keeps the order of the fields in the file", async () => {
    const { birthDate } = stored.properties;
    const other = { properties: { birthDate, name: { items: name.items, type: "array" } }, type: "ROOT" };
    const { run, put, folder } = await start({ [patient]: other });
    await put("patient", stored);
    await run("profiles pull --type patient");
    const properties = { birthDate, name: { items: name.items, type: "array", rules: name.rules } };
    const expected = { properties, type: "ROOT", description: "A patient." };
    expect(await readIn(folder, patient)).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  });

  test("--check exits with 1 and a short diff when a file differs, and writes nothing", async () => {
    const { run, put, folder } = await start();
    await put("patient", stored);
    await put("clinic", { properties: {}, contained: { desks: { types: ["desk"], cardinality: "0:1" } } });
    expect(await run("profiles pull --type patient clinic --check")).toMatchObject({
      code: 1,
      stdout: `${patient} does not exist.\nclinia/profiles/clinic.json does not exist.\n`,
    });
    await run("profiles pull --type patient --type clinic");
    expect(await run("profiles pull --type patient clinic --check")).toMatchObject({ code: 0 });
    await addFiles(folder, { [patient]: (await readIn(folder, patient)).replace("A patient.", "A person.") });
    expect(await run("profiles pull --type patient --check")).toEqual({
      code: 1,
      stdout: [
        `${patient} differs from the workspace.`,
        "@@ line 2 @@",
        '   "type": "ROOT",',
        '-  "description": "A person.",',
        '+  "description": "A patient.",',
        '   "properties": {',
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  test("--check shows what differs, and not the layout of the file", async () => {
    const { run, put } = await start({ [patient]: JSON.stringify({ ...stored, description: "A person." }) });
    await put("patient", stored);
    const { stdout } = await run("profiles pull --type patient --check");
    expect(stdout.match(/^[-+].*$/gm)).toEqual(['-  "description": "A person.",', '+  "description": "A patient.",']);
  });

  test.each(["", "1", "[]", "{"])("replaces a file with %j", async (text) => {
    const { run, put, folder } = await start({ [patient]: text });
    await put("patient", stored);
    expect((await run("profiles pull --type patient --check")).code).toBe(1);
    expect((await run("profiles pull --type patient")).code).toBe(0);
    expect(JSON.parse(await readIn(folder, patient))).toEqual(stored);
  });

  test.each<[string, string]>([
    ["clinic", "The source has no collection clinic. Check --source and --type: contained profiles can't be read."],
    ["treated-by", "treated-by is not a collection of resources. It has no profile."],
    ["../patient", "--type must be the key of a profile: 1 to 62 letters, digits, - or _, and no _ at the start."],
  ])("--type %s is an error", async (type, message) => {
    const { run, registry } = await start();
    const end = { profileKey: "patient", includeKey: "others", includeCardinality: "0:*" } as const;
    const path = { sourceKey: "ehr-prod", relationshipDefinitionKey: "treated-by" };
    await registry.putRelationshipDefinition(path, { from: end, to: end });
    const { code, stderr } = await run(`profiles pull --type ${type}`);
    expect({ code, stderr }).toEqual({ code: type.startsWith(".") ? 2 : 1, stderr: `${message}\n` });
  });

  test("an error of the registry is printed without the key, and exits with 1", async () => {
    const { run, embedded } = await start();
    embedded.faults.nextRequests(1, { kind: "status", status: 403, body: { type: "PERMISSION_DENIED" } });
    const { code, stderr } = await run("profiles pull --type patient");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^getCollection: 403 PERMISSION_DENIED/);
    expect(stderr).not.toContain(key);
  });
});

describe("profiles push", () => {
  const files = {
    [patient]: { ...stored, contained: { contacts: { types: ["contact"], cardinality: "0:*" } } },
    "clinia/profiles/contact.json": contact,
  };

  test("shows what is new, and sends it only with --yes, contained profiles first", async () => {
    const { run, get } = await start(files);
    expect(await run("profiles push")).toEqual({
      code: 1,
      stdout: [
        "contact: unknown. Contained profiles can't be read back.",
        "patient: new.",
        "Nothing was sent. To send contact, patient, add --yes.",
        "",
      ].join("\n"),
      stderr: "",
    });
    await expect(get("patient")).rejects.toThrow("404");
    expect(await run("profiles push --yes")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Sent contact\.\nSent patient\.\nSent 2 profiles\. .*\n$/) as string,
    });
    expect(await get("patient")).toMatchObject({ description: "A patient.", contained: { contacts: {} } });
  });

  test("without changes only contained profiles remain, and the exit code is 0", async () => {
    const { run } = await start(files);
    await run("profiles push --yes");
    expect(await run("profiles push")).toMatchObject({
      code: 0,
      stdout: [
        "contact: unknown. Contained profiles can't be read back.",
        "patient: unchanged.",
        "Nothing was sent. To send contact, add --yes.",
        "",
      ].join("\n"),
    });
    expect(await run("profiles push --type patient")).toMatchObject({ code: 0, stdout: "patient: unchanged.\n" });
  });

  test("shows how a profile differs", async () => {
    const { run, folder } = await start({ [patient]: { ...stored, type: undefined } });
    await run("profiles push --yes");
    await addFiles(folder, { [patient]: { ...stored, description: "A person." } });
    const { code, stdout } = await run("profiles push");
    expect(code).toBe(1);
    expect(stdout).toContain("patient: differs from the workspace.\n@@ line 2 @@\n");
    expect(stdout).toContain('-  "description": "A patient.",\n+  "description": "A person.",\n');
  });

  test("profiles that contain each other are sent", async () => {
    const contained = { parts: { types: ["b", "a"], cardinality: "0:*" } };
    const { run } = await start({
      "clinia/profiles/a.json": { properties: {}, contained },
      "clinia/profiles/b.json": { properties: {}, contained },
    });
    expect((await run("profiles push --yes")).stdout).toContain("Sent b.\nSent a.\n");
  });

  test("prints why the registry refuses a profile, without control characters", async () => {
    const { run, embedded } = await start({ "clinia/profiles/contact.json": contact });
    const details = [{ type: "INVALID_ARGUMENT", message: "properties.phone:\u001b[31m unknown" }];
    const body = { type: "INVALID_ARGUMENT", message: "Invalid profile.", details };
    embedded.faults.nextRequests(1, { kind: "status", status: 400, body });
    expect(await run("profiles push --yes")).toMatchObject({
      code: 1,
      stderr: "putProfile: 400 INVALID_ARGUMENT.\n  Invalid profile.\n  properties.phone:\uFFFD[31m unknown\n",
    });
  });

  test("other errors of a request are printed as they are", async () => {
    const { run, embedded } = await start({ "clinia/profiles/contact.json": contact });
    embedded.faults.nextRequests(1, { kind: "redirect", location: "/elsewhere" });
    const { code, stderr } = await run("profiles push --yes");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^putProfile: .*redirect/);
  });

  test.each<[string, string]>([
    ["clinic", "There is no file for the profile clinic. Expected clinia/profiles/clinic.json."],
    ["a/b", "--type must be the key of a profile: 1 to 62 letters, digits, - or _, and no _ at the start."],
  ])("--type %s is an error", async (type, message) => {
    const { run } = await start(files);
    expect(await run(`profiles push --type ${type}`)).toMatchObject({ code: 2, stderr: `${message}\n` });
  });
});

describe("the registry and the source", () => {
  const pull = "profiles pull --type patient";

  test.each<[string, Record<string, string>, string]>([
    [
      "without a workspace",
      { CLINIA_BASE_URL: " " },
      "The workspace is missing. Pass --workspace or --base-url, or set CLINIA_WORKSPACE_ID.",
    ],
    [
      "with two registries",
      { CLINIA_WORKSPACE_ID: "acme" },
      "The workspace and the address of the registry are both set. Set only one: CLINIA_WORKSPACE_ID or CLINIA_BASE_URL.",
    ],
    ["without a source", { CLINIA_SOURCE_KEY: "" }, "The source is missing. Pass --source, or set CLINIA_SOURCE_KEY."],
    ["without a key", { CLINIA_API_KEY: "" }, "The API key is missing. Set CLINIA_API_KEY."],
  ])("%s the command exits with 2", async (_, changed, message) => {
    const { folder, env } = await start();
    const run = await runIn(folder, pull, { env: { ...env, ...changed } });
    expect(run).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
  });

  test("with two registries on the command line the command exits with 2", async () => {
    const { folder } = await start();
    const { code, stderr } = await runIn(folder, `${pull} --workspace acme --base-url https://registry.example`);
    expect(code).toBe(2);
    expect(stderr).toContain("Set only one: --workspace or --base-url.");
  });

  test("options override environment variables", async () => {
    const { folder, url, put } = await start();
    await put("patient", stored);
    const env = { CLINIA_API_KEY: key, CLINIA_WORKSPACE_ID: "other", CLINIA_SOURCE_KEY: "other" };
    expect((await runIn(folder, `${pull} --base-url ${url} --source ehr-prod`, { env })).code).toBe(0);
  });

  test("--workspace is the host, and an invalid one exits with 2", async () => {
    const { folder, env } = await start();
    const urls: string[] = [];
    const fetch = (url: string) => {
      urls.push(url);
      return Promise.resolve(new Response(null, { status: 404 }));
    };
    expect((await runIn(folder, `${pull} --workspace acme`, { env, fetch })).code).toBe(1);
    expect(urls).toEqual(["https://acme.clinia.cloud/sources/ehr-prod/v1/collections/patient"]);
    const { code, stderr } = await runIn(folder, `${pull} --workspace a/b`, { env, fetch });
    expect(code).toBe(2);
    expect(stderr).toContain("workspaceId");
  });

  test("Ctrl-C stops a request", async () => {
    const { folder, env } = await start();
    const controller = new AbortController();
    const fetch = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_, reject) => {
        signal?.addEventListener("abort", () => {
          reject(new Error("aborted"));
        });
        controller.abort();
      });
    const run = await runIn(folder, pull, { env, fetch, signal: controller.signal });
    expect(run).toEqual({ code: 1, stdout: "", stderr: "Stopped.\n" });
  });
});
