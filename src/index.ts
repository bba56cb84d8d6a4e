/**
 * The client.
 *
 * @module clinia-registry-client
 */
export type { CallOptions, GetTaskOptions } from "./call-options.ts";
export { createRegistryClient } from "./client.ts";
export type { RegistryClientOptions } from "./client-options.ts";
export {
  ApiError,
  ConnectionError,
  InvalidRequestError,
  isRegistryError,
  MalformedResponseError,
  OperationFailedError,
  OperationNotSentError,
  ReceiptError,
  RedirectError,
  RegistryError,
  TaskFailedError,
  TaskTimeoutError,
  TimeoutError,
  type AnyRegistryError,
  type EarlierBulk,
  type ErrorContext,
  type Outcome,
} from "./errors/index.ts";
export type { ExtraHeaders } from "./extra-headers.ts";
export type { paths } from "./generated/types.ts";
export type { RegistryClient } from "./registry-client.ts";
export type { RegistryHttp } from "./registry-http.ts";
export { newResourceId } from "./resource-id.ts";
export type { AnyIterable } from "./in-order-of-completion.ts";
export {
  waitForTask,
  waitForTasks,
  type TaskLook,
  type TaskOutcome,
  type TaskReference,
  type TaskSource,
  type WaitForTaskOptions,
  type WaitForTasksOptions,
  type WaitOptions,
} from "./tasks/index.ts";
export {
  writeResources,
  type BulkTarget,
  type SubmittedBulk,
  type WriteOutcome,
  type WriteResourcesOptions,
} from "./write-resources/index.ts";
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
export type * from "./types/index.ts";
