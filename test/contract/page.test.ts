import { describe, expect, test } from "vitest";
import { readContract, type ContractDocument } from "../../scripts/contract/document.ts";
import { contractFile, withChangedContract, type Change } from "../support/contract-copy.ts";
import { factsOf, plain, descriptionsOf } from "../support/contract-facts.ts";
import {
  codes,
  operation,
  optionSchemas,
  page,
  pathParameters,
  requestSchema,
  type Row,
} from "../support/create-resource-page.ts";

/** The facts of one row of the page that the contract lacks. */
function missing(contract: ContractDocument, schema: unknown, field: string, row: Row): string[] {
  const facts = factsOf(contract, schema).filter((fact) => fact.field === field);
  const values = (keyword: string) => facts.filter((fact) => fact.keyword === keyword).map(({ value }) => value);
  const descriptions = descriptionsOf(contract, schema, field);
  const inferred = facts.some(({ source }) => source !== undefined);
  return [
    ...(row.type === "any" ? (inferred ? [] : ["that any type is allowed"]) : expectOf("type", row.type)),
    ...(row.required === undefined || values("required").length > 0 === row.required ? [] : ["whether it is required"]),
    ...(row.pattern === undefined ? [] : expectOf("pattern", row.pattern)),
    ...(row.format === undefined ? [] : expectOf("format", row.format)),
    ...(row.const === undefined ? [] : expectOf("const", row.const)),
    ...(row.enum === undefined || row.enum.every((value) => values("const").includes(value)) ? [] : ["the enum"]),
    ...(row.quotes ?? [])
      .filter((topic) => !descriptions.includes(plain(topic)))
      .map((topic) => `the words "${topic}"`),
  ].map((what) => `${field}: the contract lacks ${what}`);

  function expectOf(keyword: string, value: string): string[] {
    return values(keyword).includes(value) ? [] : [`the ${keyword} ${value}`];
  }
}

/** The facts of the whole page that the contract lacks. */
function missingOfPage(contract: ContractDocument): string[] {
  return [
    ...Object.entries(page.request).flatMap(([field, row]) => missing(contract, requestSchema(contract), field, row)),
    ...optionSchemas(contract).flatMap(([status, option]) =>
      Object.entries(page.response).flatMap(([field, row]) =>
        missing(contract, schemaOf(contract, option, field), field, row).map((what) => `${status}, ${what}`),
      ),
    ),
  ];
}

/** The schema of a field in an option. The page shows one status for both options. */
function schemaOf(contract: ContractDocument, option: unknown, field: string): unknown {
  return field === "status" ? { anyOf: optionSchemas(contract).map(([, each]) => each) } : option;
}

