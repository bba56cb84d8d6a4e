import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readContract, type ContractDocument } from "../../scripts/contract/document.ts";
import { contractFile, withChangedContract, type Change } from "../support/contract-copy.ts";
import { factsOf, plain, wordsOf, type Fact } from "../support/contract-facts.ts";

interface Row {
  readonly type: string;
  readonly required?: boolean;
  readonly pattern?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly says?: readonly string[];
}
interface Page {
  readonly operation: { title: string; method: string; path: string; server: string; mediaType: string };
  readonly authorization: { name: string; in: string };
  readonly parameters: Readonly<Record<string, Row>>;
  readonly request: Readonly<Record<string, Row>>;
  readonly responses: Readonly<Record<string, { status: string; required: string[]; says: string[] }>>;
  readonly response: Readonly<Record<string, Row>>;
  readonly taskIdForms: readonly { prefix: string; deprecated: boolean }[];
}

const page = parse(await readFile("test/contract/create-resource-page.yaml", "utf8")) as Page;
const { method, path, mediaType } = page.operation;
const pointer = ["paths", path, method];
const codes = Object.keys(page.responses);

const requestSchema = (contract: ContractDocument) =>
  contract.get([...pointer, "requestBody", "content", mediaType, "schema"]);
const responseSchema = (contract: ContractDocument, code: string) =>
  contract.get([...pointer, "responses", code, "content", mediaType, "schema"]);

/** What of a row of the page the contract does not say. */
function missing(contract: ContractDocument, schema: unknown, field: string, row: Row): string[] {
  const facts = factsOf(contract, schema).filter((fact) => fact.field === field);
  const values = (keyword: string) => facts.filter((fact) => fact.keyword === keyword).map(({ value }) => value);
  const words = wordsOf(contract, schema, field);
  const inferred = facts.some(({ source }) => source !== undefined);
  return [
    ...(row.type === "any" ? (inferred ? [] : ["that the type is left open"]) : expectOf("type", row.type)),
    ...(row.required === undefined || values("required").length > 0 === row.required ? [] : ["whether it is required"]),
    ...(row.pattern === undefined ? [] : expectOf("pattern", row.pattern)),
    ...(row.format === undefined ? [] : expectOf("format", row.format)),
    ...(row.enum === undefined || row.enum.every((value) => values("enum").flat().includes(value)) ? [] : ["the enum"]),
    ...(row.says ?? []).filter((topic) => !words.includes(plain(topic))).map((topic) => `the words "${topic}"`),
  ].map((what) => `${field}: the contract lacks ${what}`);

  function expectOf(keyword: string, value: string): string[] {
    return values(keyword).includes(value) ? [] : [`the ${keyword} ${value}`];
  }
}

/** What of the whole page the contract does not say. */
function missingOfPage(contract: ContractDocument): string[] {
  return [
    ...Object.entries(page.request).flatMap(([field, row]) => missing(contract, requestSchema(contract), field, row)),
    ...codes.flatMap((code) =>
      Object.entries(page.response).flatMap(([field, row]) =>
        missing(contract, responseSchema(contract, code), field, row).map((what) => `${code}, ${what}`),
      ),
    ),
  ];
}

/** What the contract says of the bodies that is neither on the page nor said to come from elsewhere. */
function beyondThePage(contract: ContractDocument): string[] {
  const bodies = [
    { name: "request", schema: requestSchema(contract), rows: page.request, required: undefined },
    ...codes.map((code) => ({
      name: code,
      schema: responseSchema(contract, code),
      rows: page.response,
      required: page.responses[code]?.required,
    })),
  ];
  return bodies.flatMap(({ name, schema, rows, required }) =>
    factsOf(contract, schema)
      .filter((fact) => fact.field !== "" && !isExplained(fact, rows))
      .filter((fact) => !isOnPage(fact, rows, required, page.responses[name]?.status))
      .map(({ field, keyword, value }) => `${name}, ${field}: ${keyword} ${JSON.stringify(value)}`),
  );
}

/** A field beside fields of the page's has to say itself where it comes from. */
function isExplained({ field, keyword, source }: Fact, rows: Readonly<Record<string, Row>>): boolean {
  const parent = field.slice(0, Math.max(0, field.lastIndexOf(".")));
  const isExpanded = Object.keys(rows).some((row) => row.startsWith(parent === "" ? "" : `${parent}.`));
  return keyword === "property" && isExpanded ? source === "own" : source !== undefined;
}

function isOnPage(
  { field, keyword, value }: Fact,
  rows: Readonly<Record<string, Row>>,
  required: readonly string[] | undefined,
  status: string | undefined,
): boolean {
  const row = field.endsWith("[]") ? { type: "object" } : rows[field];
  if (row === undefined) return false;
  const facts = new Map<string, unknown>(Object.entries(row));
  if (keyword === "property") return true;
  if (keyword === "required") return required?.includes(field) ?? facts.get("required") === true;
  if (keyword === "const") return value === status || JSON.stringify(facts.get("says")).includes(String(value));
  return JSON.stringify(facts.get(keyword)) === JSON.stringify(value);
}

