import { context, trace, type Attributes, type Span, type TracerProvider } from "@opentelemetry/api";
import { operations, serverTemplates } from "../generated/contract.ts";
import type { OperationId, RegistryClient, RegistryClientOptions, RegistryEvent } from "../index.ts";
import { waitHook, type WaitHookClient } from "../tasks/wait-hook.ts";
import { createCallSpans, type CallSpans, type CallTarget } from "./call-spans.ts";
import { scopeName, version } from "./scope.ts";
import { createTaskSpans, type TaskSpans } from "./task-spans.ts";

/** Options of {@link withOpenTelemetry}. */
export interface OpenTelemetryOptions {
  /** The provider of the tracer. Default: the global one, also when it is registered later. */
  tracerProvider?: TracerProvider | undefined;
}

type Method = (...parameters: unknown[]) => Promise<unknown>;

/**
 * Returns a `createRegistryClient` with the same types, whose clients create OpenTelemetry spans: one for each call, and one for each task
 * and bulk that `waitForTask`, `waitForTasks`, `writeResources`, `writeRelationships` and `importFiles` wait for. A span contains no id of a
 * resource, data or key, and its `url.template` has no values.
 *
 * The span of a call is active during its requests, if a context manager is registered: the spans of an instrumentation of `fetch` or
 * undici are its children. The client itself sends no header for traces.
 *
 * @example
 * import { createRegistryClient } from "clinia-registry-client";
 * import { withOpenTelemetry } from "clinia-registry-client/opentelemetry";
 *
 * const createTracedClient = withOpenTelemetry(createRegistryClient);
 * const registry = createTracedClient({ workspaceId: "acme", apiKey: process.env.CLINIA_API_KEY });
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function withOpenTelemetry<Create extends (options: RegistryClientOptions) => RegistryClient>(
  createClient: Create,
  { tracerProvider }: OpenTelemetryOptions = {},
): Create {
  const create = (options: RegistryClientOptions): RegistryClient => {
    if (!isTraceable(options)) return createClient(options);
    const tracer = (tracerProvider ?? trace).getTracer(scopeName, version);
    const server = {};
    const calls = createCallSpans(tracer, server);
    const tasks = createTaskSpans(tracer);
    // The type admits an async function too, whose rejection the client ignores.
    const onOwnEvent: ((event: RegistryEvent) => unknown) | undefined = options.onEvent;
    const onEvent = (event: RegistryEvent) => {
      calls.record(event);
      return onOwnEvent?.(event);
    };
    const registry = createClient({ ...options, onEvent });
    // After the client has checked the options.
    Object.assign(server, serverAttributes(options));
    return traced(registry, calls, tasks);
  };
  // A function with overloads, such as createRegistryClient, has no type for the parameters of all of them.
  return create as Create;
}

/** Whether the client accepts `onEvent`. The client refuses other options. */
function isTraceable(options: unknown): boolean {
  if (typeof options !== "object" || options === null) return false;
  return !("onEvent" in options) || options.onEvent === undefined || typeof options.onEvent === "function";
}

function serverAttributes({ workspaceId = "", baseUrl }: RegistryClientOptions): Attributes {
  const address = baseUrl ?? serverTemplates[0].replace("{workspaceId}", workspaceId);
  const { hostname, port, protocol } = new URL(address);
  return { "server.address": hostname, "server.port": Number(port) || (protocol === "http:" ? 80 : 443) };
}

function traced(registry: RegistryClient, calls: CallSpans, tasks: TaskSpans): RegistryClient {
  const operationIds = Object.keys(operations) as OperationId[];
  const methods = operationIds.map((operationId) => [
    operationId,
    tracedOperation(Reflect.get(registry, operationId) as Method, operationId, calls, tasks),
  ]);
  const httpMethods = (["GET", "PUT", "POST", "DELETE", "PATCH"] as const).map((method) => [
    method,
    tracedHttpMethod(registry.http[method] as Method, method, calls),
  ]);
  return {
    ...registry,
    ...(Object.fromEntries(methods) as object),
    http: { ...registry.http, ...(Object.fromEntries(httpMethods) as object) },
    ...({ [waitHook]: tasks.wait } satisfies WaitHookClient),
  };
}

function tracedOperation(call: Method, operationId: OperationId, calls: CallSpans, tasks: TaskSpans): Method {
  const { method, path } = operations[operationId];
  const target = { operationId, method, path };
  if (method === "GET") return (...parameters) => calls.run(target, () => call(...parameters));
  return (...parameters) => {
    const parent = trace.getSpan(context.active());
    const startTime = Date.now();
    const onResult = (span: Span, result: unknown) => {
      const { taskId, status } = result as { readonly taskId?: string; readonly status?: string };
      // Nobody waits for the task of a write that was executed.
      if (taskId === undefined || status === "PERSISTED" || !span.isRecording()) return;
      tasks.onStart(taskId, { operationId, spanContext: span.spanContext(), parent, startTime });
    };
    return calls.run(target, () => call(...parameters), onResult);
  };
}

function tracedHttpMethod(call: Method, method: string, calls: CallSpans): Method {
  return (...parameters) => calls.run(targetAt(method, parameters[0]), () => call(...parameters));
}

/** A path outside the contract may contain ids, so it is not in the span. */
function targetAt(method: string, path: unknown): CallTarget {
  const operationIds = Object.keys(operations) as OperationId[];
  const operationId = operationIds.find((id) => operations[id].method === method && operations[id].path === path);
  return operationId === undefined ? { method } : { operationId, method, path: operations[operationId].path };
}
