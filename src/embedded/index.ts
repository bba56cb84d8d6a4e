/**
 * A registry in memory, to test against.
 *
 * @module clinia-registry-client/embedded
 */
// From the module, because fake timers replace the global one, and would hold up every request.
import { setImmediate } from "node:timers/promises";
import type { CreateResourcePath, Resource } from "../generated/client.ts";
import { createApp } from "./app.ts";
import { checkedPath } from "./checked-path.ts";
import { createFailureQueue } from "./failures.ts";
import {
  createFaultQueue,
  fetchFailed,
  handlingOf,
  newEnding,
  overFetch,
  overHttp,
  type Faults,
  type Handling,
} from "./faults/index.ts";
import type { ServerAddress, ListenOptions } from "./listen.ts";
import { operations } from "./operations/index.ts";
import { settingsOf, type EmbeddedRegistryOptions } from "./options.ts";
import { createServing } from "./serving.ts";
import { createStore } from "./store.ts";
import { createTasks } from "./tasks/index.ts";
import type { Relationship } from "./writes/relationship-writes.ts";

export type { OperationFault } from "./failures.ts";
export type { RequestFault, Faults } from "./faults/index.ts";
export type { ServerAddress, ListenOptions } from "./listen.ts";
export type { EmbeddedRegistryOptions } from "./options.ts";
export type { CreateResourcePath, Resource } from "../generated/client.ts";

/** A registry in memory, to test against without an account. */
export interface EmbeddedRegistry {
  /** Answers a request as the platform's `fetch` would: give it to a client as its `fetch`, and no port is needed. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /**
   * Serves it over HTTP on loopback, at `port`, or at a free one for 0, the default. Rejects with the platform's error, such
   * as EADDRINUSE, when the port can't be had, with a TypeError for invalid `allowedHosts`, and with an error of its own when
   * it is served already.
   */
  listen(options?: ListenOptions): Promise<ServerAddress>;
  /** Ends every connection, clears the faults, and frees the port. What is stored stays, and so do the tasks. */
  close(): Promise<void>;
  /** What is stored of one source and type, in the order in which it came: copies. Throws a TypeError when one is left out. */
  resources(path: CreateResourcePath): readonly Resource[];
  /**
   * Carries out every task that is still PENDING, in the order in which they were submitted. Without it, a task is carried out
   * when its time has come (`taskDurationMs`).
   */
  completeTasks(): Promise<void>;
  /** Forgets everything that is stored, and the tasks, and clears the faults. */
  reset(): void;
  /** Makes it fail on purpose. */
  readonly faults: Faults;
}

/**
 * Creates a registry in memory. It checks requests against the contract, keeps what it is given, and answers with the
 * contract's answers and error bodies.
 *
 * What it accepts as a task (`asynchronous`, and every bulk and purge) is carried out a little later (`taskDurationMs`), or by
 * `completeTasks()`, and can be followed until then.
 *
 * It does not emulate: profiles, and so neither the shape of `data` nor which types exist; what ingestion pipelines do with
 * what they work on, and the reviews in them; permissions; rate limits; which properties are of type reference, so that
 * `@rootId` is replaced wherever it is the whole text; whether the ends of a relationship exist.
 *
 * Its `faults` let it fail: with an error, slowly, half, never, by a connection that breaks or is refused.
 *
 * @example
 * const embedded = createEmbeddedRegistry();
 * const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
 * embedded.faults.nextRequests(1, { kind: "status", status: 503 });
 */
export function createEmbeddedRegistry(options: EmbeddedRegistryOptions = {}): EmbeddedRegistry {
  const settings = settingsOf(options);
  const resources = createStore<Resource>();
  const relationships = createStore<Relationship>();
  const tasks = createTasks(settings);
  const failures = createFailureQueue();
  const app = createApp({ settings, resources, relationships, tasks, failures, operations });
  const queue = createFaultQueue();
  let connections = newEnding();
  const disconnect = () => {
    connections.abort();
    connections = newEnding();
  };
  const serving = createServing((request, outgoing) => overHttp(request, answer(request), outgoing));

  async function answer(request: Request): Promise<Handling> {
    const met = queue.take();
    if (met === undefined) return { kind: "answer", response: await app.fetch(request) };
    return handlingOf(request, (request) => app.fetch(request), met);
  }

  /** With a turn of the event loop: no request needs one, and timers would starve while requests follow one another. */
  async function answerInTurn(request: Request): Promise<Handling> {
    const handling = await answer(request);
    if (handling.kind === "answer") await setImmediate();
    return handling;
  }

  return {
    async fetch(input, init) {
      try {
        // Servers hand out requests that the platform does not take for its own.
        const request = input instanceof Request && init === undefined ? input : new Request(input, init);
        request.signal.throwIfAborted();
        if (serving.isRefusing()) throw fetchFailed("ECONNREFUSED");
        return await overFetch(request, answerInTurn(request), connections.signal);
      } catch (error) {
        await setImmediate();
        throw error;
      }
    },
    listen: (options = {}) => serving.listen(options),
    close() {
      queue.clear();
      disconnect();
      return serving.close();
    },
    resources(path) {
      const { sourceKey, resourceType } = checkedPath(path);
      tasks.advance();
      return resources.list({ sourceKey, type: resourceType });
    },
    completeTasks() {
      tasks.settle();
      return Promise.resolve();
    },
    reset() {
      resources.clear();
      relationships.clear();
      tasks.clear();
      failures.clear();
      queue.clear();
    },
    faults: {
      nextRequests(n, fault) {
        queue.add(n, fault);
      },
      nextOperations(n, fault) {
        // What is due already is no longer to come.
        tasks.advance();
        failures.add(n, fault);
      },
      clear() {
        queue.clear();
      },
      refuseConnections() {
        disconnect();
        return serving.refuse();
      },
      acceptConnections: () => serving.restore(),
    },
  };
}
