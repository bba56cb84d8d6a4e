import type { Redact } from "../errors/error-body.ts";
import { requestIdHeader } from "../generated/contract.ts";
import { utf8Bytes } from "../json.ts";

/** Not by `instanceof`, because the `fetch` of a library may return another Response class, with another stream or none. */
export function isResponse(value: unknown): value is Response {
  if (typeof value !== "object" || value === null) return false;
  const { status, headers, body, text } = value as Partial<Response>;
  const isReadable = body === null || isWebStream(body) || typeof text === "function";
  return typeof status === "number" && typeof headers?.get === "function" && isReadable;
}

function isWebStream(body: Response["body"] | undefined): boolean {
  return typeof body?.getReader === "function";
}

/** Whether the body was read already, such as when a mock returns the same Response twice. */
export function isRead({ bodyUsed, body }: Response): boolean {
  return bodyUsed || body?.locked === true;
}

/** A shorter key could be a part of any word. */
const minRedactedLength = 8;

export function redactor(key: string | null): Redact {
  return (text) => {
    if (key === null || (key.length < minRedactedLength && text !== key)) return text;
    return text.replaceAll(key, "***");
  };
}

/** Returns an id of the registry; undefined if it contains the key. */
export function withoutKey(id: string | undefined, redact: Redact): string | undefined {
  return id === undefined || redact(id) === id ? id : undefined;
}

/** Returns the registry's id of a request, if it matches the pattern. */
export function requestIdOf({ headers }: Pick<Response, "headers">, redact: Redact): string | undefined {
  const id = headers.get(requestIdHeader) ?? "";
  return /^[\w.:@/#+=~-]{1,200}$/.test(id) ? withoutKey(id, redact) : undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A browser hides the status of a redirect. */
export function isRedirect({ status, type }: Response): boolean {
  return status === 0 ? type === "opaqueredirect" : redirects.has(status);
}

export function redirectOrigin({ headers }: Response, url: string): string | undefined {
  const location = headers.get("location") ?? "";
  if (location === "" || !URL.canParse(location, url)) return undefined;
  const { origin } = new URL(location, url);
  return origin === "null" ? undefined : origin;
}

interface Body {
  readonly text: string;
  readonly tooLongFor?: "limit" | "string";
  /** The error of the stream. */
  readonly failure?: { readonly error: unknown };
}

/** Reads a body up to a limit of bytes. Returns the part that arrived if the stream fails. `onBegin` receives a function that stops it. */
export async function readBody(
  response: Response,
  maxBytes: number,
  onBegin: (stop: () => void) => void,
): Promise<Body> {
  const { body } = response;
  if (body === null) return { text: "" };
  if (!isWebStream(body)) return readText(response, maxBytes);
  const decoder = new TextDecoder();
  let text = "";
  let leftBytes = maxBytes;
  try {
    const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const stop = () => {
      reader.cancel().catch(() => undefined);
    };
    onBegin(stop);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode() };
      const piece = decoder.decode(leftBytes < value.byteLength ? value.slice(0, leftBytes) : value, { stream: true });
      try {
        text += piece;
      } catch {
        // The platform has no string this long.
        stop();
        return { text, tooLongFor: "string" };
      }
      leftBytes -= value.byteLength;
      if (leftBytes >= 0) continue;
      stop();
      return { text, tooLongFor: "limit" };
    }
  } catch (error) {
    return { text, failure: { error } };
  }
}

/** Reads the body of a library's Response, which can't be stopped at a limit. */
async function readText(response: Response, maxBytes: number): Promise<Body> {
  try {
    const text = await response.text();
    return utf8Bytes(text) <= maxBytes ? { text } : { text: text.slice(0, maxBytes), tooLongFor: "limit" };
  } catch (error) {
    return { text: "", failure: { error } };
  }
}

/** Cancels a response that is not read. */
export function discard({ body }: Response): void {
  if (isWebStream(body)) body?.cancel().catch(() => undefined);
}

/** The methods that read the body of a request or response. */
export const readingMethods: readonly string[] = ["arrayBuffer", "blob", "bytes", "formData", "json", "text"];

/**
 * Returns a response for openapi-fetch and middlewares, with a body that was read already. Not a new `Response`, because that can't
 * have a status over 599, which a server may send. The original is not changed, because it may be frozen, or a library's.
 */
export function withText(response: Response, text: string): Response {
  return new Proxy(Object.create(Response.prototype) as Response, {
    get(own, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
      if (name === "text") return () => Promise.resolve(text);
      if (name === "clone") return () => withText(response, text);
      if (name === "bodyUsed") return false;
      if (name !== "body" && !readingMethods.includes(String(name))) return Reflect.get(response, name) as unknown;
      const copy = new Response(text, { headers: response.headers });
      const value: unknown = Reflect.get(copy, name);
      return typeof value === "function" ? (value.bind(copy) as unknown) : value;
    },
  });
}