describe("page and contract", async () => {
  const contract = await readContract(contractFile);

  test("the operation, its server and its key", () => {
    const { title, server } = page.operation;
    expect(contract.string([...pointer, "summary"], "test")).toBe(title);
    expect(contract.string([...pointer, "externalDocs", "description"], "test")).toBe(title);
    expect(contract.items(["servers"], "test").map((each) => contract.get([...each, "url"]))).toContain(server);
    const scheme = ["components", "securitySchemes", "apiKey"];
    expect(contract.get(scheme)).toMatchObject({ type: "apiKey", ...page.authorization });
    expect(contract.get(["security"])).toStrictEqual([{ apiKey: [] }]);
    expect(contract.get([...pointer, "security"])).toBeUndefined();
    expect(contract.get([...pointer, "requestBody", "required"])).toBe(true);
  });

  test("has the page's parameters and no others", () => {
    const parameters = contract.items(["paths", path, "parameters"], "test");
    expect(parameters.map((each) => contract.get([...each, "name"]))).toStrictEqual(Object.keys(page.parameters));
    expect(contract.get([...pointer, "parameters"])).toBeUndefined();
  });

  test.each(Object.entries(page.parameters))("path parameter %s", (name, { type, required, says = [] }) => {
    const parameter = contract
      .items(["paths", path, "parameters"], "test")
      .find((each) => contract.get([...each, "name"]) === name);
    const at = (key: string) => contract.get([...(parameter ?? []), key]);
    const facts = factsOf(contract, at("schema"));
    expect([at("in"), at("required")]).toStrictEqual(["path", required]);
    expect(facts).toContainEqual({ field: "", keyword: "type", value: type, source: "schema" });
    expect(facts.filter(({ source }) => source === undefined)).toStrictEqual([]);
    expect(plain(String(at("description")))).toBe(says.join(" "));
  });

  test.each(Object.entries(page.request))("request field %s", (field, row) => {
    expect(missing(contract, requestSchema(contract), field, row)).toStrictEqual([]);
  });

  describe.each(Object.entries(page.responses))("answer %s", (code, { status, required, says }) => {
    test("its status, what it requires, and its words", () => {
      const facts = factsOf(contract, responseSchema(contract, code));
      const values = (keyword: string) => facts.filter((fact) => fact.keyword === keyword);
      expect(values("const").map(({ field, value }) => ({ field, value }))).toStrictEqual([
        { field: "status", value: status },
      ]);
      const top = values("required").filter(({ field }) => !field.includes("."));
      expect(top.map(({ field }) => field).sort()).toStrictEqual([...required].sort());
      for (const topic of says) expect(wordsOf(contract, responseSchema(contract, code), "")).toContain(topic);
    });

    test.each(Object.entries(page.response))("response field %s", (field, row) => {
      expect(missing(contract, responseSchema(contract, code), field, row)).toStrictEqual([]);
    });
  });

  test("the forms of a taskId", () => {
    const forms = contract.get(["components", "schemas", "TaskIdentifier", "x-task-id-forms"]) as object[];
    expect(forms).toMatchObject(page.taskIdForms);
    expect(forms).toHaveLength(page.taskIdForms.length);
  });

  test("what is on no page says so, or says why", () => {
    expect(beyondThePage(contract)).toStrictEqual([]);
    for (const code of contract.keys([...pointer, "responses"], "test")) {
      expect(contract.get([...pointer, "responses", code, "x-inferred"]), code).toBeTypeOf("string");
    }
  });
});

describe("a contract that says something else than the page is found out", () => {
  const lacking: { change: Change; found: string }[] = [
    {
      change: { from: "        contained:\n          $ref", to: "        containd:\n          $ref" },
      found: "contained: the contract lacks the type object",
    },
    {
      change: { from: "      pattern: '^[a-zA-Z0-9-][\\w-]{1,92}$'", to: "      pattern: '^[a-z]$'" },
      found: "id: the contract lacks the pattern ^[a-zA-Z0-9-][\\w-]{1,92}$",
    },
    {
      change: { from: "        - PERSISTED\n", to: "        - STORED\n" },
      found: "201, status: the contract lacks the enum",
    },
    {
      change: { from: "      required: [data]\n", to: "      required: [data, id]\n" },
      found: "id: the contract lacks whether it is required",
    },
    {
      change: { from: "Used to track an async task in the system. ", to: "" },
      found: '202, taskId: the contract lacks the words "Used to track an async task in the system."',
    },
    {
      change: { from: "        source:\n          type: string", to: "        source:\n          type: object" },
      found: "201, resource.meta.source: the contract lacks the type string",
    },
  ];
  test.each(lacking)("$found", async ({ change, found }) => {
    await withChangedContract([change], async (file) => {
      expect(missingOfPage(await readContract(file))).toContain(found);
    });
  });

  const more: { change: Change; found: string }[] = [
    {
      change: { from: "        source:\n", to: "        colour:\n          type: string\n        source:\n" },
      found: '201, resource.meta.colour: property "colour"',
    },
    {
      change: {
        from: "        identifier:\n          type: array\n          description: How other systems identify the resource.\n",
        to: "        identifier:\n          type: string\n          description: x\n",
      },
      found: '201, resource.meta.identifier: type "string"',
    },
    {
      change: {
        from: "    TaskSubmissionStatus:\n      type: string\n",
        to: "    TaskSubmissionStatus:\n      type: string\n      pattern: A\n",
      },
      found: '201, status: pattern "A"',
    },
  ];
  test.each(more)("$found", async ({ change, found }) => {
    await withChangedContract([change], async (file) => {
      expect(beyondThePage(await readContract(file))).toContain(found);
    });
  });
});
