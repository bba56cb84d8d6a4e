/** Where an embedded registry is served. */
export interface Listening {
  /** Without a slash at its end, as a client's `baseUrl`. */
  readonly url: string;
  /** The port, also where a free one was asked for. */
  readonly port: number;
}
