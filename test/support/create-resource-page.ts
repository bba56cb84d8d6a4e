import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import type { ContractDocument, Pointer } from "../../scripts/contract/document.ts";

/** The facts of the page about one field or parameter. */
export interface Row {
  readonly type: string;
  readonly required?: boolean;
  readonly pattern?: string;
  readonly format?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly quotes?: readonly string[];
}
export type Rows = Readonly<Record<string, Row>>;

interface Page {
  readonly operation: { title: string; method: string; path: string; server: string; mediaType: string };
  readonly authorization: { name: string; in: string; type: string; required: boolean };
  readonly parameters: Rows;
  readonly request: Rows;
  readonly describes: string;
  readonly options: Readonly<Record<string, { required: string[]; quotes: string[] }>>;
  readonly response: Rows;
  readonly taskIdForms: readonly { prefix: string; kind: string; deprecated: boolean }[];
}

/** Clinia's page "Create a resource in the registry", from its fixture. */
export const page = parse(await readFile("test/contract/create-resource-page.yaml", "utf8")) as Page;

const { method, path, mediaType } = page.operation;

/** The pointers of the operation of the page, and of the parameters of its path. */
export const operation: Pointer = ["paths", path, method];
export const pathParameters: Pointer = ["paths", path, "parameters"];
/** The status codes of the page's response, from the changelog. */
export const codes = ["201", "202"];

export function requestSchema(contract: ContractDocument): unknown {
  return contract.get([...operation, "requestBody", "content", mediaType, "schema"]);
}

/** The options of the response, by status. */
export function optionSchemas(contract: ContractDocument, code = "201"): [status: string, schema: unknown][] {
  const schema: Pointer = [...operation, "responses", code, "content", mediaType, "schema"];
  return contract
    .items([...schema, "oneOf"], "test")
    .map((option) => [contract.string([...option, "properties", "status", "enum", 0], "test"), contract.get(option)]);
}
