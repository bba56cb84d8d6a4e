import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { runScript } from "../support/run.ts";

const quickstart = (environment: Record<string, string> = {}) =>
  runScript(["scripts/quickstart.ts"], { NODE_OPTIONS: "--import ./test/support/checked-fetch.mjs", ...environment });
const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const resourceVariables = { CLINIA_SOURCE_KEY: "ehr-prod", CLINIA_RESOURCE_TYPE: "patient" };

// Each of them compiles all that it runs.
describe.concurrent("npm start", { timeout: 120_000 }, () => {
  test("goes from the contract to a created resource, and says how long each step took", async () => {
    const { code, stdout, stderr } = await quickstart();
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    const steps = [...stdout.matchAll(/^(\S.*?) +\d+ ms$/gm)].map(([, title]) => title);
    expect(steps).toStrictEqual([
      "lint openapi/registry.yaml",
      "generate src/generated",
      "start the embedded registry",
      "create a patient",
      "create a practitioner, whose type has a pipeline",
      "follow its task to the end",
      "write 10,000 patients in bulks",
      "stop the embedded registry",
    ]);
    expect(stdout).toMatch(/^ {2}http:\/\/127\.0\.0\.1:\d+$/m);
    expect(stdout).toMatch(/^ {2}PERSISTED: the resource as stored:\n {4}\{\n {6}id: '\w{27}',\n {6}type: 'patient',/m);
    expect(stdout).toMatch(/name: \[ \{ family: 'Tremblay', given: \[ 'Alice' \] \} \]/);
    expect(stdout).toMatch(/^ {2}ACCEPTED: the task to follow:\n {4}\{\n {6}kind: 'oneOf',\n {6}id: '(\w{27})',/m);
    expect(stdout).toMatch(/deprecated: false,\n {6}raw: 's_\w{27}'/);
    expect(stdout).toMatch(/^ {2}the task as it ended:\n {4}\{\n {6}status: 'SUCCESS',\n {6}taskId: 's_\w{27}',/m);
    expect(stdout).toMatch(/^ {2}10,000 written, in 10 bulks$/m);
    expect(stdout).not.toMatch(/[\r\u001b]/);
  });

  test("shows a line of progress where somebody looks at a terminal", async () => {
    const terminal =
      "--import data:text/javascript,process.stdout.isTTY=true --import ./test/support/checked-fetch.mjs";
    const { code, stdout } = await quickstart({ NODE_OPTIONS: terminal });
    expect(code).toBe(0);
    const shown = [...stdout.matchAll(/\r {2}([\d,]+) of 10,000/g)].map(([, written = ""]) => written);
    expect(shown).toHaveLength(20);
    expect(shown.slice(0, 3)).toStrictEqual(["500", "1,000", "1,500"]);
    expect(shown.at(-1)).toBe("10,000");
    expect(stdout).toMatch(/\r\u001b\[Kwrite 10,000 patients in bulks/);
  });

  test("with the variables of a workspace creates one resource there, and says so before", async () => {
    const workspace = createEmbeddedRegistry({ apiKey: "secret" });
    const { url } = await workspace.listen();
    const environment = { ...resourceVariables, CLINIA_API_KEY: "secret", CLINIA_BASE_URL: url };
    const { code, stdout, stderr } = await quickstart(environment);
    await workspace.close();
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    expect(workspace.resources(path).map(({ data }) => data)).toStrictEqual([{}]);
    const said = stdout.indexOf(`This writes to a real registry: ${url}, source ehr-prod, type patient.`);
    expect(said).toBeGreaterThan(0);
    expect(stdout.indexOf("create one resource  ")).toBeGreaterThan(said);
    expect(stdout).toMatch(/PERSISTED: the resource as stored:/);
    expect(stdout).not.toContain("secret");
    expect(stdout).not.toContain("embedded");
  });

  test("follows the task of what the workspace has accepted", async () => {
    const workspace = createEmbeddedRegistry({ apiKey: "secret", asynchronous: true });
    const { url } = await workspace.listen();
    const { code, stdout, stderr } = await quickstart({
      ...resourceVariables,
      CLINIA_API_KEY: "secret",
      CLINIA_BASE_URL: url,
    });
    await workspace.close();
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    const said = stdout.indexOf("Its task is looked at until it has ended, for a minute at most.");
    expect(said).toBeGreaterThan(stdout.indexOf("ACCEPTED: the task:"));
    expect(stdout.indexOf("follow its task to the end  ")).toBeGreaterThan(said);
    expect(stdout).toMatch(/^ {2}the task as it ended:\n {4}\{\n {6}status: 'SUCCESS',/m);
  });

  test("says why that task has failed", async () => {
    const workspace = createEmbeddedRegistry({ apiKey: "secret", asynchronous: true });
    workspace.failNext(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
    const { url } = await workspace.listen();
    const { code, stderr } = await quickstart({
      ...resourceVariables,
      CLINIA_API_KEY: "secret",
      CLINIA_BASE_URL: url,
    });
    await workspace.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^TaskFailedError: .* s_\w{27} .*FAILURE.* FAILED_PRECONDITION\b.*\n {2}The pipeline refused it\.\n$/,
    );
  });

  const unset = (names: string) => `To run on the embedded registry, unset ${names}.\n`;
  test.each([
    {
      environment: { CLINIA_API_KEY: "secret" },
      message:
        "To write to a real workspace, set CLINIA_SOURCE_KEY, CLINIA_RESOURCE_TYPE, CLINIA_WORKSPACE_ID (or CLINIA_BASE_URL) too. " +
        unset("CLINIA_API_KEY"),
    },
    {
      environment: { CLINIA_API_KEY: "secret", CLINIA_WORKSPACE_ID: "acme", CLINIA_RESOURCE_TYPE: "patient" },
      message:
        "To write to a real workspace, set CLINIA_SOURCE_KEY too. " +
        unset("CLINIA_API_KEY, CLINIA_RESOURCE_TYPE, CLINIA_WORKSPACE_ID"),
    },
    {
      environment: { ...resourceVariables, CLINIA_API_KEY: "", CLINIA_BASE_URL: "http://localhost" },
      message:
        "To write to a real workspace, set CLINIA_API_KEY too. " +
        unset("CLINIA_API_KEY, CLINIA_SOURCE_KEY, CLINIA_RESOURCE_TYPE, CLINIA_BASE_URL"),
    },
    {
      environment: {
        ...resourceVariables,
        CLINIA_API_KEY: "secret",
        CLINIA_BASE_URL: "http://localhost",
        CLINIA_WORKSPACE_ID: "acme",
      },
      message: "CLINIA_WORKSPACE_ID and CLINIA_BASE_URL are both set: unset one of them.\n",
    },
  ])("with half a set of them names what is missing: $environment", async ({ environment, message }) => {
    expect(await quickstart(environment)).toStrictEqual({ code: 1, stdout: "", stderr: message });
  });

  test("with a key that the workspace refuses says what to do", async () => {
    const workspace = createEmbeddedRegistry({ apiKey: "secret" });
    const { url } = await workspace.listen();
    const environment = { ...resourceVariables, CLINIA_API_KEY: "canary", CLINIA_BASE_URL: url };
    const { code, stdout, stderr } = await quickstart(environment);
    await workspace.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ApiError: createResource\b.* 401 UNAUTHENTICATED\b.*\n {2}The API key is not valid\.\n$/);
    expect(stdout + stderr).not.toContain("canary");
  });

  test("with options that can't be right says which", async () => {
    const environment = { ...resourceVariables, CLINIA_API_KEY: "canary", CLINIA_WORKSPACE_ID: "evil.com/" };
    const { code, stderr } = await quickstart(environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^InvalidRequestError: .*\bworkspaceId\b/);
    expect(stderr).not.toContain("evil");
  });

  test("where nothing answers says so, and what to do", async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    const url = `http://127.0.0.1:${port}`;
    const { code, stderr } = await quickstart({ ...resourceVariables, CLINIA_API_KEY: "canary", CLINIA_BASE_URL: url });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^ConnectionError: createResource \(3 attempts\).*\bECONNREFUSED\b.*\n {2}.*\bECONNREFUSED\b.*\n$/,
    );
  });
});
