import type { RegistryClient, TypedRegistryClient } from "../generated/client.ts";
import { operations } from "../generated/contract.ts";
import type { EntriesOf, ProfileEntries, ResourceCheck, StandardSchemas } from "../resource-check.ts";
import type { OperationId } from "../types.ts";
import { callOperation, type OperationInput } from "./call.ts";
import { createHttpClient, type HttpClient } from "./http-client.ts";
import { createRegistryHttp } from "./http.ts";
import type { ProfileOptions, RegistryClientOptions } from "./options.ts";
import { resolveClientOptions } from "./resolve-options.ts";

/**
 * Creates a client with the profiles that `clinia-registry profiles generate` wrote. The resource type selects the types of `data` and
 * `contained`, and each resource is checked before it is sent. Throws {@link InvalidRequestError} when an option is invalid.
 *
 * @example
 * import { profiles } from "./clinia.gen.ts";
 * const registry = createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY, profiles });
 */
export function createRegistryClient<P extends ProfileEntries<P>>(
  options: RegistryClientOptions & ProfileOptions<ResourceCheck<P>>,
): TypedRegistryClient<P>;
/**
 * Creates a client with a Standard Schema for the `data` of each resource type, such as a Zod schema. Throws
 * {@link InvalidRequestError} when an option is invalid.
 */
export function createRegistryClient<S extends StandardSchemas<S> & object>(
  options: RegistryClientOptions & ProfileOptions<S>,
): TypedRegistryClient<EntriesOf<S>>;
/** Creates a client without profiles. */
export function createRegistryClient(options: RegistryClientOptions & { profiles: undefined }): RegistryClient;
/**
 * Creates a client. Throws {@link InvalidRequestError} when an option is invalid: for example, when the API key is missing or used in
 * a browser, or when both or neither of `workspaceId` and `baseUrl` are set.
 *
 * @example
 * const registry = createRegistryClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY });
 */
// Of four overloads, TypeScript reports a mistake for the last alone; of three, for each.
// eslint-disable-next-line @typescript-eslint/unified-signatures
export function createRegistryClient(options: RegistryClientOptions): RegistryClient;
export function createRegistryClient(options: RegistryClientOptions & Partial<ProfileOptions<unknown>>): object {
  const settings = resolveClientOptions(options);
  const client = createHttpClient(settings);
  const { profiles } = settings;
  const operationIds = Object.keys(operations) as OperationId[];
  const methods = operationIds.map((operationId) => [operationId, methodOf(client, operationId)]);
  return {
    ...(Object.fromEntries(methods) as object),
    http: createRegistryHttp(client),
    ...(profiles && { profiles }),
  };
}

/** Returns the method of an operation. It takes a body only if the operation has one. */
function methodOf(client: HttpClient, operationId: OperationId) {
  const hasBody = "body" in operations[operationId];
  return (path: OperationInput["path"], ...rest: readonly unknown[]): Promise<object> => {
    const [body, options] = hasBody ? rest : [undefined, ...rest];
    return callOperation(client, operationId, { path, body, options: options as OperationInput["options"] });
  };
}
