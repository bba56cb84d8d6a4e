import type { Halves, Handling } from "./handling.ts";
import { bodyTerminated, fetchFailed } from "./platform-errors.ts";
import { wait } from "./wait.ts";

/**
 * Gives the handling of a request as Node's fetch would: an answer, or what it rejects with. `disconnected` is aborted when the
 * registry ends every connection.
 */
export async function overFetch(
  { signal }: Request,
  pending: Promise<Handling>,
  disconnected: AbortSignal,
): Promise<Response> {
  const handling = await orCut(pending, signal, disconnected);
  switch (handling.kind) {
    case "answer":
      return handling.response;
    case "halves":
      return new Response(bodyOf(handling, signal, disconnected), {
        status: handling.status,
        headers: handling.headers,
      });
    case "reset":
      throw fetchFailed("ECONNRESET");
    case "closed":
      throw fetchFailed("UND_ERR_SOCKET");
  }
}

/** Rejects as soon as the caller has left, or the connection has ended, whatever becomes of the work. */
async function orCut<Result>(work: Promise<Result>, signal: AbortSignal, disconnected: AbortSignal): Promise<Result> {
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

function bodyOf(
  { first, second, secondComes }: Halves,
  signal: AbortSignal,
  disconnected: AbortSignal,
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  let isFirst = true;
  return new ReadableStream({
    // Asked for more only when the first half is read: a stream that errors loses what waits in it.
    async pull(controller) {
      if (isFirst) {
        isFirst = false;
        controller.enqueue(first);
      } else if (await secondComes([signal, cancelled.signal, disconnected])) {
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
