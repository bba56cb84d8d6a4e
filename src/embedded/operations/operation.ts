import type { Resource } from "../../generated/client.ts";
import type { FailureQueue } from "../failures.ts";
import type { Settings } from "../options.ts";
import type { Store } from "../store.ts";
import type { Tasks } from "../tasks/index.ts";
import type { Relationship } from "../writes/relationship-writes.ts";

export interface Environment {
  readonly settings: Settings;
  readonly resources: Store<Resource>;
  readonly relationships: Store<Relationship>;
  readonly tasks: Tasks;
  readonly failures: FailureQueue;
}

/** A request that keeps the contract's schemas. */
export interface OperationRequest {
  readonly path: Readonly<Partial<Record<string, string>>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Carries out one operation of the contract, or throws the refusal of it: then nothing has changed. */
export type Operation = (request: OperationRequest, environment: Environment) => Answer;
