import { readErrorBody, redacted } from "../errors/error-body.ts";
import { taskSubmissionStatuses, type ResponseShape } from "../generated/contract.ts";
import { isJsonObject, parseResponse, type JsonObject } from "../json.ts";
import { leadingTaskId, parseTaskId } from "../task-id.ts";
import { pathSegment } from "./path.ts";

/** What is wrong with a response, and its taskId if it contains one that can be polled. */
export interface ResponseFault {
  readonly fault: string;
  readonly taskId?: string | undefined;
}

interface Reading {
  /** The taskId of the request, for a response that omits it. */
  readonly taskId: unknown;
  /** Replaces the API key in a string of the registry. */
  readonly redact: (text: string) => string;
}

/** Reads the body of a success, whatever its HTTP status and content type. */
export function readResponse(
  shape: ResponseShape,
  text: string,
  reading: Reading,
): { readonly value: object } | ResponseFault {
  if (shape.kind === "submission" && shape.empty === true && text.trim() === "") {
    return { value: { status: "PERSISTED", taskId: "", task: parseTaskId("") } };
  }
  const value = parseResponse(text);
  if (Array.isArray(value) && shape.kind === "list") return shapeFault(shape, value, reading) ?? { value };
  if (!isJsonObject(value)) return { fault: "its body is not a JSON object", taskId: leadingTaskId(text) };
  return shapeFault(shape, value, reading) ?? { value };
}

type Shape<Kind extends ResponseShape["kind"]> = Extract<ResponseShape, { kind: Kind }>;

/** Completes a response, or a part of one, or returns what is wrong with it. */
function shapeFault(shape: ResponseShape, value: unknown, reading: Reading): ResponseFault | undefined {
  if (shape.kind === "list") {
    if (!Array.isArray(value)) return { fault: "its body is not a list" };
    return value.map((item) => shapeFault(shape.items, item, reading)).find((fault) => fault !== undefined);
  }
  if (!isJsonObject(value)) return { fault: "its body is not a JSON object" };
  if (shape.kind === "submission") return submissionFault(shape, value, reading);
  if (shape.kind === "object") return objectFault(shape, value, reading);
  if (shape.kind === "error") return undefined;
  value.data ??= {};
  const isResource = typeof value.id === "string" && isJsonObject(value.data);
  return isResource ? undefined : { fault: "its body is not a resource with an id" };
}

/** The taskId of a task that runs in the background (`ACCEPTED`) must be one that can be polled. Otherwise it may be `""`. */
function submissionFault(shape: Shape<"submission">, json: JsonObject, reading: Reading): ResponseFault | undefined {
  const { status } = json;
  const taskId = typeof json.taskId === "string" ? json.taskId : "";
  const pollable = pathSegment.test(taskId) ? taskId : undefined;
  if (!taskSubmissionStatuses.some((known) => known === status)) {
    return { fault: `its status is none of ${taskSubmissionStatuses.join(", ")}`, taskId: pollable };
  }
  if (pollable === undefined && (status === "ACCEPTED" || shape.taskId === true)) {
    return { fault: "its body has no valid taskId" };
  }
  for (const [name, nested] of Object.entries(shape.fields ?? {})) {
    if (shapeFault(nested, json[name], { ...reading, taskId }) === undefined) continue;
    if (status === "PERSISTED" && shape.persisted?.includes(name) === true) {
      return { fault: `its body has no valid ${name}`, taskId: pollable };
    }
    Reflect.deleteProperty(json, name);
  }
  Object.assign(json, { taskId, task: parseTaskId(taskId) });
  return undefined;
}

function objectFault(
  { required = [], fields = {} }: Shape<"object">,
  value: JsonObject,
  reading: Reading,
): ResponseFault | undefined {
  if (required.includes("status") && typeof value.status !== "string") return { fault: "its body has no status" };
  if (required.includes("taskId") && (typeof value.taskId !== "string" || value.taskId === ""))
    value.taskId = reading.taskId;
  for (const [name, shape] of Object.entries(fields)) {
    const field = value[name];
    if (field === undefined) continue;
    if (shape.kind === "error") value[name] = readError(field, reading);
    else if (shapeFault(shape, field, reading) !== undefined) return { fault: `its field ${name} is invalid` };
  }
  return undefined;
}

/** The error of a receipt, in the documented form. A code that is not a number could be any string. */
function readError(error: unknown, { redact }: Reading): unknown {
  const copy = redacted(error, redact);
  if (!isJsonObject(copy)) return copy;
  const { code } = copy;
  const isCode = typeof code === "number" || (typeof code === "string" && /^\d+$/.test(code));
  for (const field of ["code", "details", "Details"]) Reflect.deleteProperty(copy, field);
  const read = Object.assign(copy, readErrorBody(error, redact));
  if (!isCode) Reflect.deleteProperty(read, "code");
  return read;
}
