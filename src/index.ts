/**
 * The client.
 *
 * @module clinia-registry-client
 */
export { browseAll, type BrowseClient } from "./browse/browse-all.ts";
export type { WriteOutcome } from "./bulk/batch.ts";
export { createOperation, deleteOperation, upsertOperation } from "./bulk/operations.ts";
export type {
  BulkToSubmit,
  SubmittedBulk,
  WriteProgress,
  WriteRelationshipsOptions,
  WriteResourcesOptions,
} from "./bulk/options.ts";
export type { BulkClient, RelationshipBulkClient } from "./bulk/submit.ts";
export { writeRelationships } from "./bulk/write-relationships.ts";
export { writeResources } from "./bulk/write-resources.ts";
export { createRegistryClient } from "./client/create-client.ts";
export type { HttpCall, HttpMiddlewares, HttpResponse, RegistryHttp } from "./client/http.ts";
export type {
  BaseUrlOptions,
  CallLimits,
  CallOptions,
  EitherOptions,
  ExtraHeaders,
  ProfileOptions,
  RegistryClientOptions,
  TransportOptions,
  WorkspaceOptions,
} from "./client/options.ts";
export * from "./errors/index.ts";
export type * from "./generated/client.ts";
export type { paths } from "./generated/types.ts";
export { identifierNotation, type IdentifierParts } from "./identifier-notation.ts";
export type {
  CheckedResource,
  DataOf,
  EntriesOf,
  ProfileCheckOptions,
  ProfileEntries,
  ProfileEntry,
  ProfileProblem,
  ResourceCheck,
  StandardSchema,
} from "./resource-check.ts";
export { newResourceId } from "./resource-id.ts";
export { parseTaskId, type KnownTaskId, type TaskId, type UnknownTaskId } from "./task-id.ts";
export type { AnyIterable } from "./tasks/map-unordered.ts";
export type { TaskPoll, WaitOptions } from "./tasks/options.ts";
export type { TaskClient } from "./tasks/poll-task.ts";
export { waitForTask, type TaskReference, type WaitForTaskOptions } from "./tasks/wait-for-task.ts";
export { waitForTasks, type TaskOutcome, type WaitForTasksOptions } from "./tasks/wait-for-tasks.ts";
export type { Clock } from "./transport/deadline.ts";
export type {
  AttemptEvent,
  ErrorEvent,
  OnEvent,
  RegistryEvent,
  ResponseEvent,
  RetryEvent,
} from "./transport/events.ts";
export type { ApiKey, Fetch, RetryOptions } from "./transport/types.ts";
export type { AnyResourceOperation, TypedBody, TypedPath, TypedResource, TypedResult } from "./typed-data.ts";
export type * from "./types.ts";
