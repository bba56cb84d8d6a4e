import { parseArgs, type ParseArgsConfig } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Parses the options of a script. Prints an error and exits with 1 for an unknown option. */
export function readOptions<Known extends Options>(options: Known) {
  try {
    return parseArgs({ options, args: commandLine() }).values;
  } catch (error) {
    return exitWithError(error, options, 1);
  }
}

/** Parses the number in an option. Prints an error and exits with 1 when it is not a whole number from `min` to `max`. */
export function wholeNumber(name: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  console.error(`Invalid --${name}: ${value}. Expected a whole number from ${min} to ${max}.`);
  process.exit(1);
}

/** Parses options and positional arguments. Prints an error and exits with `exitCode` for an unknown option. */
export function readCommandLine<Known extends Options>(options: Known, exitCode: number) {
  try {
    return parseArgs({ options, args: commandLine(), allowPositionals: true });
  } catch (error) {
    return exitWithError(error, options, exitCode);
  }
}

/** Joins a negative number to its option (`--port=-1`): `parseArgs` would parse a separate one as an option. */
function commandLine(): string[] {
  return process.argv.slice(2).reduce<string[]>((words, word) => {
    const last = words.at(-1);
    if (last === undefined || !/^--[a-z-]+$/.test(last) || !/^-\d/.test(word)) return [...words, word];
    return [...words.slice(0, -1), `${last}=${word}`];
  }, []);
}

function exitWithError(error: unknown, options: Options, exitCode: number): never {
  const known = Object.keys(options).map((name) => `--${name}`);
  console.error(
    `${(error as Error).message.split("\n", 1).join("").replace(/\.?$/, ".")} Known options: ${known.join(", ")}.`,
  );
  process.exit(exitCode);
}

export type Environment = Readonly<Partial<Record<string, string>>>;

/** Returns an environment variable; undefined when it is empty or blank, such as `NAME=` in an `.env` file. */
export function variable(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value?.trim() === "" ? undefined : value;
}
