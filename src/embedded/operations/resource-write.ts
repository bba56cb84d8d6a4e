import { taskIdForms } from "../../generated/constants.ts";
import type { Resource, ResourcePath, UpsertResourceRequest } from "../../types.ts";
import type { Settings } from "../options.ts";
import type { Answer } from "./operation.ts";

/** A resource as it is stored: with the dates that were not given, and its source. */
export function resourceOf(
  { sourceKey, resourceType, id }: ResourcePath,
  { data, meta = {}, contained }: UpsertResourceRequest,
  now: Date,
): Resource {
  const { createdAt = now.toISOString(), updatedAt = now.toISOString(), ...rest } = meta;
  return {
    id,
    type: resourceType,
    meta: { createdAt, updatedAt, ...rest, source: sourceKey },
    data,
    ...(contained && { contained }),
  };
}

/** The answer to a write of one resource: PERSISTED with `status`, or ACCEPTED. */
export function submitted(
  resource: Resource,
  { status, asynchronous, settings }: { status: number; asynchronous: boolean; settings: Settings },
): Answer {
  const taskId = oneOfPrefix() + settings.newId();
  return asynchronous
    ? { status: 202, body: { taskId, status: "ACCEPTED" } }
    : { status, body: { taskId, status: "PERSISTED", resource } };
}

function oneOfPrefix(): string {
  const forms = taskIdForms.filter(({ kind, deprecated }) => kind === "oneOf" && !deprecated);
  return forms.map(({ prefix }) => prefix).join("");
}
