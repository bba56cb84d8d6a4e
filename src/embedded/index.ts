/**
 * A registry in memory, for tests.
 *
 * @module clinia-registry-client/embedded
 */
// The global one would block every request while a test uses fake timers.
import { setImmediate } from "node:timers/promises";
import type { CreateResourcePath, Resource } from "../generated/client.ts";
import { createApp } from "./app.ts";
import { checkResourcesPath } from "./arguments.ts";
import { applyFault, type RequestResult } from "./faults/apply.ts";
import { deliverOverHttp, deliverToFetch, fetchFailed } from "./faults/deliver.ts";
import type { Faults } from "./faults/options.ts";
import { createOperationFaultQueue, createRequestFaultQueue, createSharedController } from "./faults/queue.ts";
import { createServerControl, type ListenOptions, type ServerAddress } from "./listen.ts";
import { operations } from "./operations/index.ts";
import { resolveSettings, type EmbeddedRegistryOptions } from "./options.ts";
import { createStore } from "./store.ts";
import { createTasks } from "./tasks.ts";
import type { Relationship } from "./writes/operation-writes.ts";

export type { Faults, OperationFault, RequestFault } from "./faults/options.ts";
export type { ServerAddress, ListenOptions } from "./listen.ts";
export type { EmbeddedRegistryOptions } from "./options.ts";
export type { CreateResourcePath, Resource } from "../generated/client.ts";

/** A registry in memory, for tests without an account. */
export interface EmbeddedRegistry {
  /** Sends a request to the registry. It has the signature of the platform's `fetch`: pass it as the `fetch` option of a client. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /**
   * Serves the registry over HTTP on 127.0.0.1. Rejects with the platform's error, such as EADDRINUSE, when the port is not free, with
   * a TypeError when `allowedHosts` is invalid, and with an Error when the registry is already listening or refuses connections.
   */
  listen(options?: ListenOptions): Promise<ServerAddress>;
  /** Ends every connection, clears the faults, and frees the port. The stored resources and tasks remain. */
  close(): Promise<void>;
  /**
   * Returns copies of the stored resources of one source and type, in order of creation. Throws a TypeError when `sourceKey` or
   * `resourceType` is missing.
   */
  resources(path: CreateResourcePath): readonly Resource[];
  /** Executes all pending tasks in the order of submission, without waiting for `taskDurationMs`. */
  completeTasks(): Promise<void>;
  /** Deletes all resources, relationships and tasks, and removes all faults. After `refuseConnections()`, connections remain refused. */
  reset(): void;
  /** Simulates failures. */
  readonly faults: Faults;
}

/**
 * Creates a registry in memory. It checks requests against the contract, stores resources, and responds with the contract's bodies
 * and errors.
 *
 * It accepts bulks, purges and `asynchronous` writes as tasks. A task is PENDING until it is executed, after `taskDurationMs` or by
 * `completeTasks()`.
 *
 * It does not emulate profiles (`data` can have any shape, and every resource type exists), ingestion pipelines, reviews, permissions
 * or rate limits. It replaces every string that is exactly `@rootId`, whatever the type of its property. It does not check that the
 * resources of a relationship exist.
 *
 * Throws a RangeError when `taskDurationMs` is negative.
 *
 * @example
 * const embedded = createEmbeddedRegistry();
 * const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
 * embedded.faults.nextRequests(1, { kind: "status", status: 503 });
 */
export function createEmbeddedRegistry(options: EmbeddedRegistryOptions = {}): EmbeddedRegistry {
  const settings = resolveSettings(options);
  const resources = createStore<Resource>();
  const relationships = createStore<Relationship>();
  const tasks = createTasks(settings);
  const requestFaults = createRequestFaultQueue();
  const operationFaults = createOperationFaultQueue();
  const app = createApp({ settings, resources, relationships, tasks, operationFaults, operations });
  let connections = createSharedController();
  const disconnect = () => {
    connections.abort();
    connections = createSharedController();
  };
  const server = createServerControl((request, outgoing) => deliverOverHttp(request, handle(request), outgoing));

  async function handle(request: Request): Promise<RequestResult> {
    const active = requestFaults.take();
    if (active === undefined) return { kind: "response", response: await app.fetch(request) };
    return applyFault(request, (request) => app.fetch(request), active);
  }

  /** Waits for a turn of the event loop after a response: otherwise, timers would not run during a sequence of requests. */
  async function handleAndYield(request: Request): Promise<RequestResult> {
    const result = await handle(request);
    if (result.kind === "response") await setImmediate();
    return result;
  }

  const clearFaults = () => {
    requestFaults.clear();
    operationFaults.clear();
  };
  return {
    async fetch(input, init) {
      try {
        // A Request is copied only if there is an `init`: the platform's constructor rejects the Request class of some servers.
        const request = input instanceof Request && init === undefined ? input : new Request(input, init);
        request.signal.throwIfAborted();
        if (server.isRefusing()) throw fetchFailed("ECONNREFUSED");
        return await deliverToFetch(request, handleAndYield(request), connections.signal);
      } catch (error) {
        await setImmediate();
        throw error;
      }
    },
    listen: (options = {}) => server.listen(options),
    close() {
      clearFaults();
      disconnect();
      return server.close();
    },
    resources(path) {
      const { sourceKey, resourceType } = checkResourcesPath(path);
      tasks.executeDue();
      return resources.list({ sourceKey, type: resourceType });
    },
    completeTasks() {
      tasks.executeAll();
      return Promise.resolve();
    },
    reset() {
      resources.clear();
      relationships.clear();
      tasks.clear();
      clearFaults();
    },
    faults: {
      nextRequests(n, fault) {
        requestFaults.add(n, fault);
      },
      nextOperations(n, fault) {
        // Executes the due tasks first: the fault applies only to later operations.
        tasks.executeDue();
        operationFaults.add(n, fault);
      },
      clear: clearFaults,
      refuseConnections() {
        disconnect();
        return server.refuseConnections();
      },
      acceptConnections: () => server.acceptConnections(),
    },
  };
}
