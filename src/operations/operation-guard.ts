import { hasJson } from "../body-json.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { operationActions } from "../generated/constants.ts";
import { checkData, checkedBody, checkedName, checkedObject, checkText } from "./body-guard.ts";

/** Checks what the types check too, for callers that have none. Throws `InvalidRequestError`; never with a value in it. */
export function checkBulkRequest(body: unknown): void {
  if (hasJson(body)) return;
  const { operations } = checkedBody(body, "operations");
  checkOperations("operations", operations);
}

export function checkBundleRequest(body: unknown): void {
  const { resourceOperations, relationshipOperations } = checkedBody(body, "resourceOperations");
  checkOperations("resourceOperations", resourceOperations);
  if (relationshipOperations !== undefined) checkedList("relationshipOperations", relationshipOperations);
}

function checkOperations(field: string, operations: unknown): void {
  for (const [index, operation] of checkedList(field, operations).entries()) {
    checkResourceOperation(operation, `${field}[${String(index)}]`);
  }
}

function checkedList(field: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InvalidRequestError(field, "it is not an array. Expected an array of operations.");
}

/** One operation on a resource; `at` is where it stands. */
export function checkResourceOperation(operation: unknown, at: string): void {
  const all = checkedObject(at, operation, "an operation, with its action");
  const action = checkedName(`${at}.action`, all["action"], operationActions);
  const name = action.toLowerCase();
  const field = `${at}.${name}`;
  const target = checkedObject(field, all[name], `an object beside the action ${action}`);
  checkText(`${field}.type`, target["type"], "the key of the resource's profile");
  if (action !== "CREATE") checkText(`${field}.id`, target["id"], "the id of the resource");
  if (action !== "DELETE") checkData(`${field}.data`, target);
}
