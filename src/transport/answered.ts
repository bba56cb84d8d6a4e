/**
 * A response whose body was read, as one that can be read again: nothing outside an attempt waits for the network. It is
 * the response itself, because the platform makes none with a status over 599, which HTTP knows and a server may send.
 */
export function answered(response: Response, text: string): Response {
  const again = () => new Response(text, { headers: response.headers });
  return Object.defineProperties(response, {
    text: { value: () => Promise.resolve(text) },
    json: { value: () => again().json() },
    blob: { value: () => again().blob() },
    arrayBuffer: { value: () => again().arrayBuffer() },
    clone: { value: again },
    body: { get: () => again().body },
    bodyUsed: { value: false },
  });
}
