import { checkCreateResourceRequest } from "./body-guard.ts";
import { ApiError } from "./errors/index.ts";
import { endpoints } from "./generated/constants.ts";
import type { RegistryHttp } from "./http.ts";
import { readTaskSubmission } from "./task-submission.ts";
import type {
  CallOptions,
  CreateResourcePath,
  CreateResourceRequest,
  CreateResourceResult,
  DataObject,
} from "./types.ts";

/** What {@link RegistryClient.createResource} does. */
export async function createResource<D extends DataObject>(
  http: RegistryHttp,
  path: CreateResourcePath,
  body: CreateResourceRequest<D>,
  { signal }: CallOptions = {},
): Promise<CreateResourceResult<D>> {
  checkCreateResourceRequest(body);
  const { data, error, response } = await http.POST(endpoints.createResource.path, {
    params: { path },
    body,
    parseAs: "text",
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw new ApiError("createResource", response.status, error);
  return readTaskSubmission("createResource", response, data ?? "") as unknown as CreateResourceResult<D>;
}
