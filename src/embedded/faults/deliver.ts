import type { ServerResponse } from "node:http";
import { wait, type RequestResult, type SplitResponse } from "./apply.ts";

/**
 * Delivers the result of a request as `fetch` of Node.js does: returns the response, or throws its error. `disconnected` is aborted
 * when the registry ends all connections.
 */
export async function deliverToFetch(
  { signal }: Request,
  pending: Promise<RequestResult>,
  disconnected: AbortSignal,
): Promise<Response> {
  const result = await untilDisconnected(pending, signal, disconnected);
  switch (result.kind) {
    case "response":
      return result.response;
    case "split":
      return new Response(streamHalves(result, signal, disconnected), {
        status: result.status,
        headers: result.headers,
      });
    case "reset":
      throw fetchFailed("ECONNRESET");
    case "closed":
      throw fetchFailed("UND_ERR_SOCKET");
  }
}

/** Rejects as soon as the caller aborts or the connection ends, while the work continues. */
async function untilDisconnected<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  disconnected: AbortSignal,
): Promise<Result> {
  const settled = new AbortController();
  try {
    await Promise.race([work, wait([signal, disconnected, settled.signal])]);
  } finally {
    settled.abort();
  }
  signal.throwIfAborted();
  if (disconnected.aborted) {
    work.catch(() => undefined);
    throw fetchFailed("UND_ERR_SOCKET");
  }
  return work;
}

function streamHalves(
  { first, second, secondHalfArrives }: SplitResponse,
  signal: AbortSignal,
  disconnected: AbortSignal,
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  let isFirst = true;
  return new ReadableStream({
    // The second half is pulled only after the first was read: a stream that errors drops its queued chunks.
    async pull(controller) {
      if (isFirst) {
        isFirst = false;
        controller.enqueue(first);
      } else if (await secondHalfArrives([signal, cancelled.signal, disconnected])) {
        controller.enqueue(second);
        controller.close();
      } else {
        controller.error(signal.aborted ? signal.reason : bodyTerminated());
      }
    },
    cancel() {
      cancelled.abort();
    },
  });
}

/** Delivers the result of a request over its connection. Returns the response for the server to send. */
export async function deliverOverHttp(
  { signal }: Request,
  pending: Promise<RequestResult>,
  outgoing: ServerResponse,
): Promise<Response> {
  const result = await pending;
  const { socket } = outgoing.req;
  switch (result.kind) {
    case "response":
      return result.response;
    case "split":
      await sendHalves(result, signal, outgoing);
      break;
    case "reset":
      socket.resetAndDestroy();
      break;
    case "closed":
      socket.destroy();
      break;
  }
  // Imported on use: it needs the platform's Response, which a test environment such as jsdom may lack.
  const { RESPONSE_ALREADY_SENT } = await import("@hono/node-server/utils/response");
  return RESPONSE_ALREADY_SENT;
}

async function sendHalves(
  { status, headers, first, second, secondHalfArrives }: SplitResponse,
  signal: AbortSignal,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(status, Object.fromEntries(headers));
  // Data that is not flushed is lost when the socket is destroyed.
  await new Promise<void>((flushed) => {
    outgoing.write(first, () => {
      flushed();
    });
  });
  if (await secondHalfArrives([signal])) outgoing.end(second);
  else outgoing.req.socket.destroy();
}

const messages = {
  ECONNREFUSED: "connect ECONNREFUSED",
  ECONNRESET: "read ECONNRESET",
  UND_ERR_SOCKET: "other side closed",
} as const;

/** Returns the error with which `fetch` of Node.js rejects when there is no response. */
export function fetchFailed(code: keyof typeof messages): TypeError {
  return new TypeError("fetch failed", { cause: createCause(code) });
}

/** Returns the error with which a body fails in Node.js when the connection ends too early. */
function bodyTerminated(): TypeError {
  return new TypeError("terminated", { cause: createCause("UND_ERR_SOCKET") });
}

function createCause(code: keyof typeof messages): Error {
  return Object.assign(new Error(messages[code]), { code });
}
