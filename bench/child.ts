import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** A process that the bench has started. */
export interface Child {
  /** Sends it a message, and gives what it answers. */
  ask(message: object): Promise<unknown>;
  end(): void;
}

/** Starts one of the built programs as a plain Node.js process. Gives it together with the first thing that it tells. */
export async function startChild(program: string, parameters: readonly string[]): Promise<[Child, unknown]> {
  const child = fork(program, parameters, { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const first = await toldBy(child, program);
  const ask = async (message: object) => {
    child.send(message);
    return toldBy(child, program);
  };
  return [{ ask, end: () => child.kill() }, first];
}

/** Runs a program that tells one thing, to its end. */
export async function runChild(program: string, parameters: readonly string[]): Promise<unknown> {
  const [child, told] = await startChild(program, parameters);
  child.end();
  return told;
}

/** Its next message. Throws where it ends instead. */
async function toldBy(child: ChildProcess, program: string): Promise<unknown> {
  const stop = new AbortController();
  const ended = once(child, "exit", { signal: stop.signal }).then(() => {
    throw new Error(`${program} ended before it told anything.`);
  });
  try {
    const message = once(child, "message", { signal: stop.signal }).then(([message]) => message as unknown);
    return await Promise.race([message, ended]);
  } finally {
    ended.catch(() => undefined);
    stop.abort();
  }
}
