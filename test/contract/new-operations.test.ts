import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changedCopy, contractFile } from "../support/contract-copy.ts";
import { inRepositoryCopy, typeErrors } from "../support/repository-copy.ts";
import { runScript } from "../support/run.ts";

/** Two operations that the registry does not have: a read with a query, and a write that is answered by a task. */
const operations = `
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

const schemas = `
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

const changes = [
  { from: "\ncomponents:", to: operations },
  { from: "\n    PurgeRequest:", to: schemas },
];

/** A line that a comment expects an error in compiles only where there is one. */
const program = `
import { createEmbeddedRegistry } from "./src/embedded/index.ts";
import { ApiError, createRegistryClient, isRegistryError, type ArchiveList, type ArchiveRequest } from "./src/index.ts";

const registry = createRegistryClient({
  baseUrl: process.argv[2],
  apiKey: "key",
  retry: { backoffMs: 1 },
});
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

console.log(JSON.stringify({
  names, status, taskId: accepted.taskId, kind: accepted.task.kind,
  body: [await thrownBy(withoutFormat), await thrownBy(unknownFormat)],
  path: await thrownBy(() => registry.createArchive({ sourceKey: ".." }, body)),
  failed: await thrownBy(() => registry.createArchive({ sourceKey: "failing" }, body)),
  unimplemented: unimplemented instanceof ApiError && [unimplemented.status, unimplemented.type],
  unused: [withoutQuery, misspelt].length,
}));
`;

test(
  "two new operations of the contract are methods of the client, with no other file touched",
  { timeout: 120_000 },
  async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      void respond(request, requests).then(([status, body]) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    try {
      await inRepositoryCopy(program, async (folder) => {
        const contract = join(folder, "registry.yaml");
        await writeFile(contract, await changedCopy(contractFile, changes));
        const out = join(folder, "src/generated");
        const generated = await runScript(["scripts/generate.ts", "--contract", contract, "--out", out]);
        expect(generated).toMatchObject({ code: 0, stderr: "" });
        expect(await typeErrors(folder)).toStrictEqual([]);

        const { stdout, stderr } = await runScript([join(folder, "program.ts"), `http://127.0.0.1:${port}`]);
        expect(stderr).toBe("");
        expect(JSON.parse(stdout)).toStrictEqual({
          names: ["2026", "2025"],
          status: "ACCEPTED",
          taskId: "bk_1",
          kind: "bulk",
          body: [
            ["InvalidRequestError", "createArchive", "format", "not-done", 0],
            ["InvalidRequestError", "createArchive", "format", "not-done", 0],
          ],
          path: ["InvalidRequestError", "createArchive", "sourceKey", "not-done", 0],
          failed: ["ApiError", "createArchive", null, "unknown", 1],
          unimplemented: [501, "UNIMPLEMENTED"],
          unused: 2,
        });
      });
    } finally {
      server.close();
    }
    expect(requests).toStrictEqual([
      "GET /sources/ehr-prod/v1/archives?state=open&limit=2 key ",
      "GET /sources/ehr-prod/v1/archives?state=open&limit=2 key ",
      'POST /sources/ehr-prod/v1/archives key {"name":"2026","format":"zip"}',
      'POST /sources/failing/v1/archives key {"name":"2026","format":"zip"}',
    ]);
  },
);

/** The first read fails, and so does every write to the source "failing". */
async function respond(request: IncomingMessage, requests: string[]): Promise<[number, object]> {
  const { method = "", url = "", headers } = request;
  requests.push(`${method} ${url} ${String(headers["x-clinia-api-key"])} ${await text(request)}`);
  if (requests.length === 1 || url.includes("failing")) return [503, { type: "INTERNAL", message: "no" }];
  return method === "GET" ? [200, { names: ["2026", "2025"] }] : [202, { taskId: "bk_1", status: "ACCEPTED" }];
}
