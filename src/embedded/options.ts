import { newResourceId } from "../resource-id.ts";
import type { CreateResourcePath } from "../types.ts";

/** What an embedded registry is to be like. Every option has a default. */
export interface EmbeddedRegistryOptions {
  /** The only API key that passes. Default: any that is not empty. */
  apiKey?: string;
  /** The sources that exist; any other is answered 404. Default: every source exists. */
  sources?: readonly string[];
  /**
   * Whether a write is accepted as a task (202 ACCEPTED) instead of being carried out at once (201 PERSISTED), for all
   * resources or by their source and type. Default: false.
   */
  asynchronous?: boolean | ((path: CreateResourcePath) => boolean);
  /** The largest body, in bytes; a larger one is answered 413. Default: 10,000,000. */
  maxBodyBytes?: number;
  /** The time, for the dates that the registry fills in and checks. Default: the real one. */
  now?: () => Date;
  /** Gives the ids of resources and tasks, one at each call. Default: KSUIDs, as the real registry has. */
  newId?: () => string;
}

const defaultMaxBodyBytes = 10_000_000;

export interface Settings {
  readonly apiKey: string | undefined;
  readonly sources: ReadonlySet<string> | undefined;
  readonly asynchronous: (path: CreateResourcePath) => boolean;
  readonly maxBodyBytes: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

export function settingsOf(options: EmbeddedRegistryOptions): Settings {
  const { asynchronous = false, now = () => new Date() } = options;
  return {
    apiKey: options.apiKey,
    sources: options.sources && new Set(options.sources),
    asynchronous: typeof asynchronous === "boolean" ? () => asynchronous : asynchronous,
    maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
    now,
    newId: options.newId ?? (() => newResourceId(now())),
  };
}
