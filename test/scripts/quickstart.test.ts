import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { importFile } from "../../scripts/quickstart/import-file.ts";
import { quickstart } from "../../scripts/quickstart/run.ts";
import { writeMany } from "../../scripts/quickstart/write-many.ts";
import type { EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { report, requestProblems, responseProblems } from "../support/exchange-check.ts";
import { freePort } from "../support/free-port.ts";
import { runScript } from "../support/run.ts";

// Nothing changes, unless a test mocks the 10,000 writes, which take a second, or the import, which starts three processes.
vi.mock("../../scripts/quickstart/import-file.ts", { spy: true });
vi.mock("../../scripts/quickstart/write-many.ts", { spy: true });

const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const resourceVariables = { CLINIA_SOURCE_KEY: "ehr-prod", CLINIA_RESOURCE_TYPE: "patient" };

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the quickstart in this process. Resolves with its output and exit code. */
async function run(environment: Record<string, string> = {}): Promise<Run> {
  const printed = { stdout: "", stderr: "" };
  const print = (to: "stdout" | "stderr", end: string) => (text: unknown) => {
    printed[to] += String(text) + end;
    return true;
  };
  vi.spyOn(console, "log").mockImplementation(print("stdout", "\n"));
  vi.spyOn(console, "error").mockImplementation(print("stderr", "\n"));
  vi.spyOn(process.stdout, "write").mockImplementation(print("stdout", ""));
  const code = await quickstart(environment);
  vi.restoreAllMocks();
  return { code, ...printed };
}

/** Starts an embedded registry instead of a workspace. Resolves with the environment variables for it. */
async function startWorkspace(options: EmbeddedRegistryOptions = {}) {
  const workspace = createEmbeddedRegistry({ apiKey: "secret", ...options });
  const { url } = await workspace.listen();
  onTestFinished(() => workspace.close());
  return { workspace, url, environment: { ...resourceVariables, CLINIA_API_KEY: "secret", CLINIA_BASE_URL: url } };
}

const stepsOf = ({ stdout }: Run) => [...stdout.matchAll(/^(\S.*?) +\d+ ms$/gm)].map(([, title]) => title);
const embeddedSteps = [
  "start the embedded registry",
  "create a patient",
  "create a practitioner, with an ingestion pipeline",
  "wait for its task",
  "write 10,000 patients in bulks",
  "generate types and checks from a profile",
  "create a patient with a wrong date: not sent",
  "the same without checks: the registry rejects it",
  "stop the embedded registry",
];
const importSteps = [
  "import 20,000 patients, and kill the command halfway",
  "the same command again: it resumes",
  "compare the registry with the file",
];

const { fetch } = globalThis;
beforeEach(() => {
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const request = {
      method: init.method ?? "GET",
      url,
      headers: new Headers(init.headers),
      body: init.body as string,
    };
    const response = await fetch(url, init);
    const { status, headers } = response;
    const body = await response.clone().text();
    report(() => [...requestProblems(request), ...responseProblems(request, { status, headers, body })]);
    return response;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("npm start", () => {
  test("D10: runs the client, then prints the next commands without running them", async () => {
    const { workspace, environment } = await startWorkspace();
    const ran = await runScript(["scripts/quickstart.ts"], {
      ...environment,
      CLINIA_API_KEY: "",
      NODE_OPTIONS: "--import ./test/support/checked-fetch.mjs",
    });
    const { code, stdout, stderr } = ran;
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    expect(stepsOf({ code: 0, stdout, stderr })).toStrictEqual([...embeddedSteps, ...importSteps]);
    expect(workspace.resources(path)).toStrictEqual([]);
    expect(stdout).toMatch(/^start the embedded registry .*\n {2}http:\/\/127\.0\.0\.1:\d+\n/m);
    expect(stdout).toMatch(/^ {2}PERSISTED: the stored resource:\n {4}\{\n {6}id: '\w{27}',\n {6}type: 'patient',/m);
    expect(stdout).toMatch(/name: \[ \{ family: 'Tremblay', given: \[ 'Alice' \] \} \]/);
    expect(stdout).toMatch(/^ {2}ACCEPTED: the task:\n {4}\{\n {6}kind: 'oneOf',\n {6}id: '(\w{27})',/m);
    expect(stdout).toMatch(/deprecated: false,\n {6}raw: 's_\w{27}'/);
    expect(stdout).toMatch(/^ {2}the completed task:\n {4}\{\n {6}status: 'SUCCESS',\n {6}taskId: 's_\w{27}',/m);
    expect(stdout).toMatch(/^ {2}10,000 written, in 10 bulks$/m);
    expect(stdout).toMatch(
      /^ {4}export interface Patient \{\n(?: {6}.*\n)* {6}birthDate\?: PartialDate \| null;\n {4}\}$/m,
    );
    const expected = "must be a day, a month or a year, such as 2020-02-29, 2020-02 or 2020";
    expect(stdout).toContain(`\n  InvalidRequestError: Invalid data.birthDate: it ${expected}.\n`);
    expect(stdout).toContain(`\n  400 INVALID_ARGUMENT: data.birthDate ${expected}\n`);
    const [, killedAfter = ""] = /^ {2}killed with SIGKILL after ([\d,]+) of 20,000 lines$/m.exec(stdout) ?? [];
    expect(Number(killedAfter.replace(",", ""))).toBeGreaterThanOrEqual(10_000);
    expect(Number(killedAfter.replace(",", ""))).toBeLessThan(20_000);
    expect(stdout).toMatch(
      /^ {2}20,000 records: 19,950 written, 50 rejected, 0 skipped\. [\d,]+ of them in earlier runs\./m,
    );
    expect(stdout).toContain("\n  19,950 patients are stored, each with the data of its line\n");
    expect(stdout).not.toMatch(/[\r\u001b]/);
    const next = stdout.slice(stdout.indexOf("Next:"));
    expect([...next.matchAll(/^ {2}(npm \S+(?: \S+)??) {2,}\S/gm)].map(([, command]) => command)).toStrictEqual([
      "npm run generate",
      "npm test",
      "npm run docs",
    ]);
    expect(stdout.indexOf("Next:")).toBeGreaterThan(stdout.indexOf("compare the registry with the file"));
  });

  test("exits with 1 when the workspace rejects the key", async () => {
    const { environment } = await startWorkspace();
    const { code, stderr } = await runScript(["scripts/quickstart.ts"], { ...environment, CLINIA_API_KEY: "canary" });
    expect({ code, stderr }).toStrictEqual({
      code: 1,
      stderr: expect.stringMatching(/^ApiError: createResource\b.* 401 UNAUTHENTICATED\b/) as string,
    });
  });

  test("shows the progress in a terminal", async () => {
    const { isTTY } = process.stdout;
    process.stdout.isTTY = true;
    vi.mocked(importFile).mockResolvedValueOnce();
    const { code, stdout } = await run().finally(() => (process.stdout.isTTY = isTTY));
    expect(code).toBe(0);
    const shown = [...stdout.matchAll(/\r {2}([\d,]+) of 10,000/g)].map(([, written = ""]) => written);
    expect(shown).toHaveLength(20);
    expect(shown.slice(0, 3)).toStrictEqual(["500", "1,000", "1,500"]);
    expect(shown.at(-1)).toBe("10,000");
    expect(stdout).toMatch(/\r\u001b\[Kwrite 10,000 patients in bulks/);
  });

  test("announces and creates one resource in the workspace of the CLINIA_ variables", async () => {
    const { workspace, url, environment } = await startWorkspace();
    const { code, stdout, stderr } = await run(environment);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    expect(workspace.resources(path).map(({ data }) => data)).toStrictEqual([{}]);
    const announced = stdout.indexOf(`This writes to a real registry: ${url}, source ehr-prod, type patient.`);
    expect(announced).toBeGreaterThan(0);
    expect(stdout.indexOf("create one resource  ")).toBeGreaterThan(announced);
    expect(stdout).toMatch(/PERSISTED: the stored resource:/);
    expect(stdout).not.toContain("secret");
    expect(stdout).not.toContain("embedded");
    expect(stdout).toContain("npm run generate");
  });

  test("waits for the task when the workspace responds ACCEPTED", async () => {
    const { environment } = await startWorkspace({ asynchronous: true });
    const { code, stdout, stderr } = await run(environment);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    const announced = stdout.indexOf("Polling its task until it ends, for at most one minute.");
    expect(announced).toBeGreaterThan(stdout.indexOf("ACCEPTED: the task:"));
    expect(stdout.indexOf("wait for its task  ")).toBeGreaterThan(announced);
    expect(stdout).toMatch(/^ {2}the completed task:\n {4}\{\n {6}status: 'SUCCESS',/m);
  });

  test("prints why the task failed", async () => {
    const { workspace, environment } = await startWorkspace({ asynchronous: true });
    workspace.faults.nextOperations(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
    const { code, stdout, stderr } = await run(environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^TaskFailedError: .* s_\w{27} .*FAILURE.* FAILED_PRECONDITION\b.*\n {2}The pipeline refused it\.\n$/,
    );
    expect(stdout).not.toContain("Next:");
  });

  const oneWorkspace = "CLINIA_WORKSPACE_ID (or CLINIA_BASE_URL)";
  test.each<{ environment: Record<string, string>; missing: string[] }>([
    {
      environment: { CLINIA_API_KEY: "canary" },
      missing: ["CLINIA_SOURCE_KEY", "CLINIA_RESOURCE_TYPE", oneWorkspace],
    },
    {
      environment: { CLINIA_API_KEY: "canary", CLINIA_WORKSPACE_ID: "acme", CLINIA_RESOURCE_TYPE: "patient" },
      missing: ["CLINIA_SOURCE_KEY"],
    },
    {
      environment: { ...resourceVariables, CLINIA_API_KEY: "", CLINIA_BASE_URL: "http://localhost" },
      missing: ["CLINIA_API_KEY"],
    },
    {
      environment: { ...resourceVariables, CLINIA_API_KEY: "canary", CLINIA_BASE_URL: " ", CLINIA_WORKSPACE_ID: "" },
      missing: [oneWorkspace],
    },
    {
      environment: { CLINIA_SOURCE_KEY: "a1b", CLINIA_BASE_URL: "http://localhost", CLINIA_WORKSPACE_ID: "acme" },
      missing: ["CLINIA_API_KEY", "CLINIA_RESOURCE_TYPE"],
    },
  ])("D10: with $environment runs on the embedded registry, and prints the missing variables", async (row) => {
    vi.mocked(writeMany).mockResolvedValueOnce("");
    vi.mocked(importFile).mockResolvedValueOnce();
    const ran = await run(row.environment);
    expect({ code: ran.code, stderr: ran.stderr }).toStrictEqual({ code: 0, stderr: "" });
    const [first] = ran.stdout.split("\n");
    expect(first).toBe(
      `Running on the embedded registry. To write to a real workspace, also set ${row.missing.join(", ")}.`,
    );
    expect(stepsOf(ran)).toStrictEqual(embeddedSteps);
    expect(ran.stdout).not.toContain("canary");
  });

  test("D7: variables that are empty or blank count as unset", async () => {
    const environment = {
      CLINIA_API_KEY: "",
      CLINIA_SOURCE_KEY: " ",
      CLINIA_RESOURCE_TYPE: "",
      CLINIA_WORKSPACE_ID: "",
      CLINIA_BASE_URL: "\t",
    };
    vi.mocked(importFile).mockResolvedValueOnce();
    const { code, stdout, stderr } = await run(environment);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^start the embedded registry/);
    const { workspace, environment: workspaceVariables } = await startWorkspace();
    expect(await run({ ...workspaceVariables, CLINIA_WORKSPACE_ID: "" })).toMatchObject({ code: 0 });
    expect(workspace.resources(path)).toHaveLength(1);
  });

  test("rejects CLINIA_WORKSPACE_ID together with CLINIA_BASE_URL", async () => {
    const { environment } = await startWorkspace();
    expect(await run({ ...environment, CLINIA_WORKSPACE_ID: "acme" })).toStrictEqual({
      code: 1,
      stdout: "",
      stderr: "CLINIA_WORKSPACE_ID and CLINIA_BASE_URL are both set: unset one of them.\n",
    });
  });

  test("prints the message of the registry when it rejects the key", async () => {
    const { environment } = await startWorkspace();
    const { code, stdout, stderr } = await run({ ...environment, CLINIA_API_KEY: "canary" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ApiError: createResource\b.* 401 UNAUTHENTICATED\b.*\n {2}The API key is invalid\.\n$/);
    expect(stdout + stderr).not.toContain("canary");
  });

  test("prints which option is invalid", async () => {
    const environment = { ...resourceVariables, CLINIA_API_KEY: "canary", CLINIA_WORKSPACE_ID: "evil.com/" };
    const { code, stderr } = await run(environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^InvalidRequestError: .*\bworkspaceId\b/);
    expect(stderr).not.toContain("evil");
  });

  test("prints the platform's error when nothing listens", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await run({ ...resourceVariables, CLINIA_API_KEY: "canary", CLINIA_BASE_URL: url });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^ConnectionError: createResource \(3 attempts\).*\bECONNREFUSED\b.*\n {2}.*\bECONNREFUSED\b.*\n$/,
    );
  });
});
