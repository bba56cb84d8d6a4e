export { createRegistryClient, type RegistryClient, type RegistryClientOptions } from "./client.ts";
export { ApiError, InvalidRequestError, MalformedResponseError, RegistryError } from "./errors/index.ts";
export type { paths } from "./generated/types.ts";
export type { RegistryHttp } from "./http.ts";
export { parseTaskId, type RecognisedTaskId, type TaskId, type UnknownTaskId } from "./task-id.ts";
export type { ApiKey, Fetch } from "./transport/index.ts";
export type * from "./types.ts";
