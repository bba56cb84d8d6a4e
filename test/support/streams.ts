import { persisted } from "./patient.ts";
import { fetchFailed } from "./scripted-fetch.ts";

const begun = new TextEncoder().encode(JSON.stringify(persisted).slice(0, 60));

/** An answer of which the headers and a part of the body come, and then nothing. */
export function stalledBody(status: number, headers: Record<string, string> = {}): Response {
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(begun);
    },
  });
  return new Response(body, { status, headers });
}

/** An answer of which the headers and a part of the body come, and then what the platform says of a cut connection. */
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
