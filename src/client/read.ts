import { readErrorBody, redacted } from "../errors/error-body.ts";
import { taskSubmissionStatuses, type ResponseShape } from "../generated/contract.ts";
import { isJsonObject, parseResponse, type JsonObject } from "../json.ts";
import { leadingString, parseTaskId } from "../task-id.ts";
import { pathSegmentPattern } from "./validate.ts";

/** The problem with a response, and its taskId if it contains one that can be polled. */
export interface ResponseProblem {
  readonly problem: string;
  readonly taskId?: string | undefined;
}

interface Reading {
  /** The resource or relationship of the request; its id is undefined when the registry generates it. */
  readonly target?: { readonly type: unknown; readonly id: unknown } | undefined;
  /** The taskId of the request, for a response that omits it. */
  readonly taskId: unknown;
  /** Replaces the API key in a string from the registry. */
  readonly redact: (text: string) => string;
}

/** Reads the body of a success, whatever its HTTP status and content type. */
export function readResponse(
  shape: ResponseShape,
  text: string,
  reading: Reading,
): { readonly value: object } | ResponseProblem {
  if ("empty" in shape && text.trim() === "") {
    return { value: shape.kind === "object" ? {} : { status: "PERSISTED", taskId: "", task: parseTaskId("") } };
  }
  const value = parseResponse(text);
  const isExpected = isJsonObject(value) || (shape.kind === "list" && Array.isArray(value));
  if (!isExpected) return { problem: "its body is not a JSON object", taskId: leadingString(text, "taskId") };
  return complete(shape, value, reading) ?? { value };
}

type Shape<Kind extends ResponseShape["kind"]> = Extract<ResponseShape, { kind: Kind }>;

/** Completes a response or a part of it. Returns its problem if it is invalid. */
function complete(shape: ResponseShape, value: unknown, reading: Reading): ResponseProblem | undefined {
  if (shape.kind === "list") {
    if (!Array.isArray(value)) return { problem: "its body is not a list" };
    const ofItem = { ...reading, target: undefined };
    return value.map((item) => complete(shape.items, item, ofItem)).find((problem) => problem !== undefined);
  }
  if (!isJsonObject(value)) return { problem: "its body is not a JSON object" };
  if (shape.kind === "submission") return completeSubmission(shape, value, reading);
  if (shape.kind === "object") return completeObject(shape, value, reading);
  if (shape.kind === "error") return undefined;
  value.data ??= {};
  const { noun = "resource", objects = [] } = shape;
  if (typeof value.id !== "string" || !["data", ...objects].every((name) => isJsonObject(value[name]))) {
    return {
      problem: `its body is not ${noun === "object" ? "an" : "a"} ${noun} with ${["an id", ...objects].join(", ")}`,
    };
  }
  const { type = value.type, id = value.id } = reading.target ?? {};
  const isRequested = (value.type ?? type) === type && value.id === id;
  return isRequested ? undefined : { problem: `its body is not the requested ${noun}` };
}

/** Completes the response to a write. With `ACCEPTED` its taskId must be one that can be polled; otherwise it may be `""`. */
function completeSubmission(
  shape: Shape<"submission">,
  json: JsonObject,
  reading: Reading,
): ResponseProblem | undefined {
  const { status } = json;
  const taskId = typeof json.taskId === "string" ? json.taskId : "";
  const pollable = pathSegmentPattern.test(taskId) ? taskId : undefined;
  if (!taskSubmissionStatuses.some((known) => known === status)) {
    return { problem: `\`status\` in its body is not ${taskSubmissionStatuses.join(" or ")}`, taskId: pollable };
  }
  if (pollable === undefined && (status === "ACCEPTED" || shape.taskId === true)) {
    return { problem: "its body has no valid taskId" };
  }
  for (const [name, nested] of Object.entries(shape.fields ?? {})) {
    if (complete(nested, json[name], { ...reading, taskId }) === undefined) continue;
    if (status === "PERSISTED" && shape.persisted?.includes(name) === true) {
      return { problem: `its body has no valid ${name}`, taskId: pollable };
    }
    Reflect.deleteProperty(json, name);
  }
  Object.assign(json, { taskId, task: parseTaskId(taskId) });
  return undefined;
}

function completeObject(
  { required = [], fields = {} }: Shape<"object">,
  value: JsonObject,
  reading: Reading,
): ResponseProblem | undefined {
  if (required.includes("status") && typeof value.status !== "string") return { problem: "its body has no status" };
  if (required.includes("taskId")) {
    if (typeof value.taskId !== "string" || value.taskId === "") value.taskId = reading.taskId;
    if (!isSameTask(value.taskId, reading.taskId)) return { problem: "its body is not the requested task" };
  }
  if (required.length > 0 && required.every((name) => value[name] === undefined)) {
    return { problem: `its body has none of the fields ${required.join(", ")}` };
  }
  for (const [name, shape] of Object.entries(fields)) {
    const field = value[name] ?? (required.includes(name) ? emptyOf(shape) : undefined);
    if (field === undefined) continue;
    value[name] = field;
    if (shape.kind === "error") value[name] = readError(field, reading);
    else if (complete(shape, field, reading) !== undefined) return { problem: `\`${name}\` in its body is invalid` };
  }
  return undefined;
}

/** The value of a required field that is null: the registry is written in Go, which encodes an unset list, map or pointer as null. */
function emptyOf(shape: ResponseShape): unknown {
  if (shape.kind === "list") return [];
  return shape.kind === "object" && shape.fields === undefined ? {} : undefined;
}

/** Whether two taskIds name the same task: a response may use another form than the request. */
function isSameTask(one: unknown, other: unknown): boolean {
  const [first, second] = [one, other].map((raw) => parseTaskId(String(raw)).id ?? raw);
  return first === second;
}

/** Returns the error of a receipt in the documented form. A code that is not a number could be any string, and is removed. */
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
