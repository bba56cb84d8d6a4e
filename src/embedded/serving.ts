import { listen, type Answer, type ServerAddress, type ListenOptions, type Server } from "./listen.ts";

/** Whether and where a registry takes connections. */
export interface Serving {
  readonly isRefusing: () => boolean;
  listen(options: ListenOptions): Promise<ServerAddress>;
  close(): Promise<void>;
  /** Frees the port, and keeps it in mind. */
  refuse(): Promise<void>;
  restore(): Promise<void>;
}

/** Each change waits for the one before: a server that is closed and opened at the same time is neither. */
export function createServing(answer: Answer): Serving {
  let server: Server | undefined;
  let refusing = false;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = last.then(change);
    last = result.catch(() => undefined);
    return result;
  }

  return {
    isRefusing: () => refusing,
    listen: (options) =>
      inTurn(async () => {
        if (server !== undefined) throw new Error("The registry is served already: close it first.");
        if (refusing) throw new Error("The registry refuses connections: restore it first.");
        server = await listen(answer, options);
        return { url: server.url, port: server.port };
      }),
    close: () =>
      inTurn(async () => {
        const closing = server;
        server = undefined;
        refusing = false;
        await closing?.close();
      }),
    refuse: () =>
      inTurn(async () => {
        refusing = true;
        await server?.close();
      }),
    restore: () =>
      inTurn(async () => {
        if (!refusing) return;
        await server?.reopen();
        refusing = false;
      }),
  };
}
