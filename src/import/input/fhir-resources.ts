import { isJsonObject, type JsonObject } from "../../json.ts";
import type { InputFile, InputRecord } from "./types.ts";

/**
 * Returns the record of a resource, or of an entry of a Bundle.
 *
 * @param record The resource or the entry as it was read.
 * @param isEntry Whether it is an entry. A line may be one too: `rejects --take` copies entries into lines.
 * @param file The file. Its resources may be deleted ones.
 */
export function fhirRecord(record: InputRecord, isEntry: boolean, file: InputFile): InputRecord {
  const { value } = record;
  if (value === undefined) return record;
  if (!isEntry && value["resourceType"] !== undefined) return resourceRecord(record, value, file);
  return entryRecord(record, value, isEntry, file);
}

function entryRecord(record: InputRecord, entry: JsonObject, isEntry: boolean, file: InputFile): InputRecord {
  const { resource, request, search } = entry;
  const { method, url } = isJsonObject(request) ? request : {};
  if (method === "DELETE") return deletionRecord(record, idOfUrl(url));
  if (file.isDeletion === true && method !== undefined) return rejected(record, "not a deletion");
  if (isJsonObject(search) && search["mode"] === "outcome") return rejected(record, "outcome of a search");
  if (isJsonObject(resource)) return resourceRecord(record, resource, file);
  return rejected(record, isEntry ? "no resource" : "no resourceType");
}

function resourceRecord(record: InputRecord, resource: JsonObject, file: InputFile): InputRecord {
  const { resourceType, id } = resource;
  if (typeof resourceType !== "string" || resourceType === "") return rejected(record, "no resourceType");
  if (resourceType === "Bundle") return rejected(record, "Bundle among resources");
  if (file.isDeletion === true) return deletionRecord(record, { resourceType, id });
  return resource === record.value ? record : { ...record, value: resource };
}

function deletionRecord(record: InputRecord, { resourceType, id }: JsonObject): InputRecord {
  const isWhole = typeof id === "string" && id !== "";
  return isWhole
    ? { ...record, value: { resourceType, id }, isDeletion: true }
    : rejected(record, "deletion without an id");
}

/** Such as `Patient/123`, also at the end of an absolute URL. A condition, such as `Patient?active=false`, has no id. */
const resourceUrl = /^(?:https?:\/\/[^?#]*\/)?([A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/;

function idOfUrl(url: unknown): JsonObject {
  const [, resourceType, id] = resourceUrl.exec(typeof url === "string" ? url : "") ?? [];
  return { resourceType, id };
}

function rejected(record: InputRecord, reason: string): InputRecord {
  return { ...record, value: undefined, problem: { reason } };
}
