import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Starts a program as a plain Node.js process. Returns it together with its first message. */
export async function startChild(program: string, parameters: readonly string[]): Promise<[ChildProcess, unknown]> {
  const child = fork(program, parameters, { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return [child, await firstMessage(child, program)];
}

/** Runs a program until it has sent its one message. */
export async function runChild(program: string, parameters: readonly string[]): Promise<unknown> {
  const [child, message] = await startChild(program, parameters);
  child.kill();
  return message;
}

/** Throws when the process ends without a message. */
async function firstMessage(child: ChildProcess, program: string): Promise<unknown> {
  const stop = new AbortController();
  const ended = once(child, "exit", { signal: stop.signal }).then(() => {
    throw new Error(`${program} ended without a message.`);
  });
  try {
    const message = once(child, "message", { signal: stop.signal }).then(([message]) => message as unknown);
    return await Promise.race([message, ended]);
  } finally {
    ended.catch(() => undefined);
    stop.abort();
  }
}
