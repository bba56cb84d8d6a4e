import { types } from "node:util";
import type { CreateResourcePath } from "../generated/client.ts";
import type { ProfileCheckOptions, ResourceCheck } from "../resource-check.ts";
import { newResourceId } from "../resource-id.ts";
import { checkKeys, checkOneOf, checkOptionNames, describeValue } from "./arguments.ts";
import { resolveProfiles, type FindProfileProblems } from "./profile-check.ts";

/** Options of {@link createEmbeddedRegistry}. All are optional. */
export interface EmbeddedRegistryOptions extends ProfileCheckOptions {
  /** The only valid API key. Other keys are rejected with 401. Default: any non-empty key is valid. */
  apiKey?: string;
  /**
   * The keys of the existing sources. `putSource` adds others until `reset()`. Requests to other sources are rejected with 404.
   * Any other value than an array of strings throws a TypeError. Default: every source exists.
   */
  sources?: readonly string[];
  /**
   * The profiles that resources must match, from the file that `clinia-registry profiles generate` writes. Writes of other resources are
   * rejected with 400 INVALID_ARGUMENT, and a bulk or bundle as a whole, with one detail for each problem. Resources are checked as
   * they were sent, with the tokens `@rootId`. Relationships and objects are not checked. A value without a function `check` throws a
   * TypeError. Default: `data` can have any shape.
   */
  profiles?: ResourceCheck;
  /**
   * Whether writes are accepted as tasks (202 ACCEPTED) instead of executed synchronously (200 or 201 PERSISTED). A function decides
   * by source and type: for a write of a relationship, `resourceType` is the relationship type, and for an object, the collection key. A
   * bundle is a task if it writes to at least one such type. Bulks and purges are always tasks. Default: `false`.
   */
  asynchronous?: boolean | ((path: CreateResourcePath) => boolean);
  /**
   * What a delete of a resource does with its relationships: `"keep"` them, `"delete"` them, or `"refuse"` the delete with 400
   * FAILED_PRECONDITION while there are any. No page of Clinia's documentation says what the registry does. A purge keeps them.
   * Any other value throws a RangeError. Default: `"keep"`.
   */
  relationshipsOnDelete?: RelationshipsOnDelete;
  /**
   * How long a task stays PENDING before it is executed, in milliseconds as measured by `now`. With `Infinity`, it stays PENDING
   * until `completeTasks()`. A negative number throws a RangeError. Default: 50.
   */
  taskDurationMs?: number;
  /**
   * The maximum size of a request body, in bytes. Larger bodies are rejected with 413. The contract's limit for a bundle also
   * applies. Default: 10,000,000.
   */
  maxBodyBytes?: number;
  /**
   * The maximum size of the body of `createObject`, in bytes: of the file and its metadata. Larger bodies are rejected with 413.
   * `maxBodyBytes` does not apply to them. Default: 100,000,000.
   */
  maxObjectBytes?: number;
  /** Returns the current time, for stored dates, receipts and tasks. The returned Date is copied. Default: the real time. */
  now?: () => Date;
  /** Returns a new id for each resource, object, file and task. Default: KSUIDs, as the registry generates. */
  newId?: () => string;
}

/** A record, so that the compiler finds a missing option. */
const optionNames: Readonly<Record<keyof EmbeddedRegistryOptions, true>> = {
  apiKey: true,
  sources: true,
  profiles: true,
  unknownFields: true,
  otherTypes: true,
  asynchronous: true,
  relationshipsOnDelete: true,
  taskDurationMs: true,
  maxBodyBytes: true,
  maxObjectBytes: true,
  now: true,
  newId: true,
};

const relationshipsOnDeletes = ["keep", "delete", "refuse"] as const;

/** What a delete of a resource does with its relationships. */
export type RelationshipsOnDelete = (typeof relationshipsOnDeletes)[number];

const defaultTaskDurationMs = 50;
const defaultMaxBodyBytes = 10_000_000;
const defaultMaxObjectBytes = 100_000_000;

/** {@link EmbeddedRegistryOptions} with the defaults applied. */
export interface Settings {
  readonly apiKey: string | undefined;
  readonly sources: ReadonlySet<string> | undefined;
  readonly findProfileProblems: FindProfileProblems;
  readonly asynchronous: (path: CreateResourcePath) => boolean;
  readonly relationshipsOnDelete: RelationshipsOnDelete;
  readonly taskDurationMs: number;
  readonly maxBodyBytes: number;
  readonly maxObjectBytes: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Throws a TypeError or a RangeError when an option is unknown or invalid. */
export function resolveSettings(options: EmbeddedRegistryOptions): Settings {
  checkOptionNames(options, Object.keys(optionNames));
  const { asynchronous = false, taskDurationMs = defaultTaskDurationMs, now: clock = () => new Date() } = options;
  const { sources, relationshipsOnDelete = "keep" } = options;
  const now = () => copyDate(clock());
  if (!(taskDurationMs >= 0)) {
    throw new RangeError(
      `taskDurationMs is ${describeValue(taskDurationMs)}. Expected a number of milliseconds, 0 or higher, or Infinity.`,
    );
  }
  // Callers without types can pass any value, which would otherwise be treated as `"delete"`.
  checkOneOf("relationshipsOnDelete", relationshipsOnDelete, relationshipsOnDeletes);
  return {
    apiKey: options.apiKey,
    sources: sources === undefined ? undefined : new Set(checkKeys("sources", sources)),
    findProfileProblems: resolveProfiles(options),
    asynchronous: typeof asynchronous === "boolean" ? () => asynchronous : asynchronous,
    relationshipsOnDelete,
    taskDurationMs,
    maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
    maxObjectBytes: options.maxObjectBytes ?? defaultMaxObjectBytes,
    now,
    newId: options.newId ?? (() => newResourceId(now())),
  };
}

/** Copies the Date that the option `now` returns, because its owner can change it later. */
function copyDate(value: unknown): Date {
  const copy = new Date(types.isDate(value) ? value : NaN);
  if (Number.isNaN(copy.getTime())) throw new TypeError("The option now() did not return a valid Date.");
  return copy;
}
