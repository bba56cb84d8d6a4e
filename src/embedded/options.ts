import { types } from "node:util";
import { newResourceId } from "../resource-id.ts";
import type { CreateResourcePath } from "../generated/client.ts";

/** What an embedded registry is to be like. Every option has a default. */
export interface EmbeddedRegistryOptions {
  /** The only API key that passes. Default: any that is not empty. */
  apiKey?: string;
  /** The sources that exist; any other is answered 404. Default: every source exists. */
  sources?: readonly string[];
  /**
   * Whether a write is accepted as a task (202 ACCEPTED) instead of being carried out at once (200 or 201 PERSISTED), for
   * all resources or by their source and type. A bundle is accepted when one of its resource types is; a bulk and a purge
   * always are. Default: false.
   */
  asynchronous?: boolean | ((path: CreateResourcePath) => boolean);
  /**
   * How long an accepted task stays PENDING, in milliseconds of `now`; it is carried out only then. `Infinity`: until
   * `completeTasks()`. Default: 50.
   */
  taskDurationMs?: number;
  /**
   * The largest body, in bytes; a larger one is answered 413. A bundle has a limit of its own in the contract, which holds as
   * well. Default: 10,000,000.
   */
  maxBodyBytes?: number;
  /** The time, for the dates that the registry fills in and checks. The Date is copied. Default: the real one. */
  now?: () => Date;
  /** Gives the ids of resources and tasks, one at each call. Default: KSUIDs, as the real registry has. */
  newId?: () => string;
}

const defaultTaskDurationMs = 50;
const defaultMaxBodyBytes = 10_000_000;

export interface Settings {
  readonly apiKey: string | undefined;
  readonly sources: ReadonlySet<string> | undefined;
  readonly asynchronous: (path: CreateResourcePath) => boolean;
  readonly taskDurationMs: number;
  readonly maxBodyBytes: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Throws a RangeError for a duration that is none. */
export function settingsOf(options: EmbeddedRegistryOptions): Settings {
  const { asynchronous = false, taskDurationMs = defaultTaskDurationMs, now: clock = () => new Date() } = options;
  const now = () => copyOfDate(clock());
  if (!(taskDurationMs >= 0)) {
    throw new RangeError(`The taskDurationMs is ${taskDurationMs}, and must be a number from 0.`);
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

/** Whoever returned the Date can change it later. */
function copyOfDate(value: unknown): Date {
  const copy = new Date(types.isDate(value) ? value : NaN);
  if (Number.isNaN(copy.getTime())) throw new TypeError("The option now must return a valid Date.");
  return copy;
}
