/**
 * A response whose body was read: nothing outside an attempt waits for the network, and it can be read again. It stands in
 * for the platform's own, of which none can be made with a status over 599, which HTTP knows and a server may send.
 */
class AnsweredResponse implements Omit<Response, "bytes"> {
  readonly bodyUsed = false;
  readonly #response: Response;
  readonly #text: string;

  constructor(response: Response, text: string) {
    this.#response = response;
    this.#text = text;
  }

  get status() {
    return this.#response.status;
  }
  get ok() {
    return this.#response.ok;
  }
  get statusText() {
    return this.#response.statusText;
  }
  get headers() {
    return this.#response.headers;
  }
  get url() {
    return this.#response.url;
  }
  get type() {
    return this.#response.type;
  }
  get redirected() {
    return this.#response.redirected;
  }
  get body() {
    return this.#again().body;
  }
  text() {
    return Promise.resolve(this.#text);
  }
  json() {
    return this.#again().json();
  }
  blob() {
    return this.#again().blob();
  }
  arrayBuffer() {
    return this.#again().arrayBuffer();
  }
  formData() {
    return this.#again().formData();
  }
  clone() {
    return answered(this.#response, this.#text);
  }

  /** A new one of the platform's, for what is seldom asked for. */
  #again(): Response {
    return new Response(this.#text, { headers: this.#response.headers });
  }
}

// So that it is one for `instanceof`, as middlewares may ask.
Object.setPrototypeOf(AnsweredResponse.prototype, Response.prototype);

export function answered(response: Response, text: string): Response {
  return new AnsweredResponse(response, text) as unknown as Response;
}
