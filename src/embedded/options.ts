import { types } from "node:util";
import type { CreateResourcePath } from "../generated/client.ts";
import { newResourceId } from "../resource-id.ts";
import { describeValue } from "./arguments.ts";

/** Options of {@link createEmbeddedRegistry}. All are optional. */
export interface EmbeddedRegistryOptions {
  /** The only valid API key; another is rejected with 401. Default: every key that is not empty is valid. */
  apiKey?: string;
  /** The keys of the sources that exist; a request to another is rejected with 404. Default: every source exists. */
  sources?: readonly string[];
  /**
   * Whether a write is accepted as a task (202 ACCEPTED) instead of executed at once (200 or 201 PERSISTED): for all resources, or
   * by source and type. A bundle is accepted if one of its types is; a bulk and a purge always are. Default: `false`.
   */
  asynchronous?: boolean | ((path: CreateResourcePath) => boolean);
  /**
   * How long an accepted task stays PENDING before it is executed, in milliseconds of `now`; `Infinity` until `completeTasks()`. A
   * negative number throws a RangeError. Default: 50.
   */
  taskDurationMs?: number;
  /**
   * The maximum size of a request body, in bytes; a larger body is rejected with 413. The contract's own limit for a bundle applies
   * too. Default: 10,000,000.
   */
  maxBodyBytes?: number;
  /** Returns the current time, for stored dates, receipts and tasks. The Date is copied. Default: the real time. */
  now?: () => Date;
  /** Returns a new id for each resource and task. Default: KSUIDs, as the registry generates. */
  newId?: () => string;
}

const defaultTaskDurationMs = 50;
const defaultMaxBodyBytes = 10_000_000;

/** {@link EmbeddedRegistryOptions}, complete. */
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

/** The caller can change the returned Date later. */
function copyDate(value: unknown): Date {
  const copy = new Date(types.isDate(value) ? value : NaN);
  if (Number.isNaN(copy.getTime())) throw new TypeError("The option now did not return a valid Date.");
  return copy;
}
