import { setImmediate } from "node:timers/promises";
import type { ErrorType } from "../../generated/client.ts";
import type { ErrorBody } from "../../types.ts";
import type { FaultOf } from "./options.ts";
import type { ActiveFault } from "./queue.ts";

/** The result of a request that was received by `fetch` or over HTTP. */
export type RequestResult =
  | { readonly kind: "response"; readonly response: Response }
  | ({ readonly kind: "split" } & SplitResponse)
  | { readonly kind: "reset" }
  | { readonly kind: "closed" };

/** A response whose second half arrives later, or never. */
export interface SplitResponse {
  readonly status: number;
  /** With the `content-length` of the whole body. */
  readonly headers: Headers;
  readonly first: Uint8Array<ArrayBuffer>;
  readonly second: Uint8Array<ArrayBuffer>;
  /** Waits until the second half is due. Resolves with false when it never arrives, or when a signal is aborted first. */
  readonly secondHalfArrives: (signals: readonly AbortSignal[]) => Promise<boolean>;
}

/** Applies a fault to a request. */
export async function applyFault(
  request: Request,
  handle: (request: Request) => Response | Promise<Response>,
  { fault, cleared }: ActiveFault,
): Promise<RequestResult> {
  const handleWhole = async () => {
    await receiveBody(request);
    return handle(request);
  };
  switch (fault.kind) {
    case "status":
    case "redirect":
      await receiveBody(request);
      return { kind: "response", response: buildResponse(fault) };
    case "html":
    case "empty":
      await (fault.status < 300 ? handleWhole() : receiveBody(request));
      return { kind: "response", response: buildResponse(fault) };
    case "latency": {
      const [isDue] = await Promise.all([wait([cleared], fault.ms, request.signal), receiveBody(request)]);
      return isDue ? { kind: "response", response: await handle(request) } : { kind: "closed" };
    }
    case "slowBody":
      return splitResponse(await handleWhole(), (signals) => wait([cleared, ...signals], fault.ms));
    case "cutBody":
      return splitResponse(await handleWhole(), () => setImmediate(false));
    case "resetAfter":
      await handleWhole();
      return { kind: "reset" };
    case "resetBefore":
      return { kind: "reset" };
    case "noResponse":
      await wait([cleared, request.signal]);
      return { kind: "closed" };
  }
}

/** Waits for the whole body, so that the request can be applied after its caller has disconnected. */
async function receiveBody(request: Request): Promise<void> {
  await request.clone().arrayBuffer();
}

async function splitResponse(
  response: Response,
  secondHalfArrives: SplitResponse["secondHalfArrives"],
): Promise<RequestResult> {
  const whole = new Uint8Array(await response.arrayBuffer());
  const middle = Math.floor(whole.length / 2);
  const headers = new Headers(response.headers);
  headers.set("content-length", String(whole.length));
  const [first, second] = [whole.subarray(0, middle), whole.subarray(middle)];
  return { kind: "split", status: response.status, headers, first, second, secondHalfArrives };
}

/**
 * Waits for `ms` milliseconds (by default, without limit), or until a signal is aborted. Resolves with whether the time has passed.
 * Removes its timer and listeners. After `caller` is aborted, the timer does not keep the process alive.
 */
export function wait(signals: readonly AbortSignal[], ms?: number, caller?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(end, ms, true);
    const abort = () => {
      end(false);
    };
    const release = () => {
      // In a test environment such as jest's jsdom, timers are numbers, and do not keep the process alive.
      if (typeof timer === "object") timer.unref();
    };
    for (const signal of signals) signal.addEventListener("abort", abort);
    caller?.addEventListener("abort", release);
    if (caller?.aborted === true) release();
    if (signals.some(({ aborted }) => aborted)) end(false);

    function end(passed: boolean): void {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", abort);
      caller?.removeEventListener("abort", release);
      resolve(passed);
    }
  });
}

const statusesWithoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

const errorTypes: ReadonlyMap<number, ErrorType> = new Map([
  [401, "UNAUTHENTICATED"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
  [405, "UNIMPLEMENTED"],
  [409, "ALREADY_EXISTS"],
  [413, "CONTENT_TOO_LARGE"],
  [501, "UNIMPLEMENTED"],
]);

const gatewayPage = "<!doctype html><title>Gateway</title><h1>This page is not from the registry</h1>\n";

/** Builds the response of a fault that replaces the registry's own. */
export function buildResponse(fault: FaultOf<"status" | "html" | "empty" | "redirect">): Response {
  switch (fault.kind) {
    case "status":
      return statusResponse(fault);
    case "html":
      return respond(fault.status, gatewayPage, { "content-type": "text/html; charset=utf-8" });
    case "empty":
      return respond(fault.status, null);
    case "redirect":
      return respond(fault.status ?? 307, null, { location: fault.location });
  }
}

function statusResponse({ status, body = errorBody(status), headers = {} }: FaultOf<"status">): Response {
  const all = new Headers(headers);
  // The platform sets these headers. With a wrong length, the connection would hang.
  for (const name of ["content-length", "transfer-encoding"]) all.delete(name);
  if (typeof body === "string" && all.has("content-type")) return respond(status, body, all);
  if (body === undefined) return respond(status, null, all);
  if (!all.has("content-type")) all.set("content-type", "application/json");
  return respond(status, JSON.stringify(body), all);
}

function errorBody(status: number): ErrorBody | undefined {
  if (status < 400 || status === 429) return undefined;
  const type = errorTypes.get(status) ?? (status < 500 ? "INVALID_ARGUMENT" : "INTERNAL");
  return { code: status, type, message: "This is an injected fault." };
}

function respond(status: number, body: string | null, headers?: HeadersInit): Response {
  return new Response(statusesWithoutBody.has(status) ? null : body, { status, ...(headers && { headers }) });
}