describe("page and contract", async () => {
  const contract = await readContract(contractFile);

  test("the operation, its server and its body", () => {
    const { title, server } = page.operation;
    expect(contract.string([...operation, "summary"], "test")).toBe(title);
    expect(contract.string([...operation, "externalDocs", "description"], "test")).toBe(title);
    expect(contract.items(["servers"], "test").map((each) => contract.get([...each, "url"]))).toContain(server);
    expect(contract.get([...operation, "requestBody", "required"])).toBe(true);
  });

  test("the API key, a string in a header, required for each call", () => {
    const { name, in: where, type, required } = page.authorization;
    expect([type, required]).toStrictEqual(["string", true]);
    const scheme = ["components", "securitySchemes", "apiKey"];
    expect(contract.get(scheme)).toMatchObject({ type: "apiKey", in: where, name });
    expect(contract.get(["security"])).toStrictEqual([{ apiKey: [] }]);
    expect(contract.get([...operation, "security"])).toBeUndefined();
  });

  test.each(Object.entries(page.parameters))("path parameter %s", (name, { type, required, quotes = [] }) => {
    const parameter = contract.items(pathParameters, "test").find((each) => contract.get([...each, "name"]) === name);
    const at = (key: string) => contract.get([...(parameter ?? []), key]);
    const facts = factsOf(contract, at("schema"));
    expect([at("in"), at("required")]).toStrictEqual(["path", required]);
    expect(facts).toContainEqual({ field: "", keyword: "type", value: type, source: "schema" });
    expect(facts.filter(({ source }) => source === undefined)).toStrictEqual([]);
    expect(plain(String(at("description")))).toBe(quotes.join(" "));
  });

  test.each(Object.entries(page.request))("request field %s", (field, row) => {
    expect(missing(contract, requestSchema(contract), field, row)).toStrictEqual([]);
  });

  test("C2: both codes have the two options of the page's response", () => {
    expect(contract.get([...operation, "responses", "201", "description"])).toBe(page.describes);
    for (const code of codes) {
      expect(optionSchemas(contract, code).map(([status]) => status)).toStrictEqual(Object.keys(page.options));
    }
  });

  describe.each(Object.entries(page.options))("option %s", (status, { required, quotes }) => {
    const schema = optionSchemas(contract).find(([name]) => name === status)?.[1];

    test("its status, its required fields, and its description", () => {
      const facts = factsOf(contract, schema);
      const values = (keyword: string) => facts.filter((fact) => fact.keyword === keyword);
      expect(values("const").map(({ field, value }) => ({ field, value }))).toStrictEqual([
        { field: "status", value: status },
      ]);
      const top = values("required").filter(({ field }) => !field.includes("."));
      expect(top.map(({ field }) => field).sort()).toStrictEqual([...required].sort());
      for (const topic of quotes) expect(descriptionsOf(contract, schema, "")).toContain(topic);
    });

    test.each(Object.entries(page.response))("response field %s", (field, row) => {
      expect(missing(contract, schemaOf(contract, schema, field), field, row)).toStrictEqual([]);
    });
  });

  test("the forms of a taskId", () => {
    const forms = contract.get([
      "components",
      "schemas",
      "TaskIdentifier",
      "x-task-id-forms",
    ]) as typeof page.taskIdForms;
    expect(forms.map(({ prefix, kind, deprecated }) => ({ prefix, kind, deprecated }))).toStrictEqual(page.taskIdForms);
  });
});

describe("a contract that differs from the page is detected", () => {
  const lacking: { change: Change; found: string }[] = [
    {
      change: {
        from: '        contained: { $ref: "#/components/schemas/ContainedInput" }\n',
        to: '        containd: { $ref: "#/components/schemas/ContainedInput" }\n',
      },
      found: "contained: the contract lacks the type object",
    },
    {
      change: { from: "pattern: '^[a-zA-Z0-9-][\\w-]{1,92}$'", to: "pattern: '^[a-z]$'" },
      found: "id: the contract lacks the pattern ^[a-zA-Z0-9-][\\w-]{1,92}$",
    },
    {
      change: { from: "          enum: [ACCEPTED]\n", to: "          enum: [STORED]\n" },
      found: "PERSISTED, status: the contract lacks the enum",
    },
    {
      change: { from: "      required: [data]\n", to: "      required: [data, id]\n" },
      found: "id: the contract lacks whether it is required",
    },
    {
      change: { from: "Used to track an async task in the system. ", to: "" },
      found: 'ACCEPTED, taskId: the contract lacks the words "Used to track an async task in the system."',
    },
    {
      change: { from: "`id` must follow pattern: `^[a-zA-Z0-9-][\\w-]{1,92}$`.", to: "it follows a pattern." },
      found:
        'id: the contract lacks the words "When provided and not equal to @rootId, id must follow pattern: ^[a-zA-Z0-9-][\\w-]{1,92}$."',
    },
    {
      change: { from: 'enum: ["@rootId"]', to: 'enum: ["@root"]' },
      found: "id: the contract lacks the const @rootId",
    },
    {
      change: {
        from: "          format: date-time\n          description: When the resource was last updated. Requires",
        to: "          description: When the resource was last updated. Requires",
      },
      found: "meta.updatedAt: the contract lacks the format date-time",
    },
    {
      change: { from: "        source: { type: string", to: "        source: { type: object" },
      found: "PERSISTED, resource.meta.source: the contract lacks the type string",
    },
  ];
  test.each(lacking)("$found", async ({ change, found }) => {
    await withChangedContract([change], async (file) => {
      expect(missingOfPage(await readContract(file))).toContain(found);
    });
  });
});
