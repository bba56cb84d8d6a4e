import { describe, expect, test } from "vitest";
import { readContract, type ContractDocument, type Pointer } from "../../scripts/contract/document.ts";
import { contractFile, withChangedContract, type Change } from "../support/contract-copy.ts";
import { factsOf, type Fact } from "../support/contract-facts.ts";
import {
  codes,
  operation,
  optionSchemas,
  page,
  pathParameters,
  requestSchema,
  type Rows,
} from "../support/create-resource-page.ts";

const { mediaType } = page.operation;

interface Body {
  readonly name: string;
  readonly schema: unknown;
  readonly rows: Rows;
  readonly option?: { readonly status: string; readonly required: readonly string[] } | undefined;
}

function bodies(contract: ContractDocument): Body[] {
  return [
    { name: "request", schema: requestSchema(contract), rows: page.request },
    ...optionSchemas(contract).map(([status, schema]) => ({
      name: status,
      schema,
      rows: page.response,
      option: { status, required: page.options[status]?.required ?? [] },
    })),
  ];
}

/** The facts of the contract about the bodies that are not on the page. */
function beyondInBodies(contract: ContractDocument): (Fact & { readonly text: string; readonly rows: Rows })[] {
  return bodies(contract).flatMap(({ name, schema, rows, option }) =>
    factsOf(contract, schema)
      .filter((fact) => !isOnPage(fact, rows, option))
      .map((fact) => ({
        ...fact,
        rows,
        text: `${name}${fact.field && `, ${fact.field}`}: ${fact.keyword} ${JSON.stringify(fact.value)}`,
      })),
  );
}

function isOnPage({ field, keyword, value }: Fact, rows: Rows, option: Body["option"]): boolean {
  // On the page, bodies and the items of lists are objects.
  const row = field === "" || field.endsWith("[]") ? { type: "object" } : rows[field];
  if (row === undefined) return false;
  if (keyword === "property") return true;
  if (keyword === "required" && option !== undefined) return option.required.includes(field);
  if (keyword === "const" && field === "status") return value === option?.status;
  return JSON.stringify(new Map<string, unknown>(Object.entries(row)).get(keyword)) === JSON.stringify(value);
}

/** A fact beside those of the page needs a source of its own. In a part that the page does not show, its schema may have the source. */
function isExplained({ field, keyword, source, rows }: Fact & { readonly rows: Rows }): boolean {
  const parent = field.slice(0, Math.max(0, field.lastIndexOf(".")));
  const isExpanded = Object.keys(rows).some((row) => row.startsWith(parent === "" ? "" : `${parent}.`));
  if (keyword === "property" && isExpanded) return source === "own";
  return source === "own" || source === "schema" || (source === "enclosing" && rows[field] === undefined);
}

/** The parts of the operation, outside its bodies, that are neither on the page nor have another source. */
function unexplainedOfOperation(contract: ContractDocument): string[] {
  const at = (...keys: string[]) => [...operation, ...keys];
  const beside = (name: string, pointer: Pointer, known: readonly string[]) => {
    const reference = contract.get([...pointer, "$ref"]);
    const target = typeof reference === "string" ? reference.replace("#/", "").split("/") : pointer;
    const keys = contract.keys(target, "test").filter((key) => !known.includes(key) && !key.startsWith("x-"));
    return keys.map((key) => `${name}: ${key}`);
  };
  const parameters = contract
    .items(pathParameters, "test")
    .map((pointer) => ({ pointer, name: String(contract.get([...pointer, "name"])) }));
  const statusCodes = contract.keys(at("responses"), "test");
  const ofOperation = ["operationId", "tags", "summary", "description", "externalDocs", "requestBody", "responses"];
  const ofParameter = ["name", "in", "required", "description", "schema", "example"];
  return [
    ...beside("operation", operation, ofOperation),
    ...parameters.filter(({ name }) => page.parameters[name] === undefined).map(({ name }) => `parameter: ${name}`),
    ...parameters.flatMap(({ name, pointer }) => beside(`parameter ${name}`, pointer, ofParameter)),
    ...beside("request", at("requestBody"), ["description", "required", "content"]),
    ...beside("request", at("requestBody", "content"), [mediaType]),
    ...statusCodes
      .filter((code) => typeof contract.get(at("responses", code, "x-inferred")) !== "string")
      .map((code) => `response: ${code}`),
    ...codes.flatMap((code) => beside(code, at("responses", code), ["description", "content", "links"])),
    ...codes.flatMap((code) => beside(code, at("responses", code, "content"), [mediaType])),
    ...unexplainedForms(contract),
  ];
}

/** The forms of a taskId may have more than the list on the page if the taskId has a reason. */
function unexplainedForms(contract: ContractDocument): string[] {
  const taskId = ["components", "schemas", "TaskIdentifier"];
  if (typeof contract.get([...taskId, "x-inferred"]) === "string") return [];
  const onPage = ["prefix", "kind", "deprecated"];
  return contract.items([...taskId, "x-task-id-forms"], "test").flatMap((form) =>
    contract
      .keys(form, "test")
      .filter((key) => !onPage.includes(key))
      .map((key) => `taskId form "${String(contract.get([...form, "prefix"]))}": ${key}`),
  );
}

