import { upsertOperation } from "../../index.ts";
import type { ResourceOperation } from "../../generated/client.ts";
import type { JsonObject } from "../../json.ts";
import { fhirOperation } from "./fhir-mapping.ts";
import { problems } from "../input/parse.ts";
import { checkId, deriveId, type IdSettings } from "./ids.ts";
import type { InputRecord, InputFile } from "../input/types.ts";
import { callMapping, type Mapped } from "./mapping.ts";
import type { ImportMapping } from "../types.ts";

/** How records become operations. */
export interface OperationSettings extends IdSettings {
  readonly type: string | undefined;
  readonly map: ImportMapping | undefined;
}

/** Returns the operations of a record; none if it is skipped. A promise only if the mapping returns one. */
export type ToOperations = (record: InputRecord, file: InputFile) => Mapped | Promise<Mapped>;

export function toOperations(settings: OperationSettings): ToOperations {
  const { type, map } = settings;
  const mapped = map && callMapping(map);
  const fhirMapped = callMapping((resource) => fhirOperation(resource, { type }));
  const deleted = callMapping((resource) => fhirOperation(resource, { type, isDeletion: true }));
  // A record without a value has a problem: the default is for the compiler.
  return ({ value, problem = problems.notAnObject, line, isDeletion }, { name, format }) => {
    if (value === undefined) return problem;
    const place = { file: name, line, isDeletion };
    if (mapped !== undefined) return isDeletion ? onlyDeletes(mapped(value, place)) : mapped(value, place);
    if (isDeletion) return isOtherType(value, type) ? otherType : deleted(value, place);
    if (format === "fhir") return isOtherType(value, type) ? otherType : fhirMapped(value, place);
    return upsertOf(format === "csv" ? withoutEmpty(value) : value, settings);
  };
}

/** Ids of FHIR are unique within a type only: one of another type would be taken for one of `type`. */
function isOtherType({ resourceType }: JsonObject, type: string | undefined): boolean {
  return type !== undefined && type.toLowerCase() !== String(resourceType).toLowerCase();
}

const otherType: Mapped = {
  reason: "not the type of the import: leave out type (--type), or use a mapping",
  path: "resourceType",
};

/** Rejects what a mapping returns for a deletion if it would write a resource. */
function onlyDeletes(mapped: Mapped | Promise<Mapped>): Mapped | Promise<Mapped> {
  if ("then" in mapped) return mapped.then(onlyDeletes);
  const isDelete = "reason" in mapped || mapped.every(({ action }) => action === "DELETE");
  return isDelete ? mapped : notDeleted;
}

const notDeleted: Mapped = {
  reason: "the mapping returned an upsert for a deletion; if place.isDeletion, return deleteOperation(…) or skip()",
};

/** The usual case of {@link split}, which takes a fifth of the time. */
function splitId({ id, ...data }: JsonObject): [id: unknown, data: JsonObject] {
  return [id, data];
}

function split(record: JsonObject, field: string): [id: unknown, data: JsonObject] {
  const { [field]: id, ...data } = record;
  return [id, data];
}

/** An empty cell has no value. A mapping receives it as an empty string. */
function withoutEmpty(row: JsonObject): JsonObject {
  const record: JsonObject = {};
  for (const [column, value] of Object.entries(row)) if (value !== "") record[column] = value;
  return record;
}

/** A path parameter of other calls too, so that a wrong one is refused when it is sent. */
type Target = Pick<JsonObject, "id" | "type">;

/** Returns the type and the id of an operation, which may be malformed; undefined if there is none. */
export function targetOf(operation: ResourceOperation): { readonly type: string; readonly id: string } | undefined {
  const { upsert, delete: deleted } = operation as { readonly upsert?: unknown; readonly delete?: unknown };
  const { type, id } = Object(operation.action === "DELETE" ? deleted : upsert) as Target;
  return typeof type === "string" && typeof id === "string" ? { type, id } : undefined;
}

/** Identifies the resource of an operation; undefined if it is malformed. */
export function resourceKey(operation: ResourceOperation): string | undefined {
  const target = targetOf(operation);
  return target && `${target.type}\n${target.id}`;
}

function upsertOf(record: JsonObject, { type = "", ...settings }: OperationSettings): Mapped {
  const { id: field, idFrom, idSecret, idAsText } = settings;
  if (idFrom !== undefined) {
    const id = deriveId(record, idFrom, idSecret);
    return typeof id === "string" ? [upsertOperation(type, id, record)] : id;
  }
  const [given, data] = field === "id" ? splitId(record) : split(record, field);
  const id = checkId(given, field, idAsText);
  return typeof id === "string" ? [upsertOperation(type, id, data)] : id;
}
