import type { ResourceOperation } from "../../generated/client.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import type { RecordProblem } from "../input/types.ts";
import type { ImportMapping, NoOperation, MappingPlace } from "../types.ts";

/** Returns the result of a mapping for a record that is not imported. The record counts as `skipped`. */
export function skip(): NoOperation {
  return { skip: true };
}

/**
 * Returns the result of a mapping for a record that is invalid. The record counts as `rejected`. The reason is printed and stored, so it must
 * not contain data of the record.
 *
 * @param reason Why, such as `"no date of birth"`: up to 200 characters. At most 50 different reasons are stored, because more would contain data.
 */
export function reject(reason: string): NoOperation {
  return { reject: reason };
}

/** The operations of a record; none if it is skipped. */
export type Mapped = readonly ResourceOperation[] | RecordProblem;

/** The time that a mapping may take for a record. */
const timeoutMs = 30_000;

/** A mapping has a few reasons. With more, they probably contain data. */
const maxReasons = 50;
const maxReasonLength = 200;

/** Returns a function that calls a mapping, and checks what it returns. It throws nothing. */
export function callMapping(map: ImportMapping): (record: JsonObject, place: MappingPlace) => Mapped | Promise<Mapped> {
  const reasons = new Set<string>();
  const checkReason = (reason: unknown): RecordProblem => {
    const isShort = typeof reason === "string" && reason !== "" && reason.length <= maxReasonLength;
    if (isShort && (reasons.has(reason) || reasons.size < maxReasons)) {
      reasons.add(reason);
      return { reason };
    }
    return { reason: "rejected by the mapping" };
  };
  const check = (result: unknown): Mapped => {
    if (Array.isArray(result)) return result.length === 0 ? [] : checkOperations(result);
    if (isJsonObject(result)) {
      if (result.skip === true) return [];
      if ("reject" in result) return checkReason(result.reject);
    }
    return checkOperations([result]);
  };
  return (record, place) => {
    try {
      const result = map(record, place);
      return isPromise(result) ? withinTime(result).then(check).catch(thrownProblem) : check(result);
    } catch (error) {
      return thrownProblem(error);
    }
  };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
}

/** Thrown when a mapping takes too long. */
class MappingTimeout extends Error {}

async function withinTime(result: PromiseLike<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new MappingTimeout());
    }, timeoutMs);
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function checkOperations(operations: readonly unknown[]): Mapped {
  for (const operation of operations) {
    const { action } = Object(operation) as { readonly action?: unknown };
    if (action === "CREATE") {
      return { reason: "the mapping returned a create; return an upsert, whose id is the same in each run" };
    }
    if (action !== "UPSERT" && action !== "DELETE") {
      return { reason: "the mapping returned no operation; return upsertOperation(…), skip() or reject(…)" };
    }
  }
  // The rest of their shape is checked before they are sent.
  return operations as readonly ResourceOperation[];
}

/** The name of an error and the line of the mapping, because the message can quote the record. */
function thrownProblem(error: unknown): RecordProblem {
  if (error instanceof MappingTimeout) return { reason: "the mapping took more than 30 s" };
  try {
    return { reason: `the mapping threw an error${placeOf(error)}`, code: nameOf(error) };
  } catch {
    // A getter that throws.
    return { reason: "the mapping threw an error", code: "Error" };
  }
}

/** Only the name of an error: a record that is thrown has a name too. */
function nameOf(error: unknown): string {
  return error instanceof Error && /^\w{0,45}(?:Error|Exception)$/.test(error.name) ? error.name : "Error";
}

function placeOf(error: unknown): string {
  const { message, stack } = Object(error) as Partial<Record<"message" | "stack", unknown>>;
  const frames = typeof stack === "string" && typeof message === "string" ? stack.split(message).at(-1) : undefined;
  const [, file, line] = /^\s+at .*?([\w.-]+\.[cm]?[jt]sx?):(\d+):\d+\)?$/m.exec(frames ?? "") ?? [];
  return file === undefined || line === undefined ? "" : ` at ${file}:${line}`;
}
