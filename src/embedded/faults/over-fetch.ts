import type { Halves, Outcome } from "./outcome.ts";
import { bodyTerminated, fetchFailed } from "./platform-errors.ts";
import { wait } from "./wait.ts";

/** Gives the outcome of a request as Node's fetch would: an answer, or what it rejects with. */
export async function overFetch({ signal }: Request, pending: Promise<Outcome>): Promise<Response> {
  const outcome = await orAborted(pending, signal);
  switch (outcome.kind) {
    case "answer":
      return outcome.response;
    case "halves":
      return new Response(bodyOf(outcome, signal), { status: outcome.status, headers: outcome.headers });
    case "reset":
      throw fetchFailed("ECONNRESET");
    case "closed":
      throw fetchFailed("UND_ERR_SOCKET");
  }
}

/** Rejects with the signal's reason as soon as it is aborted, whatever becomes of the work. */
async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const settled = new AbortController();
  try {
    await Promise.race([work, wait([signal, settled.signal])]);
  } finally {
    settled.abort();
  }
  signal.throwIfAborted();
  return work;
}

function bodyOf({ first, second, secondComes }: Halves, signal: AbortSignal): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  let isFirst = true;
  return new ReadableStream({
    // Asked for more only when the first half is read: a stream that errors loses what waits in it.
    async pull(controller) {
      if (isFirst) {
        isFirst = false;
        controller.enqueue(first);
      } else if (await secondComes([signal, cancelled.signal])) {
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
