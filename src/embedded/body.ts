import { Refusal } from "./refusal.ts";

/** The body of a request as text. Throws the refusal of one over `maxBytes` as soon as it is known to be. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const length = request.headers.get("content-length");
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
  // Reading every body in chunks takes a fifth more CPU per request over HTTP.
  return length === null ? readStream(request.body, maxBytes) : request.text();
}

async function readStream(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    text += decoder.decode(value, { stream: true });
  }
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal(413, "CONTENT_TOO_LARGE", `The body is larger than ${maxBytes} bytes.`);
}
