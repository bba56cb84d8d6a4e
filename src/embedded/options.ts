import { types } from "node:util";
import type { CreateResourcePath } from "../generated/client.ts";
import { newResourceId } from "../resource-id.ts";
import { describeValue } from "./arguments.ts";

/** Options of {@link createEmbeddedRegistry}. All are optional. */
export interface EmbeddedRegistryOptions {
  /** The only valid API key. Other keys are rejected with 401. Default: any non-empty key is valid. */
  apiKey?: string;
  /** The keys of the existing sources. Requests to other sources are rejected with 404. Default: every source exists. */
  sources?: readonly string[];
  /**
   * Whether writes are accepted as tasks (202 ACCEPTED) instead of executed synchronously (200 or 201 PERSISTED). A function decides
   * by source and resource type. A bundle is a task if it writes to at least one such type. Bulks and purges are always tasks.
   * Default: `false`.
   */
  asynchronous?: boolean | ((path: CreateResourcePath) => boolean);
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
  /** Returns the current time, for stored dates, receipts and tasks. The returned Date is copied. Default: the real time. */
  now?: () => Date;
  /** Returns a new id for each resource and task. Default: KSUIDs, as the registry generates. */
  newId?: () => string;
}

const defaultTaskDurationMs = 50;
const defaultMaxBodyBytes = 10_000_000;

/** {@link EmbeddedRegistryOptions} with the defaults applied. */
export interface Settings {
  readonly apiKey: string | undefined;
  readonly sources: ReadonlySet<string> | undefined;
  readonly asynchronous: (path: CreateResourcePath) => boolean;
  readonly taskDurationMs: number;
  readonly maxBodyBytes: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Throws a RangeError when `taskDurationMs` is negative. */
export function resolveSettings(options: EmbeddedRegistryOptions): Settings {
  const { asynchronous = false, taskDurationMs = defaultTaskDurationMs, now: clock = () => new Date() } = options;
  const now = () => copyDate(clock());
  if (!(taskDurationMs >= 0)) {
    throw new RangeError(
      `taskDurationMs is ${describeValue(taskDurationMs)}. Expected a number of milliseconds, 0 or higher, or Infinity.`,
    );
  }
  return {
    apiKey: options.apiKey,
    sources: options.sources && new Set(options.sources),
    asynchronous: typeof asynchronous === "boolean" ? () => asynchronous : asynchronous,
    taskDurationMs,
    maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
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
