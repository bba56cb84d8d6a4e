import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Starts a program in a new Node.js process. Resolves with the process and its first message. */
export async function startProgram(program: string, parameters: readonly string[]): Promise<[ChildProcess, unknown]> {
  const child = fork(program, parameters, { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return [child, await firstMessage(child, program)];
}

/** Runs a program that sends one message, and resolves with the message. */
export async function runProgram(program: string, parameters: readonly string[]): Promise<unknown> {
  const [child, message] = await startProgram(program, parameters);
  child.kill();
  return message;
}

/** Rejects when the process exits without a message. */
async function firstMessage(child: ChildProcess, program: string): Promise<unknown> {
  const stop = new AbortController();
  const exited = once(child, "exit", { signal: stop.signal }).then(() => {
    throw new Error(`${program} exited without a message.`);
  });
  try {
    const message = once(child, "message", { signal: stop.signal }).then(([message]) => message as unknown);
    return await Promise.race([message, exited]);
  } finally {
    exited.catch(() => undefined);
    stop.abort();
  }
}
