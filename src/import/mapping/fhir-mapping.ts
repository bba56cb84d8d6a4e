import { deleteOperation, upsertOperation } from "../../bulk/operations.ts";
import type { ResourceOperation } from "../../generated/client.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import type { Address, ContactPoint, HumanName, Identifier, Period } from "../../profiles/data-types.ts";
import type { NoOperation } from "../types.ts";
import { reject } from "./mapping.ts";

/*
 * The data types of Clinia that FHIR R4 defines in the same way. The functions copy the fields that both define, and drop the others, such as
 * extensions. They drop values of another JSON type as well, and never throw: a mapping can pass any field of a resource.
 */

/** What {@link fhirOperation} needs to know besides the resource. */
export interface FhirOperationOptions {
  /** The resource type in the registry. Default: the `resourceType` of the resource. */
  type?: string | undefined;
  /** Whether the resource was deleted. Default: `false`. */
  isDeletion?: boolean | undefined;
}

/**
 * Returns the operation of a FHIR resource: an upsert with its id. `data` is the resource without `resourceType`, `id` and `meta`. Nothing is
 * converted. A resource without a type or an id is rejected.
 */
export function fhirOperation(
  resource: JsonObject,
  options: FhirOperationOptions = {},
): ResourceOperation | NoOperation {
  const { resourceType, id } = resource;
  const type = options.type ?? resourceType;
  if (typeof type !== "string" || type === "") return reject("no resourceType");
  if (typeof id !== "string" || id === "") return reject("no id");
  if (options.isDeletion === true) return deleteOperation(type, id);
  const data = { ...resource };
  for (const field of ["resourceType", "id", "meta"]) Reflect.deleteProperty(data, field);
  return upsertOperation(type, id, data);
}

/**
 * Returns the identifiers of a field such as `Patient.identifier`. Drops `type` and `assigner`, which are part of FHIR only.
 *
 * @see https://hl7.org/fhir/R4/datatypes.html#Identifier
 */
export function identifiers(value: unknown): Identifier[] {
  return itemsOf(value, ({ use, system, value: text, period: validity }) => ({
    use: stringOf(use),
    system: stringOf(system),
    value: stringOf(text),
    period: period(validity) ?? null,
  }));
}

/**
 * Returns the names of a field such as `Patient.name`.
 *
 * @see https://hl7.org/fhir/R4/datatypes.html#HumanName
 */
export function humanNames(value: unknown): HumanName[] {
  return itemsOf(value, (name) => ({
    use: stringOf(name["use"]),
    text: stringOf(name["text"]),
    family: stringOf(name["family"]),
    given: stringsOf(name["given"]),
    prefix: stringsOf(name["prefix"]),
    suffix: stringsOf(name["suffix"]),
    period: period(name["period"]) ?? null,
  }));
}

/**
 * Returns the addresses of a field such as `Patient.address`.
 *
 * @see https://hl7.org/fhir/R4/datatypes.html#Address
 */
export function addresses(value: unknown): Address[] {
  return itemsOf(value, (address) => ({
    use: stringOf(address["use"]),
    type: stringOf(address["type"]),
    text: stringOf(address["text"]),
    line: stringsOf(address["line"]),
    city: stringOf(address["city"]),
    district: stringOf(address["district"]),
    state: stringOf(address["state"]),
    postalCode: stringOf(address["postalCode"]),
    country: stringOf(address["country"]),
    period: period(address["period"]) ?? null,
  }));
}

/**
 * Returns the phone numbers, e-mail addresses and so on of a field such as `Patient.telecom`.
 *
 * @see https://hl7.org/fhir/R4/datatypes.html#ContactPoint
 */
export function contactPoints(value: unknown): ContactPoint[] {
  return itemsOf(value, ({ system, value: text, use, rank, period: validity }) => ({
    system: stringOf(system),
    value: stringOf(text),
    use: stringOf(use),
    rank: Number.isInteger(rank) && typeof rank === "number" ? rank : null,
    period: period(validity) ?? null,
  }));
}

/**
 * Returns the period of a field such as `Encounter.period`; undefined when it has neither a start nor an end.
 *
 * @see https://hl7.org/fhir/R4/datatypes.html#Period
 */
export function period(value: unknown): Period | undefined {
  const [first] = itemsOf(isJsonObject(value) ? value : undefined, ({ start, end }): Period => ({
    start: stringOf(start),
    end: stringOf(end),
  }));
  return first;
}

/** A field that can have one value only, such as `Patient.contact.name`, is read as a list of one. */
function itemsOf<Item extends object>(value: unknown, convert: (item: JsonObject) => Item): Item[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const items = list.filter(isJsonObject).map((item) => withoutNulls(convert(item)));
  return items.filter((item) => Object.keys(item).length > 0);
}

function withoutNulls<Item extends object>(item: Item): Item {
  for (const [field, value] of Object.entries(item)) {
    if (value === null) Reflect.deleteProperty(item, field);
  }
  return item;
}

/** FHIR has no empty strings and no empty arrays. */
function stringOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** FHIR has null in the place of a value that has only an extension. */
function stringsOf(value: unknown): string[] | null {
  const list: unknown[] = Array.isArray(value) ? value : [];
  const strings = list.map(stringOf).filter((item) => item !== null);
  return strings.length === 0 ? null : strings;
}
