/**
 * What openapi-fetch builds in the place of the platform's `Request`: the address and the init as they are. The body stays
 * a text, so that an attempt can be made again without a clone. Middlewares may change its headers, and not where it leads.
 */
export class RequestHolder {
  declare readonly url: string;
  /** openapi-fetch makes new ones for each request. */
  declare readonly headers: Headers;

  constructor(url: string, init: RequestInit) {
    Object.assign(this, init);
    Object.defineProperty(this, "url", { value: url, enumerable: true });
  }
}
