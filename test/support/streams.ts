import { persisted } from "./patient.ts";
import { fetchFailed } from "./scripted-fetch.ts";

const begun = new TextEncoder().encode(JSON.stringify(persisted).slice(0, 60));

/** A response that stalls in the middle of the body. */
export function stalledBody(status: number, headers: Record<string, string> = {}): Response {
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(begun);
    },
  });
  return new Response(body, { status, headers });
}

/** A response that is cut off in the middle of the body, with the platform's error. */
export function cutBody(status: number, code = "UND_ERR_SOCKET"): Response {
  let isFirst = true;
  const body = new ReadableStream({
    pull(stream) {
      if (isFirst) stream.enqueue(begun);
      else stream.error(fetchFailed(code));
      isFirst = false;
    },
  });
  return new Response(body, { status });
}
