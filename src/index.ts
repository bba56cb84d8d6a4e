export type { CallOptions } from "./call-options.ts";
export { createRegistryClient, type RegistryClient } from "./client.ts";
export type { RegistryClientOptions } from "./client-options.ts";
export {
  ApiError,
  ConnectionError,
  InvalidRequestError,
  isRegistryError,
  MalformedResponseError,
  RedirectError,
  RegistryError,
  TimeoutError,
  type AnyRegistryError,
  type ErrorContext,
  type Outcome,
} from "./errors/index.ts";
export type { ExtraHeaders } from "./extra-headers.ts";
export type { paths } from "./generated/types.ts";
export type { RegistryHttp } from "./registry-http.ts";
export { newResourceId } from "./resource-id.ts";
export { parseTaskId, type RecognisedTaskId, type TaskId, type UnknownTaskId } from "./task-id.ts";
export type {
  ApiKey,
  AttemptEvent,
  CallLimits,
  Clock,
  ErrorEvent,
  Fetch,
  OnEvent,
  RegistryEvent,
  ResponseEvent,
  RetryEvent,
  RetryOptions,
  TransportOptions,
} from "./transport/index.ts";
export type * from "./types.ts";
