import type { Fetch } from "./fetch.ts";

/** HTTP knows statuses up to 999, and the platform hands them out, but makes no `Response` of them. */
const highestConstructible = 599;

/**
 * Reads the whole answer before it is handed on, so that nothing outside an attempt waits for the network. An answer
 * that was cut off is handed on as far as it came: what it says of the taskId is worth having.
 */
export function readBody(fetch: Fetch): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.body === null || response.status > highestConstructible) return response;
    const text = await readText(response.body);
    if (init.signal?.aborted === true) throw init.signal.reason;
    return new Response(text, response);
  };
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return text;
  }
}
