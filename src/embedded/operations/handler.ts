import type { RegistryObject, Relationship, Resource } from "../../generated/client.ts";
import type { operations as contractOperations } from "../../generated/contract.ts";
import type { BrowseSessions } from "../browse/sessions.ts";
import type { Definitions } from "../definitions.ts";
import type { OperationFaultQueue } from "../faults/queue.ts";
import type { Settings } from "../options.ts";
import type { Store } from "../store.ts";
import type { Tasks } from "../tasks.ts";

/** The state of an embedded registry. */
export interface Environment {
  readonly settings: Settings;
  readonly resources: Store<Resource>;
  readonly relationships: Store<Relationship>;
  readonly definitions: Definitions;
  readonly objects: Store<RegistryObject>;
  readonly tasks: Tasks;
  readonly browses: BrowseSessions;
  readonly operationFaults: OperationFaultQueue;
}

/** A request that matches the contract's schemas. */
export interface OperationRequest {
  readonly path: Readonly<Partial<Record<string, string>>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface OperationResponse {
  readonly status: number;
  readonly body: object;
}

/** Executes one operation of the contract. If the operation fails, it throws an `ErrorResponse` and changes nothing. */
export type OperationHandler = (request: OperationRequest, environment: Environment) => OperationResponse;

/** The handlers by operationId. The registry responds 501 to an operation without one. */
export type OperationHandlers = Readonly<Partial<Record<keyof typeof contractOperations, OperationHandler>>>;
