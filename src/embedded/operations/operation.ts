import type { Settings } from "../options.ts";
import type { Store } from "../store.ts";

export interface Environment {
  readonly settings: Settings;
  readonly store: Store;
}

/** A request that keeps the contract's schemas. */
export interface OperationRequest {
  readonly path: Readonly<Partial<Record<string, string>>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Carries out one operation of the contract, or throws the refusal of it: then nothing has changed. */
export type Operation = (request: OperationRequest, environment: Environment) => Answer;
