import createClient, { type Client, type Middleware } from "openapi-fetch";
import type { paths } from "../generated/types.ts";
import { readingMethods } from "../transport/response.ts";
import type { OutgoingRequest } from "../transport/types.ts";
import { guardAddress, guardPath, type PathParameters } from "./path.ts";
import type { ClientSettings } from "./resolve-options.ts";

/** The openapi-fetch client of the contract. */
export interface HttpClient {
  readonly settings: ClientSettings;
  /** Replaces the parameters of an address, for openapi-fetch. */
  readonly pathSerializer: (template: string, parameters: PathParameters) => string;
  /** Sends a request to any path. openapi-fetch has no type for a path that is known only at run time. */
  readonly request: (method: string, path: string, init: object) => Promise<HttpResult>;
  readonly middlewares: readonly Middleware[];
  readonly use: Client<paths>["use"];
  readonly eject: Client<paths>["eject"];
}

export interface HttpResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

export function createHttpClient(settings: ClientSettings): HttpClient {
  const { baseUrl } = settings.transport;
  const pathSerializer: HttpClient["pathSerializer"] = (template, parameters) =>
    baseUrl + guardPath(template.slice(baseUrl.length), parameters);
  const openapi = createClient<paths>({
    baseUrl,
    headers: settings.headers,
    pathSerializer(template, parameters) {
      const url = pathSerializer(template, parameters);
      // Before the platform's `Request` normalizes it.
      guardAddress(url, baseUrl);
      return url;
    },
  });
  const middlewares: Middleware[] = [];
  return {
    settings,
    pathSerializer,
    request: openapi.request as unknown as HttpClient["request"],
    middlewares,
    use: (...added) => {
      middlewares.push(...added);
      openapi.use(...added);
    },
    eject: (...removed) => {
      openapi.eject(...removed);
      for (const middleware of removed) {
        if (middlewares.includes(middleware)) middlewares.splice(middlewares.indexOf(middleware), 1);
      }
    },
  };
}

/**
 * Replaces the platform's `Request` in openapi-fetch while there is no middleware. The platform's costs a third of the CPU time of a
 * call, and its body can be read only once.
 */
export class PlainRequest implements OutgoingRequest {
  declare readonly method: string;
  declare readonly headers: Headers;
  declare readonly body: RequestInit["body"];

  constructor(
    readonly url: string,
    { method, headers, body }: Omit<OutgoingRequest, "url">,
  ) {
    this.method = method;
    this.headers = headers;
    this.body = body;
  }
}

/** Returns the class of requests. Middlewares may read the body of a request before it is sent. */
export function requestFor(middlewares: readonly Middleware[]): typeof PlainRequest | typeof Request {
  if (middlewares.length === 0) return PlainRequest;
  const ReadableRequest = class extends Request {
    /** openapi-fetch requires that a middleware returns an instance. */
    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Request;
    }
  };
  for (const name of readingMethods.filter((each) => each in Request.prototype)) {
    const read = Reflect.get(Request.prototype, name) as () => unknown;
    const value = function (this: Request): unknown {
      return Reflect.apply(read, this.clone(), []);
    };
    Object.defineProperty(ReadableRequest.prototype, name, { value });
  }
  return ReadableRequest;
}

/** Copies a request with its body, so that it can be sent more than once. */
export async function toOutgoing(request: Request): Promise<OutgoingRequest> {
  const { url, method } = request;
  // A copy, to which the key is added: middlewares never see the key.
  const headers = new Headers(request.headers);
  return request.body === null
    ? { url, method, headers }
    : { url, method, headers, body: await request.clone().arrayBuffer() };
}
