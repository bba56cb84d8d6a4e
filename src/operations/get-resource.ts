import type { CallOptions } from "../call-options.ts";
import { parseJson, type JsonObject } from "../json.ts";
import type { DataObject, Resource, ResourcePath } from "../types.ts";
import { callOperation, type Caller, type Success } from "./operation.ts";
import { isResource } from "./read-resource.ts";

/** What {@link RegistryClient.getResource} does. */
export async function getResource<D extends DataObject>(
  caller: Caller,
  path: ResourcePath,
  options?: CallOptions,
): Promise<Resource<D>> {
  const resource = await callOperation(caller, { operationId: "getResource", path }, options, readResource);
  return resource as unknown as Resource<D>;
}

function readResource({ text, malformed }: Success): JsonObject {
  const resource = parseJson(text);
  if (isResource(resource)) return resource;
  throw malformed("its body is no resource, with id and data");
}
