import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { describe, expect, onTestFinished, test } from "vitest";
import { clientInterface } from "../../scripts/contract/client-interface.ts";
import { readContract } from "../../scripts/contract/document.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { contractFile } from "../support/contract-copy.ts";
import { repositoryCopy, repositoryOptions, typeErrors } from "../support/repository-copy.ts";
import { body, nullable, object, ref, smallContract, string, success } from "../support/small-contract.ts";
import { thrownBy } from "../support/thrown.ts";

/** The generated file as it is written. */
async function interfaceOf(...contract: Parameters<typeof smallContract>): Promise<string> {
  return format(await clientInterface(smallContract(...contract)), { parser: "typescript", printWidth: 120 });
}

const list = (items: object) => ({ description: "A list.", type: "array", items });
const responses = (...schemas: Parameters<typeof success>[0][]) => ({
  responses: Object.fromEntries(schemas.map((schema, index) => [String(200 + index), success(schema)])),
});

describe("a method", () => {
  test("is documented by the description of its operation, or else by its summary", async () => {
    const code = await interfaceOf(
      {},
      {
        ...body("Note", { description: "The note." }),
        description: "Writes it.\n\n- `a*/`: once.\n",
        externalDocs: { url: "https://docs.example/write" },
      },
    );
    expect(code).toContain(`
  /**
   * Writes it.
   *
   * - \`a*\\/\`: once.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The note.
   *
   * @see https://docs.example/write
   */
  writeThing<D extends DataObject = Data>(`);
    expect(code).toContain(`
/**
 * The path parameters of {@link RegistryClient.writeThing}.
 *
 * @see https://docs.example/write
 */
export type WriteThingPath = operations["writeThing"]["parameters"]["path"];
`);
  });

  test("with a form takes the file beside the fields of the JSON, and has the option fileField", async () => {
    const schemas = {
      WriteRequest: object(["scan"], {
        scan: { type: "string", format: "binary", description: "The scan." },
        about: ref("About"),
      }),
      About: object([], { data: ref("ResourceData") }),
    };
    const content = {
      "multipart/form-data": {
        schema: ref("WriteRequest"),
        examples: { first: { summary: "The first", value: { scan: "abc", about: { data: { a: 1 } } } } },
      },
    };
    const parameters = [{ name: "thingId", in: "path", required: true, schema: string, example: "thing-1" }];
    const code = await interfaceOf(schemas, { parameters, requestBody: { required: true, content } });
    expect(code).toContain(`
   * const result = await registry.writeThing(
   *   { thingId: "thing-1" },
   *   { scan: new File(["abc"], "file.txt", { type: "text/plain" }), data: { a: 1 } },
   * );
`);
    expect(code).toContain("`timeoutMs` and `deadlineMs` include the upload");
    expect(code).toContain("body: WriteRequest<D>,\n    options?: WriteThingOptions,");
    expect(code).toContain(`export interface WriteThingOptions extends CallOptions {
  /** The name of the form field with the file, which Clinia's documentation does not mention. Default: \`scan\`. */
  fileField?: string | undefined;
}`);
    expect(code).toContain(`export interface WriteRequest<D extends DataObject = Data> extends About<D> {
  /** The scan. */
  scan: Blob;
}`);
  });

  test("does not mention retries if its operation can be repeated", async () => {
    expect(await interfaceOf({}, {}, "put")).not.toContain("retries it");
  });

  const thingId = { name: "thingId", in: "path", required: true, schema: string };
  const withExample = (value: unknown, more: object = {}) => ({
    parameters: [{ ...thingId, example: "thing-1" }],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: ref("Data"),
          examples: { first: { summary: "The first", value }, second: { summary: "The second", value: {} } },
        },
      },
    },
    ...more,
  });

  test("has the first example of its operation as a call", async () => {
    const query = { name: "all", in: "query", schema: { type: "boolean" }, example: true };
    const operation = withExample({ names: ["a", "b*/"] });
    const parameters = [...operation.parameters, query];
    expect(await interfaceOf({}, { ...operation, parameters }, "put")).toContain(`
   * @example
   * const result = await registry.writeThing({ thingId: "thing-1" }, { names: ["a", "b*\\/"] }, { query: { all: true } });
   */
`);
  });

  test("has an example with empty data if it would be longer than 16 lines", async () => {
    const thing = (id: string) => ({
      id,
      data: { names: Array.from("abc", (name) => ({ name, text: name.repeat(40) })) },
    });
    const code = await interfaceOf({}, withExample({ things: [thing("a"), thing("b")] }), "put");
    expect(code).toContain(`
   * @example
   * const result = await registry.writeThing(
   *   { thingId: "thing-1" },
   *   {
   *     things: [
   *       { id: "a", data: {} },
   *       { id: "b", data: {} },
   *     ],
   *   },
   * );
   */
`);
  });

  test.each([
    { what: "the body", operation: { ...body("Data"), parameters: [{ ...thingId, example: "thing-1" }] } },
    { what: "a required parameter", operation: withExample({}, { parameters: [thingId] }) },
  ])("has no example if the contract has none of $what", async ({ operation }) => {
    expect(await interfaceOf({}, operation)).not.toContain("@example");
  });

  const query = (required: boolean) => ({
    parameters: [
      { name: "thingId", in: "path", required: true, schema: string },
      { name: "all", in: "query", required, schema: string },
    ],
  });
  const Thing = object(["data"], { data: ref("ResourceData") });
  const Owned = object(["data"], { data: ref("Data") });
  test.each([
    {
      what: "neither body nor data",
      operation: responses(ref("Note")),
      signature: "writeThing(path: WriteThingPath, options?: CallOptions): Promise<WriteThingResult>;",
    },
    {
      what: "an optional body",
      operation: { ...body("Note", { required: false }), ...responses(ref("Note")) },
      signature: "writeThing(path: WriteThingPath, body?: Note, options?: CallOptions): Promise<WriteThingResult>;",
    },
    {
      what: "a query",
      operation: { ...query(false), ...responses(ref("Note")) },
      signature: "writeThing(path: WriteThingPath, options?: WriteThingOptions): Promise<WriteThingResult>;",
    },
    {
      what: "a query with a required parameter",
      operation: { ...query(true), ...responses(ref("Note")) },
      signature: "writeThing(path: WriteThingPath, options: WriteThingOptions): Promise<WriteThingResult>;",
    },
    {
      what: "data of a resource in the response",
      operation: responses(ref("Resource")),
      signature:
        "writeThing<D extends DataObject = Data>(path: WriteThingPath, options?: CallOptions): Promise<WriteThingResult<D>>;",
    },
    {
      what: "data of a resource in the body",
      operation: { ...body("Thing"), ...responses(ref("Note")) },
      signature:
        "writeThing<D extends DataObject = Data>(path: WriteThingPath, body: Thing<D>, options?: CallOptions): Promise<WriteThingResult>;",
    },
    {
      what: "other data in the body than in the response",
      operation: { ...body("Owned"), ...responses(ref("Resource")) },
      signature:
        "writeThing<D extends DataObject = Data>(path: WriteThingPath, body: Owned<D>, options?: CallOptions): Promise<WriteThingResult>;",
    },
  ])("with $what", async ({ operation, signature }) => {
    const code = await interfaceOf({ Thing, Owned }, operation);
    expect(code.replaceAll(/\s+/g, " ").replaceAll("( ", "(").replaceAll(", )", ")")).toContain(signature);
  });

  test.each([
    ["an optional query", false, `query?: operations["writeThing"]["parameters"]["query"];`],
    ["a required query", true, `query: operations["writeThing"]["parameters"]["query"];`],
  ])("has options with %s", async (_, required, field) => {
    expect(await interfaceOf({}, query(required))).toContain(
      `export interface WriteThingOptions extends CallOptions {\n  /** The query parameters. */\n  ${field}\n}\n`,
    );
  });

  test.each([
    { what: "a schema", operation: responses(ref("Note")), result: "WriteThingResult = Note;" },
    {
      what: "a list of resources",
      operation: responses(list(ref("Resource"))),
      result: "WriteThingResult<D extends DataObject = Data> = Resource<D>[];",
    },
    {
      what: "two schemas",
      operation: responses(ref("Persisted"), ref("Accepted")),
      result: "WriteThingResult<D extends DataObject = Data> = Persisted<D> | Accepted<D>;",
    },
    {
      what: "an inline schema",
      operation: responses(object([], { a: string })),
      result: `WriteThingResult = WithoutNull<operations["writeThing"]["responses"][200]["content"]["application/json"]>;`,
    },
    {
      what: "a schema and a Retry-After",
      operation: {
        responses: {
          "200": { ...success(ref("Note")), headers: { Wait: { $ref: "#/components/headers/RetryAfter" } } },
        },
      },
      result:
        "WriteThingResult = Note & {\n  /** The time to wait before the next request, in milliseconds, from the `Retry-After` header. */\n" +
        "  retryAfterMs?: number;\n};",
    },
  ])("resolves with $what", async ({ operation, result }) => {
    expect(await interfaceOf({}, operation)).toContain(`export type ${result}\n`);
  });

  test("without path parameters takes an empty object", async () => {
    expect(await interfaceOf({}, { parameters: undefined }, "post", "/things")).toContain(
      "export type WriteThingPath = Record<string, never>;\n",
    );
  });
});

