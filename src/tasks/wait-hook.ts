import type { GetTaskPath } from "../generated/client.ts";
import type { EndedTask } from "./poll-task.ts";

/** The name of {@link WaitHook} in a client. Copies of the package share it, such as an ES module and a CommonJS one. */
export const waitHook = Symbol.for("clinia-registry-client.wait");

/** Runs a wait for a task, for example in a span. Settles as the wait does. */
export type WaitHook = (path: GetTaskPath, wait: () => Promise<EndedTask>) => Promise<EndedTask>;

/** A client that runs each wait itself. Not part of the public types, because a client of another copy would not be assignable. */
export interface WaitHookClient {
  readonly [waitHook]?: WaitHook | undefined;
}

/** Returns the hook of a client, to add to an object that replaces the client. */
export function waitHookOf(client: object): WaitHookClient {
  return { [waitHook]: (client as WaitHookClient)[waitHook] };
}
