import type { RegistryClient } from "../registry-client.ts";
import type { Order } from "./order.ts";
import type { WriteSettings } from "./write-options.ts";

/** What writes resources: a client, or what stands in for one. */
export type BulkTarget = Pick<RegistryClient, "bulkResources" | "getTask">;

/** What is the same for every bulk of a call. */
export interface Sending {
  readonly registry: BulkTarget;
  readonly sourceKey: string;
  readonly settings: WriteSettings;
  readonly order: Order;
  /** Whether the operations could not be read to their end: nothing more is sent then. */
  isBroken: boolean;
  /** Aborted when the consumer has left: nothing more is sent, and no task is waited for. */
  readonly left: AbortSignal;
}
