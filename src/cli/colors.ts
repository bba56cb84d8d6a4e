import { variable, type Environment, type Output } from "./context.ts";

const codes = { red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type Paint = (color: keyof typeof codes, text: string) => string;

/**
 * Returns a function that colors text for a terminal, and returns it unchanged for a file or a pipe.
 *
 * @see https://no-color.org
 */
export function paintFor(output: Output, env: Environment): Paint {
  if (output.isTTY !== true || variable(env, "NO_COLOR") !== undefined || env.TERM === "dumb") return (_, text) => text;
  return (color, text) => `\u001b[${codes[color]}m${text}\u001b[39m`;
}
