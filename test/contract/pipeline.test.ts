import { rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { generateCommand } from "../../scripts/contract/command.ts";
import { changedCopy, contractFile, type Change } from "../support/contract-copy.ts";
import { repositoryCopy, repositoryOptions, sourcesOf, typeErrors } from "../support/repository-copy.ts";

/** Two operations that the registry does not have: a read with a query, and a write whose response is a task. */
const newOperations = `
  /sources/{sourceKey}/v1/archives:
    parameters:
      - { $ref: "#/components/parameters/SourceKey" }
    get:
      operationId: listArchives
      tags: [Tasks]
      summary: List the archives of a source
      description: Returns the archives of a source, the newest first.
      externalDocs: { description: Archives, url: "https://docs.example/list-archives" }
      parameters:
        - { name: state, in: query, required: true, description: The state of the archives., schema: { type: string }, example: open }
        - { name: limit, in: query, description: The maximum number of archives., schema: { type: integer }, example: 10 }
      responses:
        "200":
          description: The archives.
          content: { application/json: { schema: { $ref: "#/components/schemas/ArchiveList" } } }
        "400": { $ref: "#/components/responses/InvalidArgument" }
        default: { $ref: "#/components/responses/UnexpectedError" }
    post:
      operationId: createArchive
      tags: [Tasks]
      summary: Create an archive of a source
      description: Creates an archive, in the background.
      externalDocs: { description: Archives, url: "https://docs.example/create-archive" }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/ArchiveRequest" } } }
      responses:
        "202":
          description: The task was accepted and runs in the background.
          content: { application/json: { schema: { $ref: "#/components/schemas/TaskAccepted" } } }
        "400": { $ref: "#/components/responses/InvalidArgument" }
        default: { $ref: "#/components/responses/UnexpectedError" }

components:`;

const newSchemas = `
    ArchiveRequest:
      type: object
      description: An archive to create.
      required: [name, format]
      additionalProperties: false
      properties:
        name: { type: string, description: The name of the archive. }
        format: { type: string, enum: [zip, tar], description: The format of the archive. }
        note: { type: string, description: A note. }

    ArchiveList:
      type: object
      description: The archives of a source.
      required: [names]
      properties:
        names: { type: array, items: { type: string }, description: The names of the archives. }

    PurgeRequest:`;

const changes: Change[] = [
  { from: "name: X-Clinia-API-Key", to: "name: X-Renamed-Key" },
  {
    from: "        - { prefix: s_, kind: oneOf, deprecated: false }",
    to: "        - { prefix: ar_, kind: archive, deprecated: false }\n        - { prefix: s_, kind: oneOf, deprecated: false }",
  },
  {
    from: "\n\n    UpsertResourceRequest:",
    to: "\n        priority: { type: string, enum: [high, low], description: How soon. }\n\n    UpsertResourceRequest:",
  },
  { from: "operationId: purgeCollection\n", to: "operationId: purgeCollection\n      x-kind: repeatable\n" },
  { from: "\ncomponents:", to: newOperations },
  { from: "\n    PurgeRequest:", to: newSchemas },
];

/** Uses the changes: it compiles only if the types have them, and exports their values in the code. */
const program = `
import { createEmbeddedRegistry } from "./src/embedded/index.ts";
import { operations, type BodyShape } from "./src/generated/contract.ts";
import { ApiError, createRegistryClient, parseTaskId } from "./src/index.ts";

const headers: string[] = [];
const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: "key",
  fetch: (url, init) => {
    headers.push(...new Headers(init.headers).keys());
    return embedded.fetch(url, init);
  },
});
const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const refused = await registry.createResource(path, { data: {}, priority: "high" }).then(
  () => "nothing",
  (error: unknown) => (error instanceof ApiError ? error.details.map(({ message }) => message).join() : String(error)),
);
const task = parseTaskId("ar_1");
const kind: "archive" | undefined = task.kind === "archive" ? task.kind : undefined;
const checked: Readonly<Record<string, BodyShape>> = operations.createResource.body.optional;
export const found = { headers, refused, kind, checked: checked["priority"], repeated: operations.purgeCollection.kind };
`;

/** A line below `@ts-expect-error` compiles only if it has an error. */
const operationsProgram = `
import { createEmbeddedRegistry } from "./src/embedded/index.ts";
import { ApiError, createRegistryClient, isRegistryError, type ArchiveList, type ArchiveRequest } from "./src/index.ts";

const path = { sourceKey: "ehr-prod" };
const body: ArchiveRequest = { name: "2026", format: "zip" };
async function thrownBy(call: () => Promise<unknown>) {
  try {
    await call();
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    const { name, outcome, attempts, operationId } = error;
    return [name, operationId, "field" in error ? error.field : undefined, outcome, attempts];
  }
  return "resolved";
}

export async function found(baseUrl: string) {
  const registry = createRegistryClient({ baseUrl, apiKey: "key", retry: { backoffMs: 1 } });
  const list: ArchiveList = await registry.listArchives(path, { query: { state: "open", limit: 2 } });
  const names: readonly string[] = list.names;
  const accepted = await registry.createArchive(path, body);
  const status: "ACCEPTED" = accepted.status;
  // @ts-expect-error The query is required.
  const withoutQuery = () => registry.listArchives(path);
  // @ts-expect-error The format is required.
  const withoutFormat = () => registry.createArchive(path, { name: "2026" });
  // @ts-expect-error A misspelt field.
  const misspelt = () => registry.createArchive(path, { name: "2026", format: "zip", notes: "x" });
  // @ts-expect-error An unknown format.
  const unknownFormat = () => registry.createArchive(path, { name: "2026", format: "rar" });
  const withoutHandler = createRegistryClient({ baseUrl: "http://localhost", apiKey: "key", fetch: createEmbeddedRegistry().fetch });
  const unimplemented = await withoutHandler.createArchive(path, body).catch((error: unknown) => error);

  return {
    names, status, taskId: accepted.taskId, kind: accepted.task.kind,
    body: [await thrownBy(withoutFormat), await thrownBy(unknownFormat)],
    path: await thrownBy(() => registry.createArchive({ sourceKey: ".." }, body)),
    failed: await thrownBy(() => registry.createArchive({ sourceKey: "failing" }, body)),
    unimplemented: unimplemented instanceof ApiError && [unimplemented.status, unimplemented.type],
    unused: [withoutQuery, misspelt].length,
  };
}
`;

const options = repositoryOptions();

/** The export `found` of a program. */
async function foundBy(file: string): Promise<unknown> {
  return ((await import(file)) as { found: unknown }).found;
}

const remove = (folder: string) => rm(folder, { recursive: true, maxRetries: 10 });

/** The client of the changed contract, with the programs beside it. Checking its types takes seconds, so all tests share it. */
let changed = "";
let errors: readonly string[];

beforeAll(async () => {
  changed = await repositoryCopy({ "program.ts": program, "operations-program.ts": operationsProgram });
  const contract = join(changed, "registry.yaml");
  await writeFile(contract, await changedCopy(contractFile, changes));
  const generated = await generateCommand({ check: false, contract, out: join(changed, "src/generated") });
  expect(generated).toMatchObject({ code: 0, stderr: "" });
  errors = typeErrors(await sourcesOf(changed), options);
});

afterAll(() => remove(changed));

test("a renamed key header, a new task prefix, a new body field and a kind are in code and types", async () => {
  expect(errors).toStrictEqual([]);
  expect(await foundBy(join(changed, "program.ts"))).toStrictEqual({
    headers: ["content-type", "user-agent", "x-renamed-key"],
    refused: "nothing",
    kind: "archive",
    checked: { kind: "enum", values: ["high", "low"] },
    repeated: "repeatable",
  });
});

test("without the changes the same program has none of them", async () => {
  const folder = await repositoryCopy({ "program.ts": program });
  onTestFinished(() => remove(folder));
  const file = join(folder, "program.ts");
  const output = typeErrors([file], options).join("\n");
  expect(output).toContain("'priority' does not exist in type 'CreateResourceRequest<{}>'");
  expect(output).toContain("This comparison appears to be unintentional");
  expect(await foundBy(file)).toStrictEqual({
    headers: ["content-type", "user-agent", "x-clinia-api-key"],
    refused: "priority is not a field of the contract",
    kind: undefined,
    checked: undefined,
    repeated: "once",
  });
});

test("two new operations of the contract are methods of the client, without a change of another file", async () => {
  expect(errors).toStrictEqual([]);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void respond(request, requests).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const { found } = (await import(join(changed, "operations-program.ts"))) as {
    found: (url: string) => Promise<unknown>;
  };
  expect(await found(`http://127.0.0.1:${String(port)}`)).toStrictEqual({
    names: ["2026", "2025"],
    status: "ACCEPTED",
    taskId: "bk_1",
    kind: "bulk",
    body: [
      ["InvalidRequestError", "createArchive", "format", "not-done", 0],
      ["InvalidRequestError", "createArchive", "format", "not-done", 0],
    ],
    path: ["InvalidRequestError", "createArchive", "sourceKey", "not-done", 0],
    failed: ["ApiError", "createArchive", undefined, "unknown", 1],
    unimplemented: [501, "UNIMPLEMENTED"],
    unused: 2,
  });
  expect(requests).toStrictEqual([
    "GET /sources/ehr-prod/v1/archives?state=open&limit=2 key ",
    "GET /sources/ehr-prod/v1/archives?state=open&limit=2 key ",
    'POST /sources/ehr-prod/v1/archives key {"name":"2026","format":"zip"}',
    'POST /sources/failing/v1/archives key {"name":"2026","format":"zip"}',
  ]);
});

/** The first read fails, and so does every write to the source "failing". */
async function respond(request: IncomingMessage, requests: string[]): Promise<[number, object]> {
  const { method = "", url = "", headers } = request;
  requests.push(`${method} ${url} ${String(headers["x-renamed-key"])} ${await text(request)}`);
  if (requests.length === 1 || url.includes("failing")) return [503, { type: "INTERNAL", message: "no" }];
  return method === "GET" ? [200, { names: ["2026", "2025"] }] : [202, { taskId: "bk_1", status: "ACCEPTED" }];
}
