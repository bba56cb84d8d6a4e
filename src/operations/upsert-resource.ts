import type { CallOptions } from "../call-options.ts";
import type { DataObject, ResourcePath, ResourceResult, UpsertResourceRequest } from "../types.ts";
import { checkUpsertResourceRequest } from "./body-guard.ts";
import { callOperation, type Caller } from "./operation.ts";
import { readTaskSubmission } from "./task-submission.ts";

/** What {@link RegistryClient.upsertResource} does. */
export async function upsertResource<D extends DataObject>(
  caller: Caller,
  path: ResourcePath,
  body: UpsertResourceRequest<D>,
  options?: CallOptions,
): Promise<ResourceResult<D>> {
  const check = () => {
    checkUpsertResourceRequest(body);
  };
  const result = await callOperation(
    caller,
    { operationId: "upsertResource", path, body, check },
    options,
    readTaskSubmission,
  );
  return result as unknown as ResourceResult<D>;
}