/** The facts of the contract's create operation that are neither on the page nor have another source. */
function unexplained(contract: ContractDocument): string[] {
  return [
    ...unexplainedOfOperation(contract),
    ...beyondInBodies(contract)
      .filter((fact) => !isExplained(fact))
      .map(({ text }) => text),
  ];
}

describe("the facts of the contract that are not on the page", async () => {
  const contract = await readContract(contractFile);

  test("have another source, or a reason why they were inferred", () => {
    expect(unexplained(contract)).toStrictEqual([]);
  });

  // Except those of `contained`, whose fields the page does not show.
  test("are listed here", () => {
    const beyond = beyondInBodies(contract).filter(({ field }) => !field.startsWith("contained.*"));
    expect(
      beyond.filter(({ field }) => !field.startsWith("resource.contained.*")).map(({ text }) => text),
    ).toStrictEqual([
      "request: additionalProperties false",
      "request, meta: additionalProperties false",
      'request, meta.updatedAt: dependentRequired ["createdAt"]',
      "request, meta.identifier[]: additionalProperties false",
      'request, meta.identifier[].system: not {"const":"mdm"}',
      'request, meta.identifier[].use: not {"const":"source"}',
      "request, meta.identifier[].period: additionalProperties false",
      'request, meta.identifier[].period.id: type "string"',
      'request, meta.identifier[].period.start: type "string"',
      'request, meta.identifier[].period.end: type "string"',
      ...Object.keys(page.options).flatMap((status) => [
        `${status}, resource.id: required true`,
        `${status}, resource.type: required true`,
        `${status}, resource.data: required true`,
        `${status}, resource.meta.identifier[].period: type "null"`,
        `${status}, resource.meta.identifier: type "null"`,
        `${status}, resource.meta: type "null"`,
        `${status}, resource.data: type "null"`,
        `${status}, resource.contained: type "null"`,
      ]),
    ]);
  });
});

describe("a fact that is neither on the page nor has a reason is detected", () => {
  const data = "      description: Dynamic data attributes, based on the resource type.\n";
  const source = "        source: { type: string";
  const submission =
    '          content:\n            application/json:\n              schema: { $ref: "#/components/schemas/ResourceSubmission" }\n';
  const reason = "      additionalProperties: false\n      x-inferred: *closed\n";
  const after = (from: string, more: string): Change => ({ from, to: from + more });
  const before = (from: string, more: string): Change => ({ from, to: more + from });

  const more: { change: Change; found: string }[] = [
    {
      change: before(source, "        colour: { type: string }\n"),
      found: 'PERSISTED, resource.meta.colour: property "colour"',
    },
    {
      change: before(
        '        id: { $ref: "#/components/schemas/NewResourceId" }\n',
        "        colour: { type: string }\n",
      ),
      found: 'request, colour: property "colour"',
    },
    {
      change: {
        from: '{ type: array, items: { $ref: "#/components/schemas/Identifier" } }',
        to: "{ type: string }",
      },
      found: 'PERSISTED, resource.meta.identifier: type "string"',
    },
    {
      change: after("          enum: [PERSISTED]\n", "          pattern: A\n"),
      found: 'PERSISTED, status: pattern "A"',
    },
    {
      change: { from: "          enum: [PERSISTED]\n", to: "          enum: [PERSISTED, STORED]\n" },
      found: 'PERSISTED, status: enum ["PERSISTED","STORED"]',
    },
    { change: after(source, ", maxLength: 9"), found: "PERSISTED, resource.meta.source: maxLength 9" },
    { change: after(source, ", default: ehr"), found: 'ACCEPTED, resource.meta.source: default "ehr"' },
    { change: after(data, "      minProperties: 1\n"), found: "request, data: minProperties 1" },
    {
      change: after(data, "      oneOf: [{ required: [name] }]\n"),
      found: 'request, data: oneOf [{"required":["name"]}]',
    },
    {
      change: {
        from: `${data}      additionalProperties: true\n`,
        to: `${data}      additionalProperties: false\n`,
      },
      found: "PERSISTED, resource.data: additionalProperties false",
    },
    {
      change: { from: reason, to: "      additionalProperties: false\n" },
      found: "request: additionalProperties false",
    },
    {
      change: after("      required: [taskId, status, resource]\n", "      additionalProperties: false\n"),
      found: "PERSISTED: additionalProperties false",
    },
    {
      change: after("      description: Dates and identifiers of a resource.\n", "      required: [createdAt]\n"),
      found: "PERSISTED, resource.meta.createdAt: required true",
    },
    { change: before(submission, "          headers: {}\n"), found: "201: headers" },
    {
      change: after("        required: true\n        content:\n", "          text/plain: {}\n"),
      found: "request: text/plain",
    },
    { change: before("      requestBody:\n", "      parameters: []\n"), found: "operation: parameters" },
    { change: after("      name: sourceKey\n", "      deprecated: true\n"), found: "parameter sourceKey: deprecated" },
    { change: before('        "500": {', '        "418":\n          description: x\n'), found: "response: 418" },
    {
      change: {
        from: "      x-inferred: No page shows a pattern for an id",
        to: "      x-other: No page shows a pattern for an id",
      },
      found: 'taskId form "": idPattern',
    },
  ];
  test.each(more)("$found", async ({ change, found }) => {
    await withChangedContract([change], async (file) => {
      expect(unexplained(await readContract(file))).toContain(found);
    });
  });
});
