import type { operationActions } from "../../generated/contract.ts";
import type { RegistryFailure } from "../refusal.ts";

/** What a write is about, as its receipt tells it. */
export interface WriteTarget {
  readonly action: (typeof operationActions)[number];
  readonly targetType: "RESOURCE" | "RELATIONSHIP";
  readonly id: string;
  readonly type: string;
}

/** Changes what is stored, as of a time. */
export type Change = (at: Date) => void;

/** A write of one resource or relationship. */
export interface Write extends WriteTarget {
  /** The error that it meets as things are, or the change that it makes. Nothing is changed yet. */
  prepare(): RegistryFailure | Change;
}
