/**
 * A registry in memory, for tests.
 *
 * @module clinia-registry-client/embedded
 */
// The global one would block every request while a test uses fake timers.
import { setImmediate } from "node:timers/promises";
import type {
  CreateObjectPath,
  CreateRelationshipPath,
  CreateResourcePath,
  RegistryObject,
  Relationship,
  Resource,
} from "../generated/client.ts";
import { createApp } from "./app.ts";
import { checkObjectsPath, checkRelationshipsPath, checkResourcesPath } from "./arguments.ts";
import { createBrowseSessions } from "./browse/sessions.ts";
import { createDefinitions } from "./definitions.ts";
import { applyFault, type RequestResult } from "./faults/apply.ts";
import { deliverOverHttp, deliverToFetch, fetchFailed } from "./faults/deliver.ts";
import type { Faults } from "./faults/options.ts";
import { createOperationFaultQueue, createRequestFaultQueue, createSharedController } from "./faults/queue.ts";
import { createServerControl, type ListenOptions, type ServerAddress } from "./listen.ts";
import { operations } from "./operations/index.ts";
import { resolveSettings, type EmbeddedRegistryOptions } from "./options.ts";
import { createStore } from "./store.ts";
import { createTasks } from "./tasks.ts";

export type { Faults, OperationFault, RequestFault } from "./faults/options.ts";
export type { ServerAddress, ListenOptions } from "./listen.ts";
export type { EmbeddedRegistryOptions, RelationshipsOnDelete } from "./options.ts";
export type {
  CreateObjectPath,
  CreateRelationshipPath,
  CreateResourcePath,
  RegistryObject,
  Relationship,
  Resource,
} from "../generated/client.ts";
export type { CheckedResource, ProfileCheckOptions, ProfileProblem, ResourceCheck } from "../resource-check.ts";

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
  /**
   * Returns copies of the stored relationships of one source and type, in order of creation. Throws a TypeError when `sourceKey` or
   * `relationshipType` is missing.
   */
  relationships(path: CreateRelationshipPath): readonly Relationship[];
  /**
   * Returns copies of the stored objects of one collection, in order of creation. Throws a TypeError when `sourceKey` or
   * `collectionKey` is missing.
   */
  objects(path: CreateObjectPath): readonly RegistryObject[];
  /** Executes all pending tasks in the order of submission, without waiting for `taskDurationMs`. */
  completeTasks(): Promise<void>;
  /**
   * Deletes everything that is stored, and removes all faults. Only the sources of the option `sources` remain. After
   * `refuseConnections()`, connections remain refused.
   */
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
 * It stores profiles, relationship definitions, collections and pipelines, and returns them, but does not apply them: `data` can have
 * any shape, every resource type exists, and no pipeline is executed. With the option `profiles`, resources must match these profiles;
 * those that `putProfile` stores are still not applied. Use `asynchronous` for writes that are ACCEPTED. It does not
 * emulate reviews, permissions or rate limits. It replaces every string that is exactly `@rootId`, whatever the type of its property. It
 * does not check that the resources of a relationship exist, and does not include them in a relationship. It applies
 * `updateRelationship` as a JSON Patch of `data` (RFC 6902). It responds 501 to requests whose effect no page of Clinia's documentation
 * describes. It does not keep the content of files.
 *
 * A browse returns stored resources collection by collection, in order of creation. A session keeps the resources of its first request.
 * A filter can have `eq`, with the path of a property of `data` such as `resources.patient.gender`, and `and`. `eq` compares JSON values,
 * also with the items of a stored list. A path of another collection does not restrict a collection. `include` and `exclude` take paths
 * such as `data.name`; `id` and `type` are always returned. Any other operator, a wildcard, an object or array as a value, `sort`, a
 * collection of relationships or objects, and a cursor with other `collectionKeys` or another `filter` are rejected with 501, because no
 * page of Clinia's documentation shows them.
 *
 * Throws a RangeError when `taskDurationMs` is negative, or `relationshipsOnDelete`, `unknownFields` or `otherTypes` is unknown, and a
 * TypeError when `sources` or `profiles` is invalid, or when an option is unknown.
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
  const objects = createStore<RegistryObject>();
  const tasks = createTasks(settings);
  const browses = createBrowseSessions(settings);
  const requestFaults = createRequestFaultQueue();
  const operationFaults = createOperationFaultQueue();
  const definitions = createDefinitions(settings.sources);
  const app = createApp({
    settings,
    resources,
    relationships,
    objects,
    browses,
    definitions,
    tasks,
    operationFaults,
    operations,
  });
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
    relationships(path) {
      const { sourceKey, relationshipType } = checkRelationshipsPath(path);
      tasks.executeDue();
      return relationships.list({ sourceKey, type: relationshipType });
    },
    objects(path) {
      const { sourceKey, collectionKey } = checkObjectsPath(path);
      tasks.executeDue();
      return objects.list({ sourceKey, type: collectionKey });
    },
    completeTasks() {
      tasks.executeAll();
      return Promise.resolve();
    },
    reset() {
      resources.clear();
      relationships.clear();
      definitions.clear();
      objects.clear();
      tasks.clear();
      browses.clear();
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
