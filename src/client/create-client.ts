import type { RegistryClient } from "../generated/client.ts";
import { operations } from "../generated/contract.ts";
import type { OperationId } from "../types.ts";
import { callOperation, type OperationInput } from "./call.ts";
import { createHttpClient, type HttpClient } from "./http-client.ts";
import { createRegistryHttp } from "./http.ts";
import type { RegistryClientOptions } from "./options.ts";
import { resolveClientOptions } from "./resolve-options.ts";

/**
 * Creates a client. Throws {@link InvalidRequestError} when an option is invalid: for example, when the API key is missing or used in
 * a browser, or when both or neither of `workspaceId` and `baseUrl` are set.
 *
 * @example
 * const registry = createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY });
 */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const client = createHttpClient(resolveClientOptions(options));
  const operationIds = Object.keys(operations) as OperationId[];
  const methods = operationIds.map((operationId) => [operationId, methodOf(client, operationId)]);
  return { ...Object.fromEntries(methods), http: createRegistryHttp(client) } as RegistryClient;
}

/** Returns the method of an operation. It takes a body only if the operation has one. */
function methodOf(client: HttpClient, operationId: OperationId) {
  const hasBody = "body" in operations[operationId];
  return (path: OperationInput["path"], ...rest: readonly unknown[]): Promise<object> => {
    const [body, options] = hasBody ? rest : [undefined, ...rest];
    return callOperation(client, operationId, { path, body, options: options as OperationInput["options"] });
  };
}
