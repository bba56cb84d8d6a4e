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
    try {
      checkResourceOperation(operation);
    } catch (error) {
      throw refusedAt(`${field}[${String(index)}]`, error);
    }
  }
}

function checkedList(field: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InvalidRequestError(field, "it is not an array. Expected an array of operations.");
}

/** Checks one operation on a resource. Its errors name fields as if it were the whole body: {@link refusedAt} adds where it stands. */
export function checkResourceOperation(operation: unknown): void {
  const all = checkedObject("body", operation, "an operation, with its action");
  const action = checkedName("action", all["action"], operationActions);
  const name = action.toLowerCase();
  try {
    checkTarget(action, all[name]);
  } catch (error) {
    throw refusedAt(name, error);
  }
}

function checkTarget(action: (typeof operationActions)[number], value: unknown): void {
  const target = checkedObject("body", value, `an object beside the action ${action}`);
  checkText("type", target["type"], "the key of the resource's profile");
  if (action !== "CREATE") checkText("id", target["id"], "the id of the resource");
  if (action !== "DELETE") checkData("data", target);
}

/**
 * The error of a part of the input, with its field named from the whole: `id` at `operations[2]` becomes `operations[2].id`. Made
 * only on failure, so that no text is built for operations that are right.
 */
export function refusedAt(place: string, error: unknown): unknown {
  if (!(error instanceof InvalidRequestError)) return error;
  return new InvalidRequestError(error.field === "body" ? place : `${place}.${error.field}`, error.reason);
}