describe("the type of a schema", () => {
  const inRequest = body("Thing");
  const inResponse = { ...responses(ref("Thing")), externalDocs: { url: "https://docs.example/write" } };

  test.each([
    {
      what: "is that of openapi-typescript if nothing differs",
      schemas: { Thing: object([], { a: string }) },
      operation: inRequest,
      type: `type Thing = Schemas["Thing"];`,
    },
    {
      what: "is without null in a response",
      schemas: { Thing: object([], { a: nullable(string) }) },
      operation: inResponse,
      type: `type Thing = WithoutNull<Schemas["Thing"]>;`,
    },
    {
      what: "is with null in a request",
      schemas: { Thing: object([], { note: nullable(ref("Note")) }) },
      operation: inRequest,
      type: `interface Thing extends Omit<Schemas["Thing"], "note"> {\n  /** Or null. */\n  note?: Note | null | undefined;\n}`,
    },
    {
      what: "has a type parameter for its data",
      schemas: { Thing: object(["data"], { data: ref("ResourceData"), it: ref("Resource") }) },
      operation: inRequest,
      type:
        `interface Thing<D extends DataObject = Data> extends Omit<Schemas["Thing"], "data" | "it"> {\n` +
        "  /** Data of a resource. */\n  data: D;\n  /** An object. */\n  it?: Resource<D> | undefined;\n}",
    },
    {
      what: "uses the named types of its properties, also in nullable ones and lists",
      schemas: {
        Thing: object(["note"], {
          note: nullable(ref("Note")),
          "all-notes": list(ref("Note")),
          byKey: { description: "By key.", type: "object", additionalProperties: list(ref("Note")) },
          other: nullable(string),
        }),
      },
      operation: inResponse,
      type:
        `interface Thing extends Omit<WithoutNull<Schemas["Thing"]>, "note" | "all-notes" | "byKey"> {\n` +
        `  /** Or null. */\n  note: Note;\n  /** A list. */\n  "all-notes"?: Note[];\n` +
        "  /** By key. */\n  byKey?: Record<string, Note[]>;\n}",
    },
    {
      what: "has readonly lists in a body, and optional properties for defaults of the client",
      schemas: {
        Thing: object(["notes", "parts"], {
          notes: list(ref("Note")),
          parts: { ...list(ref("Part")), "x-client-default": [] },
        }),
        Part: object([], { notes: list(ref("Note")) }),
      },
      operation: inRequest,
      type:
        `interface Thing extends Omit<Schemas["Thing"], "notes" | "parts"> {\n` +
        "  /** A list. */\n  notes: readonly Note[];\n  /** A list. */\n  parts?: readonly Part[] | undefined;\n}",
    },
    {
      what: "has readonly lists in nested objects of a body",
      schemas: { Thing: object([], { part: ref("Part") }), Part: object([], { notes: list(ref("Note")) }) },
      operation: inRequest,
      type: `interface Part extends Omit<Schemas["Part"], "notes"> {\n  /** A list. */\n  notes?: readonly Note[] | undefined;\n}`,
    },
    {
      what: "declares every property of an object with any properties, because Omit would remove them",
      schemas: { Thing: object(["name"], { name: string, note: ref("Note") }, { additionalProperties: true }) },
      operation: inRequest,
      type:
        `interface Thing extends Omit<Schemas["Thing"], "name" | "note"> {\n` +
        `  /** A string. */\n  name: Schemas["Thing"]["name"];\n  /** An object. */\n  note?: Note | undefined;\n}`,
    },
    {
      what: "uses the ErrorBody of src/types.ts",
      schemas: { Thing: object([], { error: nullable(ref("ErrorBody")) }) },
      operation: inResponse,
      type: `interface Thing extends Omit<Schemas["Thing"], "error"> {\n  /** Or null. */\n  error?: ErrorBody;\n}`,
    },
    {
      what: "is a union",
      schemas: { Thing: { description: "One of two.", oneOf: [ref("Note"), ref("Resource")] } },
      operation: inRequest,
      type: "type Thing<D extends DataObject = Data> = Note | Resource<D>;",
    },
    {
      what: "is a list of a union",
      schemas: { Thing: list({ oneOf: [ref("Note"), ref("ErrorBody")] }) },
      operation: inResponse,
      type: "type Thing = (Note | ErrorBody)[];",
    },
    {
      what: "of a persisted submission has the task and all its properties",
      schemas: {},
      operation: {},
      type:
        `interface Persisted<D extends DataObject = Data> extends Omit<Schemas["Persisted"], "resource" | "task"> {\n` +
        "  /** An object. */\n  resource: Resource<D>;\n  /** The parsed taskId. */\n  task: TaskId;\n}",
    },
    {
      what: "of an accepted submission has the task, and only optional properties besides",
      schemas: {},
      operation: {},
      type:
        `interface Accepted<D extends DataObject = Data> extends Omit<Schemas["Accepted"], "resource" | "note" | "task"> {\n` +
        "  /** An object. */\n  resource?: Resource<D>;\n  /** An object. */\n  note?: Note;\n  /** The parsed taskId. */\n  task: TaskId;\n}",
    },
  ])("$what", async ({ schemas, operation, type }) => {
    expect(await interfaceOf(schemas, operation)).toContain(`export ${type}\n`);
  });

  test("links its own page, or else the page of the first operation that uses it", async () => {
    const Thing = { ...object([], { note: ref("Note") }), externalDocs: { url: "https://docs.example/thing" } };
    const code = await interfaceOf({ Thing }, inResponse);
    expect(code).toContain("/**\n * An object.\n *\n * @see https://docs.example/thing\n */\nexport interface Thing ");
    expect(code).toContain("/**\n * An object.\n *\n * @see https://docs.example/write\n */\nexport type Note ");
  });

  test("exists for each schema of a request or success, except plain strings and handwritten types", async () => {
    const Name = { ...string, minLength: 1 };
    const Colour = { ...string, enum: ["red"] };
    const Thing = object([], { name: ref("Name"), colour: ref("Colour"), data: ref("Data"), error: ref("ErrorBody") });
    const code = await interfaceOf(
      { Name, Colour, Thing, Unused: object([], {}) },
      { ...body("Thing"), ...responses(ref("Thing")) },
    );
    expect([...code.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name)).toStrictEqual([
      ...["RegistryClient", "WriteThingPath", "WriteThingResult", "Colour", "Thing"],
    ]);
  });

  test("imports only what it uses", async () => {
    expect(await interfaceOf({}, responses(ref("Note")))).toMatch(
      /^import type \{ RegistryHttp \} from "\.\.\/client\/http\.ts";\nimport type \{ CallOptions \} from "\.\.\/client\/options\.ts";\nimport type \{ components, operations \} from "\.\/types\.ts";\n\n/,
    );
  });
});

