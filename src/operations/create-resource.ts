import type { CallOptions } from "../call-options.ts";
import type { CreateResourcePath, CreateResourceRequest, DataObject, ResourceResult } from "../types.ts";
import { checkCreateResourceRequest } from "./body-guard.ts";
import { callOperation, type Caller } from "./operation.ts";
import { readTaskSubmission } from "./task-submission.ts";

/** What {@link RegistryClient.createResource} does. */
export async function createResource<D extends DataObject>(
  caller: Caller,
  path: CreateResourcePath,
  body: CreateResourceRequest<D>,
  options?: CallOptions,
): Promise<ResourceResult<D>> {
  const check = () => {
    checkCreateResourceRequest(body);
  };
  const result = await callOperation(
    caller,
    { operationId: "createResource", path, body, check },
    options,
    readTaskSubmission,
  );
  return result as unknown as ResourceResult<D>;
}
