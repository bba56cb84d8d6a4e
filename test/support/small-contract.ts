import ts from "typescript";
import { parseContract, type ContractDocument } from "../../scripts/contract/document.ts";
import { operationTable } from "../../scripts/contract/operation-table.ts";

type Node = Readonly<Record<string, unknown>>;

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const string = { type: "string", description: "A string." };
export const object = (required: readonly string[], properties: Node, more: Node = {}) => ({
  ...{ type: "object", description: "An object.", required, properties },
  ...more,
});
export const nullable = (schema: Node) => ({ description: "Or null.", anyOf: [schema, { type: "null" }] });
export const success = (schema: Node) => ({ content: { "application/json": { schema } } });
export const body = (name: string, more: Node = {}) => ({
  requestBody: { required: true, ...success(ref(name)), ...more },
});

const branch = (status: string, fields: Node = {}, required: readonly string[] = []) =>
  object(["taskId", "status", ...required], { taskId: string, status: { type: "string", enum: [status] }, ...fields });

/** The schemas that every contract needs. */
const basics: Node = {
  ResourceData: { type: "object", description: "Data of a resource.", additionalProperties: true },
  Data: { type: "object", description: "Other data.", additionalProperties: true },
  ResourceOperation: { description: "An operation.", oneOf: [ref("CreateOperation")] },
  CreateOperation: object(["action", "create"], {
    action: { ...string, enum: ["CREATE"] },
    create: ref("ResourceData"),
  }),
  ErrorBody: object(["message"], { message: string, details: { type: "array", items: ref("ErrorBody") } }),
  Resource: object(["id", "data"], { id: string, data: nullable(ref("ResourceData")) }),
  Persisted: branch("PERSISTED", { resource: ref("Resource") }, ["resource"]),
  Accepted: branch("ACCEPTED", { resource: ref("Resource"), note: ref("Note") }, ["note"]),
  Submission: { description: "A submission.", oneOf: [ref("Persisted"), ref("Accepted")] },
  Note: object(["by"], { by: string, at: string }),
};

/** A contract with one operation, by default `POST /things/{thingId}`. */
export function smallContract(
  schemas: Node,
  operation: Node = {},
  method = "post",
  path = "/things/{thingId}",
): ContractDocument {
  const responses = { "200": success(ref("Submission")) };
  const parameters = [{ name: "thingId", in: "path", required: true, schema: string }];
  const post = { operationId: "writeThing", summary: "Write a thing", parameters, responses, ...operation };
  const contract = { paths: { [path]: { [method]: post } }, components: { schemas: { ...basics, ...schemas } } };
  return parseContract(JSON.stringify(contract), "small.yaml");
}

/** The value of the operation table of a contract. */
export async function tableOf(contract: ContractDocument): Promise<Record<string, unknown>> {
  const code = ts.transpile(operationTable(contract), { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 });
  const { operations } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    operations: Record<string, unknown>;
  };
  return operations;
}