describe("the examples of the contract's operations", async () => {
  const contract = await readContract(contractFile);
  const operationIds = contractOperations(contract).map(({ operationId }) => operationId);
  const docs = (await clientInterface(contract)).matchAll(/^ \* @example\n((?: \* .+\n)+)/gm);
  const examples = Array.from(docs, ([, lines = ""]) => lines.replaceAll(/^ \* /gm, ""));

  test("are one call for each operation, of at most 16 lines", () => {
    expect(examples.map((example) => /registry\.(\w+)\(/.exec(example)?.[1])).toStrictEqual(operationIds);
    for (const example of examples) expect(example.split("\n").length - 1).toBeLessThanOrEqual(16);
  });

  test("compile", async () => {
    const folder = await repositoryCopy({});
    onTestFinished(() => rm(folder, { recursive: true, maxRetries: 10 }));
    const file = join(folder, "examples.ts");
    const calls = examples.map((example) => `{\n${example}console.log(result);\n}\n`).join("");
    const head = 'import type { RegistryClient } from "./src/index.ts";\ndeclare const registry: RegistryClient;\n';
    await writeFile(file, head + calls);
    expect(typeErrors([file], repositoryOptions())).toStrictEqual([]);
    await writeFile(file, head + calls.replace("resourceType:", "resourceTyp:"));
    expect(typeErrors([file], repositoryOptions()).join()).toContain("'resourceTyp' does not exist");
  });
});

test.each([
  [
    "paths./things/{thingId}.post.operationId declares the type WriteThingPath, which already exists.",
    { WriteThingPath: object([], {}) },
  ],
  ["components.schemas.TaskId has the same name as another type of the client.", { TaskId: object([], {}) }],
])("rejects a contract with two types of the same name: %s", async (message, schemas) => {
  const Thing = object([], Object.fromEntries(Object.keys(schemas).map((name) => [name, ref(name)])));
  const contract = smallContract({ ...schemas, Thing }, body("Thing"));
  const { problems } = await thrownBy(ContractError, () => clientInterface(contract));
  expect(problems).toMatchObject([{ file: "small.yaml", rule: "client/types", message }]);
});
