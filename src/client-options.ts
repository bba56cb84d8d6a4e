import type { ExtraHeaders } from "./extra-headers.ts";
import type { ApiKey, TransportOptions } from "./transport/index.ts";

interface CommonOptions extends TransportOptions {
  /**
   * The workspace's API key, or a function that gives it (or a promise of it) and is asked at each attempt, for keys that
   * are rotated. `undefined` is for what an unset environment variable gives: it is refused when the client is created.
   *
   * @see https://docs.clinia.com/docs/authentication
   */
  apiKey: ApiKey | undefined;
  /**
   * Allows a key in a browser, where anyone who can open the page can read it, and write to the workspace with it: for pages
   * that only those see who may have the key. Without it only `apiKey: null` is taken there. Default: `false`.
   *
   * @see https://docs.clinia.com/docs/authentication
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /**
   * Headers to send with every request. A `content-type` or `user-agent` takes the place of the client's own; one for the API key
   * is left out, also beside `apiKey: null`.
   */
  headers?: ExtraHeaders | undefined;
}

interface WorkspaceOptions extends CommonOptions {
  /** The workspace's id, one DNS label: `acme` stands for `https://acme.clinia.cloud`. */
  workspaceId: string | undefined;
  baseUrl?: undefined;
}

interface BaseUrlOptions extends Omit<CommonOptions, "apiKey"> {
  /**
   * The registry's address, in the place of `workspaceId`: the newer host form `https://api.acme.clinia.cloud`, a proxy, an
   * embedded registry. It is https, or a loopback address, and has no query, fragment or credentials.
   */
  baseUrl: string | undefined;
  workspaceId?: undefined;
  /** As beside `workspaceId`, or `null` to send no key: for a proxy that adds it, such as one between a browser and the registry. */
  apiKey: ApiKey | null | undefined;
  /** Allows http to a host that is not loopback, such as one of a compose network; the key then travels unencrypted. */
  dangerouslyAllowHttp?: boolean | undefined;
}

/** Where the registry is, `workspaceId` or `baseUrl`, the key for it, and how its calls are made. */
export type RegistryClientOptions = WorkspaceOptions | BaseUrlOptions;
